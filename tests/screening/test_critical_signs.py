"""The most serious thing stands in the line of the number that could hide it; and whom to call."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from screening import actions
from screening.demo import ratings
from screening.engine.answers import Answer, Value
from screening.models import Screening
from screening.policies import calls_for_health
from screening.queries.profile_page import read_profile
from screening.versions.instruments import PUBLISHED, load_instrument
from tests.screening.conftest import Cast, fresh
from tests.screening.posting import url
from tests.support.world import Person

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
BAND = re.compile(r"(line|municipality|police|pair\.\w+)\.(words|number)\b")


def _locked(person: Person, screening: Screening, **values: str) -> None:
    """A whole rating of zeros but for these answers, locked."""
    with person.acts():
        row = fresh(person, screening)
        answers = {
            key: Answer(Value(values.get(key, "0")), rationale="Set.", who_could_know="Skolen")
            for key in row.form.indicator_keys()
        }
        rating = actions.save_section(by=person.actor, screening=row, answers=answers, version=0)
        rating = actions.judge(
            by=person.actor,
            screening=row,
            judgement=ratings.judgement_like("low", asks=row.form.asks),
            version=rating.version,
        )
        if "2" in values.values():
            actions.acknowledge_critical(by=person.actor, screening=row, keys=rating.clear_signs())
        actions.lock_rating(by=person.actor, screening=row, version=rating.version)


def test_one_piece_draws_a_band_and_its_critical_signs() -> None:
    drawn = [
        path.name for path in TEMPLATES.rglob("*.html") if BAND.search(path.read_text("utf-8"))
    ]

    assert drawn == ["_band.html"]
    assert "line.critical" in (TEMPLATES / "screening" / "_band.html").read_text("utf-8")


@pytest.mark.parametrize("sign", ["1", "2"])
def test_a_critical_sign_stands_in_the_line_of_its_domain_on_every_page(
    cast: Cast, sign: str
) -> None:
    screening = cast.order(subset="")
    _locked(cast.coordinator, screening, A4=sign)
    _locked(cast.police, screening, A4="0", F5=sign)
    label = screening.form.level_labels[int(sign)].lower()
    ours = BeautifulSoup(cast.coordinator.browser().get(url("profile", screening)).content, "lxml")
    both = BeautifulSoup(cast.police.browser().get(url("compare", screening)).content, "lxml")

    for line in (ours.select_one(".domain-words"), ours.select_one("#forklaring-A summary")):
        assert line is not None
        assert f"Kritisk: A4 {label}" in line.get_text(" ", strip=True)
    rows = {
        row.th.get_text(strip=True): [cell.get_text(" ", strip=True) for cell in row.select("td")]
        for row in both.select("table tr")
        if row.th and row.td
    }
    acts, weapons = rows["Handlinger og vold"], rows["Kriminalitet, våben og evne"]
    assert [f"Kritisk: A4 {label}" in cell for cell in acts] == [True, False]
    assert [f"Kritisk: F5 {label}" in cell for cell in weapons] == [False, True]
    told = {name.split()[0]: cells for name, cells in rows.items() if re.match("[A-Z][0-9]", name)}
    assert told == {
        "A4": [label.capitalize(), "Ikke til stede", "Ikke afgjort"],
        "F5": ["Ikke til stede", label.capitalize(), "Ikke afgjort"],
    }


def test_no_line_of_any_version_leaves_out_a_critical_sign() -> None:
    for version in PUBLISHED:
        form = load_instrument(*version)
        keys = {indicator.key for indicator in form.indicators() if indicator.critical}
        lines = read_profile(form, {key: Answer(Value.PARTIAL) for key in keys}).lines
        assert {answer.key for line in lines for answer in line.critical} == keys


def _banner(person: Person, screening: Screening, key: str) -> str:
    with person.acts():
        row = fresh(person, screening)
        actions.save_section(
            by=person.actor,
            screening=row,
            answers={key: Answer(Value.CLEAR, rationale="Set.")},
            version=0,
        )
    page = BeautifulSoup(person.browser().get(url("show", screening)).content, "lxml")
    return " ".join(found.get_text(" ", strip=True) for found in page.select(".danger"))


def test_a_clear_wish_to_die_leads_to_help_and_not_to_the_police(cast: Cast) -> None:
    told = _banner(cast.coordinator, cast.order(), "E4")

    assert [word in told for word in ("akutte psykiatri", "lægevagten", "70 201 201", "112")] == [
        True
    ] * 4
    assert "114" not in told
    silent = [load_instrument(*version) for version in PUBLISHED]
    assert all(calls_for_health(form, form.indicator("E4")) for form in silent)
    assert not any(calls_for_health(form, form.indicator("A2")) for form in silent)


def test_the_police_are_not_told_to_call_the_police(cast: Cast) -> None:
    screening = cast.order()
    theirs, ours = (_banner(who, screening, "A2") for who in (cast.police, cast.coordinator))

    assert ("114" in theirs, "Kontakt politiet" in theirs, "112" in theirs) == (False, False, True)
    assert ("114" in ours, "Kontakt politiet" in ours) == (True, True)


def test_acknowledging_leads_back_to_the_part_it_was_read_on(cast: Cast) -> None:
    screening = cast.order()
    _banner(cast.coordinator, screening, "A2")
    address, client = url("acknowledge", screening), cast.coordinator.browser()

    assert client.post(address, {"part": "F"})["Location"] == url("answer", screening, "F")
    assert client.post(address, {"part": "//x"})["Location"] == url("show", screening)
