"""What each role may open on a case she sees, and the gate that ends it."""

from __future__ import annotations

import pytest

from casework import actions
from casework.models import Case
from casework.rules.codes import ClosureReason, Judgement, MatchAnswer
from stopext.access.roles import Role
from tests.casework.pages.browsing import (
    MOST_ON_CASE_PAGE,
    MOST_QUERIES,
    page_queries,
    saved,
    send,
    text_of,
    url,
)
from tests.casework.samples import facts, new_case, person
from tests.support.world import HOME, Person, World

ASSESSMENT = "Der var tale om en misforståelse, og skolen er enig."
#: Page: answer to an assigned caseworker, to the coordinator, to the leader.
ROLES = {
    "case": (200, 200, 200),
    "cpr": (200, 200, 200),
    "note_add": (200, 200, 200),
    "measure_add": (200, 200, 200),
    "review_add": (200, 200, 200),
    "requests": (200, 200, 200),
    "people": (200, 200, 200),
    "screenings": (200, 200, 200),
    "triage": (403, 200, 200),
    "notice": (403, 200, 200),
    "ask": (403, 200, 200),
    "meetings": (403, 200, 200),
    "decide": (403, 200, 200),
    "assign": (403, 200, 200),
    "colleague_add": (403, 200, 200),
    "restrict": (403, 200, 200),
    "share": (403, 200, 200),
    "screening_order": (403, 200, 200),
    "close": (403, 200, 200),
    "approve_closing": (403, 403, 200),
}
PEOPLE = (Role.CASEWORKER, Role.COORDINATOR, Role.LEADER)


@pytest.fixture
def leading(world: World) -> Person:
    """The coordinator."""
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def case(world: World, leading: Person) -> Case:
    """A case with a high level of concern that the caseworker is put on."""
    with leading.acts():
        row = new_case(leading.actor)
        row.last_judgement = Judgement.HIGH
        row.save(update_fields=["last_judgement"])
        key = world.person(HOME, Role.CASEWORKER).actor.membership_id
        actions.add_colleague(by=leading.actor, case=row, membership_id=key)
        return row


@pytest.mark.parametrize("name", ROLES)
def test_what_each_role_opens(world: World, case: Case, name: str) -> None:
    got = [
        world.person(HOME, role).browser().get(url(name, case.pk)).status_code for role in PEOPLE
    ]

    assert tuple(got) == ROLES[name]


def test_a_high_level_is_closed_with_the_leaders_approval(
    world: World, leading: Person, case: Case
) -> None:
    browser, leader = leading.browser(), world.person(HOME, Role.LEADER).browser()
    fields = {"reason": "disproved", "assessment": ASSESSMENT}

    stopped = send(browser, url("close", case.pk), **fields)
    saved(leader, url("approve_closing", case.pk), reason="Læst og drøftet med tovholderen.")
    saved(browser, url("close", case.pk), **fields)

    assert stopped.status_code == 422
    assert "Bed lederen godkende" in text_of(stopped)
    page = text_of(browser.get(url("case", case.pk)))
    assert ("Godkendt af leder" in page, "Slettes tidligst" in page) == (True, True)


def test_earlier_concerns_are_listed_and_answered(leading: Person) -> None:
    by, browser = leading.actor, leading.browser()
    with leading.acts():
        first = new_case(by)
        actions.close(
            by=by,
            case=first,
            version=first.version,
            reason=ClosureReason.UNFOUNDED,
            assessment=ASSESSMENT,
        )
    with leading.acts():
        hits = actions.search_repeats(by=by, person=person())
        second = actions.register_concern(
            by=by,
            person=person(),
            facts=facts(),
            answers=dict.fromkeys([hit.subject_id for hit in hits], MatchAnswer.SAME),
        )
    page = text_of(browser.get(url("case", second.pk)))
    fields = {"reason": "unfounded", "assessment": ASSESSMENT}

    silent = send(browser, url("close", second.pk), **fields)
    saved(browser, url("close", second.pk), **fields, answer_earlier_concerns="Samme misforståelse")

    closed = text_of(browser.get(url("case", second.pk)))
    assert ("Samme misforståelse" in closed, ASSESSMENT in closed) == (True, True)
    assert url("case", first.pk) in page
    assert silent.status_code == 422
    assert first.number in text_of(silent)


def test_colleagues_come_and_go(world: World, leading: Person, case: Case) -> None:
    worker, browser = world.person(HOME, Role.CASEWORKER), leading.browser()
    page = text_of(browser.get(url("people", case.pk)))
    rows = page.split("/personer/")
    remove = next(part for part in rows if "/fjern/" in part[:60]).split("/fjern/", maxsplit=1)[0]

    assert worker.browser().get(url("case", case.pk)).status_code == 200
    assert browser.post(url("colleague_remove", case.pk, remove)).status_code == 302
    assert worker.browser().get(url("case", case.pk)).status_code == 404
    saved(browser, url("colleague_add", case.pk), person=str(worker.actor.membership_id))
    assert worker.browser().get(url("case", case.pk)).status_code == 200


def test_no_page_of_a_case_asks_the_database_much(leading: Person, case: Case) -> None:
    browser = leading.browser()
    pages = [name for name in ROLES if name != "approve_closing"]

    costs = {name: len(page_queries(browser, url(name, case.pk))) for name in pages}

    assert len(costs) == 19
    assert costs.pop("case") <= MOST_ON_CASE_PAGE
    assert {name: cost for name, cost in costs.items() if cost > MOST_QUERIES} == {}
