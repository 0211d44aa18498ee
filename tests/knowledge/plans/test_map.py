"""The map beside the list: every municipality is on both, and the list alone is enough."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag
from django.test import Client

from knowledge.plans.mapping import _points
from stopext.access.roles import AuthorityKind
from stopext.accounts.models import Authority
from stopext.launch.paths import ROOT

LIST = "/handlingsplaner/"
#: Architecture §9: of a page on first view. The drawing is a file of its own, kept by browsers.
HEAVIEST = 60_000
DRAWING = ROOT / "static" / "src" / "img" / "kommuner.svg"


def soup(client: Client, query: str = "") -> BeautifulSoup:
    return BeautifulSoup(client.get(f"{LIST}{query}").content, "lxml")


def hrefs(tags: list[Tag]) -> set[str]:
    return {str(tag["href"]) for tag in tags}


def test_every_municipality_is_drawn_and_has_its_point(corpus: Client) -> None:
    codes = Authority.objects.filter(kind=AuthorityKind.MUNICIPALITY).values_list("pk", flat=True)
    drawn = {int(code) for code in re.findall(r'<path id="k(\d+)" d="M', DRAWING.read_text())}

    assert {*codes} == drawn == {*_points()}
    assert len(drawn) == 98


def test_map_and_list_link_the_same_98_and_only_the_list_stops_tab(corpus: Client) -> None:
    page = soup(corpus)
    country = page.select("svg.map-country a")
    listed = page.select("main table a, .without-plan a")

    assert len(country) == 98
    assert hrefs(country) == hrefs(listed)
    assert all(one["tabindex"] == "-1" for one in page.select(".plan-map a"))
    assert all(one["aria-hidden"] == "true" for one in page.select(".plan-map svg"))
    assert country[0].title is not None
    names = [one.title.get_text() for one in country if one.title]
    assert "Aalborg Kommune: Vedtaget" in names
    assert "Aabenraa Kommune: ingen plan i portalen" in names


def test_small_municipalities_of_the_capital_are_drawn_larger(corpus: Client) -> None:
    window = hrefs(soup(corpus).select("svg.map-capital a"))

    small = {"frederiksberg", "glostrup", "herlev", "roedovre", "ishoej", "vallensbaek"}
    assert {f"{LIST}{slug}/" for slug in small} <= window
    assert len(window) < 40


def test_filters_mark_the_map_and_its_words(corpus: Client) -> None:
    page = soup(corpus, "?region=Region+Nordjylland&status=adopted")
    left = [one for one in page.select(".map-country a") if "is-out" not in one["class"]]

    assert hrefs(left) == hrefs(page.select("main table a"))
    assert f"{LIST}aalborg/" in hrefs(left)
    assert len(left) < 11
    legend = page.select_one(".map-legend")
    assert legend is not None
    assert " ".join(legend.get_text().split()) == f"Vedtaget: {len(left)}"


def test_a_status_is_told_by_its_sign_and_its_word(corpus: Client) -> None:
    page = soup(corpus)
    signs = {str(one["href"]) for one in page.select(".plan-map use.map-sign")}
    legend = {str(one["href"]) for one in page.select(".map-legend use")}

    assert signs == legend
    assert {f"#{one['id']}" for one in page.select(".plan-map defs > *")} >= signs


def test_the_map_weighs_little(corpus: Client) -> None:
    assert len(corpus.get(LIST).content) < HEAVIEST
    assert DRAWING.stat().st_size < 30_000
