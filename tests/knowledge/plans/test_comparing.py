"""Plans beside each other: two to four, those without one, bad addresses, and no draft."""

from __future__ import annotations

import re

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from knowledge.plans.beside import chosen
from knowledge.plans.choices import SectionKind
from stopext.access.roles import Role
from stopext.accounts.models import Authority
from tests.knowledge.plans.browsing import page
from tests.knowledge.plans.conftest import CANARY
from tests.knowledge.plans.test_alike import selects
from tests.knowledge.plans.test_pages import MISSING
from tests.support.world import HOME, World

COMPARE = "/handlingsplaner/sammenlign/"
FOUR = ("aalborg", "aarhus", "frederikshavn", "odense")


def at(*slugs: str) -> str:
    return f"{COMPARE}?" + "&".join(f"kommune={slug}" for slug in slugs)


def headings(text: str, level: int) -> list[str]:
    return [found.strip() for found in re.findall(rf"<h{level}[^>]*>([^<]+)", text)]


def test_the_thirteen_sections_stand_beside_each_other(corpus: Client) -> None:
    text = page(corpus, at("aalborg", "odense"))

    assert MISSING not in text
    assert headings(text, 3)[:13] == [str(kind.label) for kind in SectionKind]
    assert headings(text, 4)[:2] == ["Aalborg Kommune", "Odense Kommune"]
    assert headings(text, 4).count("Odense Kommune") == 13
    assert "13 af 13" in text
    assert text.count("Gennemført: ") >= 1
    assert 'href="/viden/' in text


def test_the_number_of_queries_does_not_grow_with_the_plans(corpus: Client) -> None:
    counts = []
    for slugs in (FOUR[:2], FOUR[:3], FOUR):
        with CaptureQueriesContext(connections["default"]) as captured:
            page(corpus, at(*slugs))
        counts.append(selects(captured))

    assert counts == [6, 6, 6]


def test_a_municipality_without_a_plan_is_told_so(corpus: Client) -> None:
    text = page(corpus, at("aalborg", "laesoe"))

    assert "Læsø Kommune har ikke lagt en vedtaget plan i portalen." in text
    assert headings(text, 4).count("Aalborg Kommune") == 13
    assert "Læsø Kommune" not in headings(text, 4)


def test_the_choice_has_those_with_a_plan_first(corpus: Client) -> None:
    choice = page(corpus, COMPARE).partition("</select>")[0]

    assert re.findall(r'optgroup label="(\w+)', choice) == ["Med", "Uden"]


def test_two_without_a_plan_show_no_sections(corpus: Client) -> None:
    text = page(corpus, at("samsoe", "laesoe"))

    assert text.count("har ikke lagt en vedtaget plan") == 2
    assert "De tretten afsnit" not in text


@pytest.mark.parametrize("slugs", [(), ("aalborg",), ("aalborg", "aalborg"), ("", "aalborg", "")])
def test_fewer_than_two_lead_to_the_choice(corpus: Client, slugs: tuple[str, ...]) -> None:
    text = page(corpus, at(*slugs))

    assert "Vælg mindst to." in text
    assert "De tretten afsnit" not in text
    assert text.count('value="aalborg" selected') == min(len(set(slugs) - {""}), 1)
    assert ("Den samme kommune er valgt to gange" in text) == (slugs.count("aalborg") > 1)


@pytest.mark.parametrize("bad", ["ukendt", "x" * 3000, "' or 1=1", "\x00", "nordjyllands-politi"])
def test_what_is_no_municipality_is_left_out_and_told(corpus: Client, bad: str) -> None:
    answer = corpus.get(COMPARE, {"kommune": ["aalborg", bad, "odense"]})
    text = answer.content.decode()

    assert answer.status_code == 200
    assert "kendes ikke og er udeladt" in text
    assert headings(text, 4)[:2] == ["Aalborg Kommune", "Odense Kommune"]


def test_more_than_four_are_cut_and_told(corpus: Client) -> None:
    text = page(corpus, at(*FOUR, "laesoe"))

    assert "højst 4 planer" in text
    assert "Læsø Kommune har ikke" not in text
    assert "kendes ikke" not in text


def test_a_draft_stands_beside_nothing(world: World, client: Client, draft: None) -> None:
    for browser in (client, world.person(HOME, Role.LEADER).browser()):
        text = page(browser, at("aalborg", "frederikshavn"))

        assert CANARY not in text
        assert text.count("har ikke lagt en vedtaget plan") == 2


def test_the_choice_keeps_the_order_asked_for_each_once() -> None:
    places = {slug: Authority(pk=number, slug=slug) for number, slug in enumerate("abcde", 1)}

    choice = chosen(["c", "a", "c", "", "x"], places)

    assert [place.slug for place in choice.places] == ["c", "a"]
    assert (choice.has_unknown, choice.has_too_many, choice.is_enough) == (True, False, True)
    assert chosen("edcba", places).has_too_many
