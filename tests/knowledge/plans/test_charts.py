"""Charts of indicators, and progress in words."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from knowledge.plans.charts import BOTTOM, LINE, MOST_DOTS, WIDTH, Level, line_chart
from knowledge.plans.progress import standing, time_left, way_in_words

DAY = date(2026, 3, 1)
SVG = "{http://www.w3.org/2000/svg}"


def drawn(values: list[float], *levels: float) -> ET.Element:
    """A chart with a reading each week."""
    picture = line_chart(
        "k",
        [(DAY + timedelta(weeks=n), value) for n, value in enumerate(values)],
        levels=[Level(one, f"mål {one}", "chart-target") for one in levels],
        latest="<målt>",
        title="Samtaler & møder",
        described="Start 1, mål 9.",
    )
    return ET.fromstring(picture.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))  # noqa: S314 - our own


def places(chart: ET.Element) -> list[float]:
    """Heights of the words at the end of the lines, from above."""
    words = [one for one in chart.iter(f"{SVG}text") if not one.get("text-anchor")]
    return [float(one.get("y", "")) for one in words]


def test_a_chart_says_what_it_shows() -> None:
    chart = drawn([1, 5], 1, 9)
    named = [chart.find(f"{SVG}{tag}") for tag in ("title", "desc")]

    assert chart.get("role") == "img"
    assert [one.get("id") for one in named if one is not None] == chart.get(
        "aria-labelledby", ""
    ).split()
    assert [one.text for one in named if one is not None] == ["Samtaler & møder", "Start 1, mål 9."]
    assert not re.search(r"style=|<script|on\w+=", ET.tostring(chart, "unicode"))


@pytest.mark.parametrize("values", [[5], [5, 5], [0, 100], [1e6, -1e6, 3], [5] * 200])
@pytest.mark.parametrize("levels", [[], [5, 5], [5, 5.01], [0, 1_000_000]])
def test_words_never_stand_on_one_another_and_all_is_inside(
    values: list[float], levels: list[float]
) -> None:
    chart = drawn(values, *levels)
    heights = places(chart)
    numbers = re.findall(r" (?:[xy]\d?|c[xy])=\"([^\"]+)\"", ET.tostring(chart, "unicode"))

    assert all(low - high >= LINE - 0.2 for high, low in pairwise(heights))
    assert all(0 <= float(one) <= WIDTH for one in numbers)
    assert max(heights) <= BOTTOM + 5
    assert len(list(chart.iter(f"{SVG}circle"))) <= MOST_DOTS


def test_higher_is_up() -> None:
    line = drawn([1, 9]).find(f"{SVG}polyline")
    assert line is not None
    first, last = (float(one.partition(",")[2]) for one in line.get("points", "").split())

    assert last < first


@pytest.mark.parametrize(
    ("baseline", "target", "latest", "words"),
    [
        (0, 10, 5, "50 % af vejen fra start til mål."),
        (19, 7, 8, "92 % af vejen fra start til mål."),
        (0, 1000, 999, "99 % af vejen fra start til mål."),
        (0, 1000, 1, "1 % af vejen fra start til mål."),
        (5, 10, 2, "Ikke nærmere målet end ved starten."),
        (5, 10, 5, "Ikke nærmere målet end ved starten."),
        (5, 10, 20, "Målet er nået."),
        (19, 7, 7, "Målet er nået."),
        (10, 10, 3, "Tallet skal holdes."),
    ],
)
def test_the_way_to_the_target_in_words(
    baseline: int, target: int, latest: int, words: str
) -> None:
    assert way_in_words(Decimal(baseline), Decimal(target), Decimal(latest)) == words


def test_of_each_day_the_last_reading_holds() -> None:
    rows = [SimpleNamespace(on=DAY, value=1), SimpleNamespace(on=DAY, value=2)]

    assert [row.value for row in standing(rows)] == [2]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 2, 28), "fristen er overskredet"),
        (DAY, "om mindre end en måned"),
        (date(2026, 4, 1), "om 1 måned"),
        (date(2026, 5, 23), "om 3 måneder"),
        (date(2028, 8, 1), "om 29 måneder"),
        (date(2029, 1, 31), "om 35 måneder"),
        (date(2029, 2, 28), "om 3 år"),
        (date(2029, 3, 1), "om 3 år"),
        (date(2029, 9, 15), "om 3½ år"),
        (date(2030, 2, 27), "om 4 år"),
    ],
)
def test_how_long_until_the_revision(day: date, words: str) -> None:
    assert time_left(day, DAY) == words


def test_a_plan_shows_each_indicator_in_words_as_a_chart_and_as_a_table(corpus: Client) -> None:
    text = corpus.get("/handlingsplaner/aalborg/").content.decode()

    assert text.count('<svg class="chart"') == text.count("Tallene som tabel") > 0
    assert "af vejen fra start til mål." in text
    assert re.search(r"Revideres senest</dt>\s*<dd>\s*[^<]+, om \d+ ", text)
    assert len(set(ids := re.findall(r' id="([^"]+)"', text))) == len(ids)
