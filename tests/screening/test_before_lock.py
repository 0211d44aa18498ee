"""What is read before the lock: every answer in words, what lacks with its link, no number."""

from __future__ import annotations

import re
from datetime import date

import pytest
from bs4 import BeautifulSoup, Tag

from screening import actions
from screening.demo import ratings
from screening.engine.answers import Answer, Certainty, Value
from screening.models import Screening
from tests.screening.conftest import Cast, fresh
from tests.screening.posting import url
from tests.support.world import Person

TOLD = {
    "A2": Answer(
        Value.CLEAR,
        rationale="Sagt højt i kantinen.",
        source="Vagten",
        certainty=Certainty.CONFIRMED,
        evidence_date=date(2026, 10, 3),
    ),
    "A4": Answer(Value.UNKNOWN, rationale="Ingen har spurgt.", who_could_know="Skolens vejleder"),
    "B1": Answer(Value.NOT_RELEVANT),
}


@pytest.fixture
def answered(cast: Cast) -> Screening:
    """Three questions answered, one of them critical and one without its reason."""
    screening = cast.order()
    with cast.coordinator.acts():
        actions.save_section(
            by=cast.coordinator.actor,
            screening=fresh(cast.coordinator, screening),
            answers=TOLD,
            version=0,
        )
    return screening


def read(person: Person, name: str, screening: Screening) -> BeautifulSoup:
    return BeautifulSoup(person.browser().get(url(name, screening)).content, "lxml")


def part(page: BeautifulSoup, key: str) -> Tag:
    found = page.find("details", id=f"laest-{key}")
    assert isinstance(found, Tag)
    return found


def words(tag: Tag | None) -> str:
    return " ".join(tag.get_text(" ").split()) if tag else ""


def test_the_lock_page_shows_every_answer_that_is_confirmed(
    cast: Cast, answered: Screening
) -> None:
    page = read(cast.coordinator, "lock", answered)

    said = words(part(page, "A"))
    for text in ("Sagt højt i kantinen.", "Vagten", "bekræftet", "3. oktober 2026"):
        assert text in said
    assert "Skolens vejleder" in said
    with cast.coordinator.acts():
        asked = set(fresh(cast.coordinator, answered).form.indicator_keys())
    shown = {words(key) for key in page.select("details.panel .indicator-key")}
    assert shown == asked
    assert page.select_one(".bar-risk") is None


def test_a_critical_sign_stands_in_the_line_of_its_part(cast: Cast, answered: Screening) -> None:
    page = read(cast.coordinator, "lock", answered)

    line = words(part(page, "A").summary)
    assert "kritisk: A2 tydeligt" in line
    assert "A4" not in line
    assert "kritisk" not in words(part(page, "B").summary)


def test_what_lacks_is_told_and_linked_in_its_place(cast: Cast, answered: Screening) -> None:
    page = read(cast.coordinator, "lock", answered)

    (link,) = part(page, "B").select(".lacks a")
    assert words(link) == "begrundelse"
    assert link["href"] == url("answer", answered, "B") + "#B1"
    assert "1 mangler" in words(part(page, "B").summary)
    assert part(page, "A").select(".lacks") == []
    beside = words(page.select_one(".screening-pages"))
    assert "mangler begrundelse: B1" in beside


def test_a_profile_that_is_not_there_says_what_is_missing(cast: Cast, answered: Screening) -> None:
    page = read(cast.coordinator, "profile", answered)
    main = page.find("main")
    assert isinstance(main, Tag)

    assert "Jeres domæneprofil er ikke lavet endnu" in words(main.h1)
    links = {str(link["href"]) for link in main.select("li a")}
    assert url("answer", answered, "B") + "#B1" in links
    assert {url("judge", answered), url("lock", answered)} <= links
    assert not links & {url("answer", answered, "A") + "#A2"}


def test_who_has_not_begun_is_told_what_comes_first(cast: Cast, answered: Screening) -> None:
    page = read(cast.police, "profile", answered)

    main = words(page.find("main"))
    assert "ikke lavet endnu" in main
    assert "KANARIE" not in main
    assert "kantinen" not in main


def test_the_other_profile_is_closed_the_same_however_far_the_other_is(cast: Cast) -> None:
    empty, begun = (cast.order(reference="2026-0851-0017") for _ in range(2))
    with cast.coordinator.acts():
        row = fresh(cast.coordinator, begun)
        ratings.answer_all(by=cast.coordinator.actor, screening=row, profile="high", seed=1)
    client = cast.police.browser()

    shown = []
    for row in (empty, begun):
        page = client.get(url("profile", row), {"party": "other"}).content.decode()
        shown.append(re.sub(r'value="\w{64}"|nonce="[^"]+"', "", page.replace(str(row.pk), "")))

    assert "ikke låst endnu" in shown[0]
    assert shown[0] == shown[1]


def test_a_colleague_reads_what_is_missing_without_links_she_may_not_follow(
    cast: Cast, answered: Screening
) -> None:
    page = read(cast.leader, "profile", answered)

    assert page.select("main li a") == []
    assert "B1" in words(page.find("main"))
