"""A case handed over to the police: what they see, what they answer, and what the municipality is
told of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from casework import actions
from casework.models import Case, Disclosure, DisclosureItem, HandOverAnswer
from casework.rules.codes import HandOverReply, NoteKind
from casework.rules.workflow import State
from stopext.access import clock
from stopext.access.errors import Conflict, Invalid, NotYourRole, Refused
from stopext.access.roles import Role
from tests.casework.actions.test_refusals import begun, changed_state, share
from tests.casework.pages.browsing import saved, send, text_of, url
from tests.casework.samples import CANARY, handed_over, new_case
from tests.support.world import FAR_DISTRICT, HOME, HOME_DISTRICT, NEIGHBOUR, Person, World

WHY = "Der er trusler, som politiet skal efterforske."
REFUSAL = "Det beskrevne er ikke strafbart, og der er ikke fare nu."
KEPT = "Notatkanarie der ikke overdrages"


@pytest.fixture
def leading(world: World) -> Person:
    """The coordinator."""
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def officer(world: World) -> Person:
    """Somebody of the district that the case belongs to."""
    return world.person(HOME_DISTRICT, Role.OFFICER)


@pytest.fixture
def case(leading: Person) -> Case:
    """A case that is being assessed, with a note that stays in the municipality."""
    with leading.acts():
        row = begun(leading.actor, new_case(leading.actor))
        actions.write_note(by=leading.actor, case=row, kind=NoteKind.CALL, text=KEPT)
        return row


def given(leading: Person, case: Case, **changes: Any) -> Disclosure:
    """The case, handed over with what was observed."""
    with leading.acts():
        row = Case.objects.for_actor(leading.actor).get(pk=case.pk)
        concern = row.concerns.get()
        items = ["identity-name", f"concern-{concern.pk}-observed"]
        return handed_over(leading.actor, row, **{"items": items, "necessity": WHY} | changes)


def opened(person: Person, row: Disclosure) -> None:
    """The person acknowledges receipt."""
    with person.acts():
        items = list(DisclosureItem.objects.for_actor(person.actor).filter(disclosure=row))
        actions.receive(by=person.actor, disclosure=row, items=items)


def answered(person: Person, row: Disclosure, reply: HandOverReply, reason: str = "") -> Any:
    """The district's answer."""
    with person.acts():
        return actions.answer_hand_over(by=person.actor, disclosure=row, reply=reply, reason=reason)


def fields(**changes: Any) -> dict[str, Any]:
    """A complete hand-over."""
    usual = {
        "items": ["identity-name"],
        "legal_basis": "fvl_28",
        "necessity": WHY,
        "expires_on": (clock.today() + timedelta(days=30)).isoformat(),
        "citizen_informed": "yes",
    }
    return usual | changes


def test_the_district_finds_opens_and_takes_over(
    world: World, leading: Person, officer: Person, case: Case
) -> None:
    ours, theirs = leading.browser(), officer.browser()
    page = text_of(ours.get(url("case", case.pk)))
    assert url("hand_over", case.pk) in page
    saved(ours, url("hand_over", case.pk), **fields())
    with leading.acts():
        row = Disclosure.objects.for_actor(leading.actor).get()
    waiting = text_of(ours.get(url("case", case.pk)))
    assert "Venter på politikredsens svar" in waiting
    assert "Ansvaret er kommunens, til politikredsen har taget imod" in waiting
    assert "Politiet har ansvaret" not in waiting

    assert case.number in text_of(theirs.get("/start/"))
    assert case.number in text_of(theirs.get(url("hand_overs")))
    assert case.number not in text_of(theirs.get(url("disclosures")))
    closed = text_of(theirs.get(url("disclosure", row.pk)))
    assert (WHY in closed, "Forvaltningsloven § 28" in closed) == (True, True)
    assert url("answer_hand_over", row.pk) not in closed
    assert theirs.post(url("receive", row.pk)).status_code == 302
    read = text_of(theirs.get(url("disclosure", row.pk)))
    assert ("Malthe Prøvesen" in read, KEPT in read) == (True, False)
    assert saved(theirs, url("answer_hand_over", row.pk), reply="accepted") == url(
        "disclosure", row.pk
    )

    taken = text_of(ours.get(url("case", case.pk)))
    assert "Politikredsen har taget imod sagen" in taken
    assert officer.actor.name in taken
    coming = taken.split('id="naeste-trin"')[1].split("</section>")[0]
    assert ("Politikredsen har ansvaret nu" in coming, "Trinnet tages af" in coming) == (
        True,
        False,
    )
    assert url("hand_over", case.pk) not in taken.split('id="naeste-trin"')[0]
    assert officer.actor.name in text_of(ours.get(url("shared", case.pk, row.pk)))
    assert ours.get(url("hand_over", case.pk)).status_code == 403
    assert "Ingen overdragelser venter på svar" in text_of(theirs.get("/start/"))


@pytest.mark.parametrize("reply", [None, *HandOverReply])
def test_what_is_waited_for_is_said_until_it_is_answered(
    leading: Person, officer: Person, case: Case, reply: HandOverReply | None
) -> None:
    def waits() -> tuple[bool, bool]:
        start = text_of(leading.browser().get("/start/"))
        panel = start.split("Venter på andre")[1].split("</section>")[0]
        coming = text_of(leading.browser().get(url("case", case.pk))).split('id="naeste-trin"')[1]
        told = "Venter på politikredsens svar" in coming.split("</section>")[0]
        return case.number in panel, told

    assert waits() == (False, False)
    row = given(leading, case)
    assert waits() == (True, True)
    if reply is None:
        with leading.acts():
            actions.withdraw(by=leading.actor, disclosure=row, reason=WHY)
    else:
        opened(officer, row)
        answered(officer, row, reply, REFUSAL)
    assert waits() == (False, False)


def test_a_refusal_needs_a_reason_and_is_followed_up(
    leading: Person, officer: Person, case: Case
) -> None:
    row, ours, theirs = given(leading, case), leading.browser(), officer.browser()
    assert "Afvist af politiet" not in text_of(ours.get("/start/"))
    opened(officer, row)
    silent = send(theirs, url("answer_hand_over", row.pk), reply="refused")
    assert (silent.status_code, "hvorfor I afviser" in text_of(silent)) == (422, True)
    saved(theirs, url("answer_hand_over", row.pk), reply="refused", reason=REFUSAL)

    start = text_of(ours.get("/start/"))
    assert ("Afvist af politiet" in start, case.number in start) == (True, True)
    page = text_of(ours.get(url("case", case.pk)))
    assert [page.count(REFUSAL) > 0, "Overdrag på ny" in page, "Tag sagen tilbage" in page] == [
        True,
        True,
        True,
    ]
    saved(ours, url("hand_over", case.pk), **fields(necessity=f"{WHY} Der er nyt i sagen."))
    assert "Afvist af politiet" not in text_of(ours.get("/start/"))
    again = text_of(ours.get(url("case", case.pk)))
    assert ("Venter på politikredsens svar" in again, REFUSAL in again) == (True, True)
    lists = text_of(theirs.get(url("hand_overs")))
    assert (lists.count(case.number), "Afvist" in lists) == (2, True)


def test_before_it_is_taken_back_it_is_said_what_else_ends(leading: Person, case: Case) -> None:
    with leading.acts():
        row = share(leading.actor, case)
        due_on = clock.today() + timedelta(days=9)
        made = actions.order_screening(
            by=leading.actor, case=case, due_on=due_on, with_police=True, subset="triage"
        )
    given(leading, case)
    page, browser = url("step", case.pk, "assessment"), leading.browser()
    assert "fælles vurdering" not in text_of(browser.get(page))
    with leading.acts():
        actions.withdraw(by=leading.actor, disclosure=row, reason=WHY)
    told = "læser begge parter dit navn, tidspunktet og begrundelsen"
    assert told in text_of(browser.get(page))
    saved(browser, page, reason="Vi fortsætter selv.")
    ended = text_of(browser.get(reverse("screening:show", args=[made.pk])))
    assert ("Vi fortsætter selv." in ended, leading.actor.name in ended) == (True, True)
    assert "trak delingen tilbage" in text_of(browser.get(url("case", case.pk)))


def test_a_case_that_is_taken_back_can_not_be_answered(
    leading: Person, officer: Person, case: Case
) -> None:
    row = given(leading, case)
    opened(officer, row)
    lead = text_of(leading.browser().get(url("step", case.pk, "assessment")))
    assert ("mister adgangen" in lead, "fælles vurdering" in lead) == (True, False)
    saved(leading.browser(), url("step", case.pk, "assessment"), reason="Vi fortsætter selv.")

    assert officer.browser().get(url("disclosure", row.pk)).status_code == 404
    assert case.number not in text_of(officer.browser().get(url("hand_overs")))
    with pytest.raises(Refused, match="trukket tilbage"):
        answered(officer, row, HandOverReply.ACCEPTED)
    sheet = text_of(leading.browser().get(url("shared", case.pk, row.pk)))
    assert ("Politikredsen har ikke svaret" in sheet, "Vi fortsætter selv." in sheet) == (
        True,
        True,
    )


def test_a_hand_over_is_answered_once_and_by_somebody_who_opened_it(
    world: World, leading: Person, officer: Person, case: Case
) -> None:
    row = given(leading, case)
    coordinator = world.person(HOME_DISTRICT, Role.POLICE_COORDINATOR)
    with pytest.raises(Invalid, match="Åbn"):
        answered(officer, row, HandOverReply.ACCEPTED)
    opened(officer, row)
    with pytest.raises(Invalid, match="hvorfor"):
        answered(officer, row, HandOverReply.REFUSED, "  ")
    with pytest.raises(Invalid, match="Åbn"):
        answered(coordinator, row, HandOverReply.ACCEPTED)
    answered(officer, row, HandOverReply.ACCEPTED)
    opened(coordinator, row)
    with pytest.raises(Conflict, match="allerede svaret"):
        answered(coordinator, row, HandOverReply.REFUSED, REFUSAL)
    late = send(
        coordinator.browser(), url("answer_hand_over", row.pk), reply="refused", reason=REFUSAL
    )
    page = text_of(late)
    assert (late.status_code, REFUSAL in page, officer.actor.name in page) == (409, True, True)
    with leading.acts():
        assert HandOverAnswer.objects.for_actor(leading.actor).get().reply == "accepted"


def test_what_is_handed_over_waits_for_its_answer_before_it_goes_anew(
    leading: Person, officer: Person, case: Case
) -> None:
    row = given(leading, case)
    with pytest.raises(Conflict, match="allerede overdraget"):
        given(leading, case)
    opened(officer, row)
    answered(officer, row, HandOverReply.ACCEPTED)
    with pytest.raises(Conflict, match="taget imod"):
        given(leading, case)


def test_a_move_alone_hands_nothing_over(leading: Person, case: Case) -> None:
    with leading.acts():
        row = Case.objects.for_actor(leading.actor).get(pk=case.pk)
        with pytest.raises(Invalid, match="politikredsen får sagen"):
            changed_state(leading.actor, row, State.POLICE, REASON=WHY)
    assert leading.browser().get(url("step", case.pk, "police")).status_code == 404


def test_a_disclosure_is_no_hand_over(leading: Person, officer: Person, case: Case) -> None:
    with leading.acts():
        row = share(leading.actor, Case.objects.for_actor(leading.actor).get(pk=case.pk))
    opened(officer, row)
    assert officer.browser().get(url("answer_hand_over", row.pk)).status_code == 404
    with pytest.raises(Refused):
        answered(officer, row, HandOverReply.ACCEPTED)


@pytest.mark.parametrize(
    ("authority", "role", "status"),
    [
        (FAR_DISTRICT, Role.OFFICER, 404),
        (NEIGHBOUR, Role.LEADER, 404),
        (HOME, Role.LEADER, 404),
        (HOME, Role.REPORTER, 404),
    ],
)
def test_nobody_else_reads_or_answers_a_hand_over(
    world: World, leading: Person, case: Case, authority: int, role: Role, status: int
) -> None:
    row, browser = given(leading, case), world.person(authority, role).browser()
    for name in ("disclosure", "answer_hand_over"):
        page = browser.get(url(name, row.pk))
        assert (page.status_code, CANARY in text_of(page)) == (status, False)
    if role is Role.REPORTER:
        with pytest.raises(NotYourRole):
            answered(world.person(authority, role), row, HandOverReply.ACCEPTED)


def test_an_expired_hand_over_is_the_municipalitys_again(
    leading: Person, officer: Person, case: Case
) -> None:
    with clock.at(clock.now() - timedelta(days=40)):
        row = given(leading, case)
    page = text_of(leading.browser().get(url("case", case.pk)))
    assert "Ikke besvaret: delingen er udløbet" in page
    assert officer.browser().get(url("answer_hand_over", row.pk)).status_code == 404
    saved(leading.browser(), url("hand_over", case.pk), **fields())
