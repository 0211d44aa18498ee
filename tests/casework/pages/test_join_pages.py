"""Joining two citizens on the pages: both sides seen, chosen, told, undone; history in place."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup

from casework.models import Case, CitizenJoin
from stopext.access.roles import Role
from tests.casework.actions.test_joining import (
    ONE,
    OTHER_CPR,
    TWO,
    again,
    join,
    registered,
    restrict,
    seen,
)
from tests.casework.pages.browsing import hidden_fields, saved, send, text_of, url
from tests.casework.pages.test_log_of_cases import LOG, lines
from tests.casework.samples import CPR
from tests.support.world import FAR, HOME, Person, World

MINE = "Min egen tekst om søstrene"
REASON = "Moren har vist begge numre."


@pytest.fixture
def leading(world: World) -> Person:
    """The coordinator."""
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def pair(leading: Person) -> tuple[Case, Case]:
    """Two cases about two citizens with two numbers."""
    with leading.acts():
        one = registered(leading, **(ONE | {"birth_year": None}), cpr=CPR)
        two = registered(leading, **(TWO | {"birth_year": None}), cpr=OTHER_CPR)
    return one, two


def main_of(response: Any) -> str:
    page = BeautifulSoup(text_of(response), "lxml")
    return " ".join(page.select_one("main").get_text(" ").split())  # type: ignore[union-attr]


def typed(browser: Any, address: str, **changes: str) -> dict[str, Any]:
    """A correction of the citizen, not sent yet."""
    opened = browser.get(address)
    initial = {name: value for name, value in opened.context["form"].initial.items() if value}
    return {**initial, **hidden_fields(text_of(opened)), "reason": REASON, **changes}


def test_two_citizens_are_found_seen_chosen_joined_and_told_apart(
    world: World, leading: Person, pair: tuple[Case, Case]
) -> None:
    case, other = pair
    browser, both = leading.browser(), url("join", case.pk, other.pk)

    found = browser.post(url("join_choose", case.pk), {"number": other.number})
    shown = main_of(browser.get(both))
    unsaid = send(browser, both, name="other", reason=REASON, sure="on")
    saved(browser, both, name="other", cpr="kept", reason=REASON, sure="on")
    with leading.acts():
        made = CitizenJoin.objects.for_actor(leading.actor).get()
        citizen = seen(leading, other).subject
    page = text_of(browser.post(url("unmask", other.pk)))
    there = url("joined", case.pk, made.pk)
    told = main_of(browser.get(there))
    log = lines(world.person(HOME, Role.LOG_REVIEWER), f"{LOG}?number={other.number}")
    saved(browser, there, reason="Det var to søstre.")
    after = main_of(browser.get(there))

    assert found.headers["Location"] == both
    assert [text in shown for text in (ONE["name"], TWO["name"], "CPR-numrene er")] == [True] * 3
    assert CPR[7:] not in shown
    assert (unsaid.status_code, "Vælg en af mulighederne." in text_of(unsaid)) == (422, True)
    assert citizen.names == [TWO["name"], ONE["name"]]
    assert url("joined", other.pk, made.pk) in page
    assert [text in told for text in (ONE["name"], TWO["name"], REASON)] == [True] * 3
    assert [line for line in log if "Samlede to borgere til én" in line]
    assert "Samlingen er fortrudt" in after
    with leading.acts():
        assert seen(leading, other).subject_id == other.subject_id


def test_the_undoing_names_the_other_citizens_case_from_either_side(
    leading: Person, pair: tuple[Case, Case]
) -> None:
    browser = leading.browser()
    for here, there in (pair, pair[::-1]):
        with leading.acts():
            made = join(leading, *pair)
        address = url("joined", here.pk, made.pk)
        undone = saved(browser, address, reason="Det var to søstre.")
        shown = main_of(browser.get(undone))
        assert f"Om den anden borger: sag {there.number}." in shown


def test_it_names_no_case_where_none_is_left(leading: Person, pair: tuple[Case, Case]) -> None:
    kept, other = pair
    with leading.acts():
        made = join(leading, kept, other)
        Case.objects.for_actor(leading.actor).filter(pk=kept.pk).update(state="erased")
    browser = leading.browser()
    undone = saved(browser, url("joined", other.pk, made.pk), reason="Det var to søstre.")
    shown = main_of(browser.get(undone))
    assert ("Samlingen er fortrudt." in shown, "Om den anden" in shown) == (True, False)


def test_a_number_one_may_not_open_is_no_other_side(
    world: World, leading: Person, pair: tuple[Case, Case]
) -> None:
    case, other = pair
    far, leader = world.person(FAR, Role.COORDINATOR), world.person(HOME, Role.LEADER)
    with far.acts():
        foreign = registered(far, **ONE)
    with leading.acts():
        restrict(leading, other)
    browser = leader.browser()

    for number in (foreign.number, other.number, case.number, "2001-0851-9999"):
        refused = browser.post(url("join_choose", case.pk), {"number": number})
        assert refused.status_code == 422
        assert "Du har ikke adgang til en anden sag med det nummer." in text_of(refused)
    for hidden in (foreign, other):
        assert browser.get(url("join", case.pk, hidden.pk)).status_code == 404
        assert browser.post(url("join", case.pk, hidden.pk), {}).status_code == 404


def test_law_3_who_comes_too_late_keeps_her_text(
    world: World, leading: Person, pair: tuple[Case, Case]
) -> None:
    case, other = pair
    both, leader = url("join", case.pk, other.pk), world.person(HOME, Role.LEADER).browser()
    browser = leading.browser()
    late = hidden_fields(text_of(leader.get(both)))
    saved(browser, both, name="other", cpr="kept", reason=REASON, sure="on")

    answer = leader.post(
        both, {**late, "name": "kept", "cpr": "kept", "reason": MINE, "sure": "on"}
    )

    assert answer.status_code == 409
    page = text_of(answer)
    assert (MINE in page, page.count("Jeg har set begge sider")) == (True, 1)
    for one in pair:
        assert f"Sag {one.number} er senest ændret" in page
    assert f" af {leading.actor.name}</span>" in page


def test_who_corrects_meanwhile_is_told_that_the_citizen_is_joined(
    leading: Person, pair: tuple[Case, Case]
) -> None:
    case, other = pair
    browser, address = leading.browser(), url("citizen", case.pk)
    mine = typed(browser, address, name="Min Stavemåde")
    both = url("join", case.pk, other.pk)
    saved(browser, both, name="other", cpr="kept", reason=REASON, sure="on")

    late = browser.post(address, mine)

    told = main_of(late)
    assert (late.status_code, "Samlet med en anden borger" in told) == (409, True)
    assert f"(sag {other.number})" in told
    assert [text for text in (leading.actor.name, TWO["name"]) if text not in told] == []
    assert "Min Stavemåde" in text_of(late)


@pytest.mark.parametrize("side", [0, 1], ids=["kept", "moved"])
def test_who_corrects_meanwhile_reads_which_name_is_in_use_now(
    leading: Person, pair: tuple[Case, Case], side: int
) -> None:
    mine, theirs = pair[side], pair[1 - side]
    names = (ONE["name"], TWO["name"])
    browser, address = leading.browser(), url("citizen", mine.pk)
    sent = typed(browser, address, description="Min egen beskrivelse")
    take = "other" if side == 0 else "kept"
    join_both = url("join", pair[0].pk, pair[1].pk)
    saved(browser, join_both, name=take, cpr="kept", reason=REASON, sure="on")

    late = browser.post(address, sent)

    told = main_of(late)
    assert (late.status_code, f"(sag {theirs.number})" in told) == (409, True)
    assert f"{names[1 - side]} (før: {names[side]})" in told


def test_who_corrects_meanwhile_is_told_that_the_joining_was_undone(
    leading: Person, pair: tuple[Case, Case]
) -> None:
    case, other = pair
    browser, address = leading.browser(), url("citizen", case.pk)
    both = url("join", case.pk, other.pk)
    saved(browser, both, name="other", cpr="kept", reason=REASON, sure="on")
    sent = typed(browser, address, name="Min Stavemåde")
    with leading.acts():
        made = CitizenJoin.objects.for_actor(leading.actor).get()
    saved(browser, url("joined", case.pk, made.pk), reason="Det var to søstre.")

    late = browser.post(address, sent)

    told = main_of(late)
    assert (late.status_code, "Samlet med en anden borger" in told) == (409, False)
    assert "Samlingen med en anden borger er fortrudt" in told
    assert f"af {leading.actor.name} (sag {other.number})" in told


def test_a_wrong_same_person_is_undone_from_the_registration(leading: Person) -> None:
    with leading.acts():
        case = registered(leading, **ONE)
        again(leading, name=ONE["name"], birth_year=1990, description="En anden")
        concern = seen(leading, case).concerns.latest("at")
    browser = leading.browser()
    page = BeautifulSoup(text_of(browser.get(url("concern", case.pk, concern.pk))), "lxml")
    (link,) = [a["href"] for a in page.select("main a") if "ikke samme person" in a.get_text()]

    told = main_of(browser.get(str(link)))
    saved(browser, str(link), reason="Fætteren hedder det samme.")

    assert "Bekymringen flyttes til en ny sag" in told
    assert browser.get(url("concern", case.pk, concern.pk)).status_code == 404
    with leading.acts():
        assert Case.objects.for_actor(leading.actor).count() == 2


def test_earlier_values_stand_folded_under_their_field(leading: Person) -> None:
    with leading.acts():
        case = registered(leading, **ONE)
        concern = seen(leading, case).concerns.get()
    browser, page = leading.browser(), url("citizen", case.pk)
    saved(
        browser,
        page,
        name="Tabia Rettet",
        birth_year="1990",
        description=ONE["description"],
        form="right",
        gang_link="unknown",
        online="unknown",
        reason="Skolen stavede forkert",
    )

    shown = BeautifulSoup(text_of(browser.get(page)), "lxml")
    folds = [" ".join(one.get_text(" ").split()) for one in shown.select("main form details")]
    said = main_of(browser.get(url("concern", case.pk, concern.pk)))

    assert len(folds) == 3  # her name, the other names, in which the earlier one stays, the form
    assert [ONE["name"] in folds[0], "Blandet eller uklar" in folds[2]] == [True, True]
    assert all("Skolen stavede forkert" in one for one in folds)
    assert all(leading.actor.name in one for one in folds)
    assert "Blandet eller uklar → blev til Højreekstremisme" in said


def test_the_log_of_a_citizen_holds_what_was_done_before_she_was_joined(
    world: World, leading: Person, pair: tuple[Case, Case]
) -> None:
    case, other = pair
    leading.browser().post(url("find"), {"sought": TWO["name"], "purpose": "duplicate"})
    address = f"{LOG}?number={case.number}&citizen=on&action=citizen.find"
    reviewer = world.person(HOME, Role.LOG_REVIEWER)
    before = lines(reviewer, address)
    with leading.acts():
        join(leading, case, other)

    after = lines(reviewer, address)

    assert (len(before), len(after)) == (0, 1)
    assert "Kontrol af, om to sager er om samme borger" in after[0]
