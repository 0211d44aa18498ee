"""Two write at once of one question, first assessment or decision: the second is told first."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from casework.models import Case, Decision, InformationRequest, Triage
from casework.rules.workflow import State
from stopext.access import clock
from stopext.access.roles import Role
from stopext.web.dates import format_date
from tests.casework import inquiries
from tests.casework.pages.browsing import hidden_fields, saved, text_of, url
from tests.casework.pages.test_answers_corrected import asked
from tests.casework.pages.test_own_decisions import OURS, THEIRS, case_in
from tests.casework.samples import new_case
from tests.support.world import HOME, Person, World

TRIAGE = {"outcome": "ordinary", "reason": "Kanarie-social", "police_check": "clear"}
WHY = {"why": "Skrevet forkert"}


@pytest.fixture
def lead(world: World) -> Person:
    """The coordinator."""
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def other(world: World) -> Person:
    """Another."""
    return world.person(HOME, Role.COORDINATOR)


def opened(browser: Client, address: str) -> dict[str, str]:
    """A page that is open: what it will send unseen."""
    return hidden_fields(text_of(browser.get(address)))


def again(browser: Client, address: str, told: Any, **fields: Any) -> Any:
    """Send from the page of the conflict."""
    return browser.post(address, {**hidden_fields(text_of(told)), **fields})


def kept(lead: Person, model: Any, case: Case) -> list[str]:
    """The reasons that are stored."""
    with lead.acts():
        rows = model.objects.for_actor(lead.actor).filter(case=case).order_by("at", "pk")
        return [row.reason for row in rows]


@pytest.mark.parametrize(
    ("name", "model", "state", "sent"),
    [
        ("triage", Triage, State.ASSESSMENT, TRIAGE),
        ("decide", Decision, State.RECOMMENDATION, OURS),
    ],
    ids=["triage", "decide"],
)
def test_the_second_of_two_is_told_of_the_first_and_decides(
    lead: Person, other: Person, name: str, model: Any, state: State, sent: dict[str, str]
) -> None:
    case = case_in(lead, state)
    address, mine, theirs = url(name, case.pk), lead.browser(), other.browser()
    late = opened(mine, address)
    saved(theirs, address, **sent)

    second = {**sent, "reason": "Kanarie-anden"}
    told = mine.post(address, {**late, **second})

    page = text_of(told)
    assert told.status_code == 409
    words = (other.actor.name, sent["reason"], "Kanarie-anden")
    assert [word for word in words if word not in page] == []
    assert kept(lead, model, case) == [sent["reason"]]
    assert again(mine, address, told, **second).status_code == 302
    assert kept(lead, model, case) == [sent["reason"], "Kanarie-anden"]


def test_the_other_authoritys_decision_is_no_conflict(lead: Person, other: Person) -> None:
    case = case_in(lead, State.RECOMMENDATION)
    address, mine = url("decide", case.pk), lead.browser()
    late = opened(mine, address)
    saved(other.browser(), address, **OURS)

    sent = mine.post(address, {**late, **THEIRS, "told_by": "Vagthavende"})

    assert sent.status_code == 302


def reworded(other: Person, case: Case, row: InformationRequest) -> None:
    """A colleague asks something else."""
    address = url("correct_question", case.pk, row.pk)
    known = {"authority": "Skolen", "question": "Kanarie-trusler?", "due_on": row.due_on}
    saved(other.browser(), address, **known, **WHY)


def test_an_answer_is_not_saved_under_a_question_it_does_not_answer(
    lead: Person, other: Person
) -> None:
    case, row = asked(lead)
    address, mine = url("record_answer", case.pk, row.pk), lead.browser()
    late = opened(mine, address)
    reworded(other, case, row)

    said = inquiries.reply_form(answer="Kanarie-ja")
    told = mine.post(address, {**late, **said})

    page = text_of(told)
    assert told.status_code == 409
    words = (other.actor.name, "Trivsel?", "Kanarie-trusler?", "Kanarie-ja")
    assert [word for word in words if word not in page] == []
    with lead.acts():
        row.refresh_from_db()
        assert row.answered_at is None
    assert again(mine, address, told, **said).status_code == 302


def test_an_answer_is_not_corrected_to_fit_a_question_that_is_gone(
    lead: Person, other: Person
) -> None:
    case, row = asked(lead)
    mine = lead.browser()
    saved(mine, url("record_answer", case.pk, row.pk), **inquiries.reply_form(answer="Kanarie-ja"))
    address = url("correct_answer", case.pk, row.pk)
    late = opened(mine, address)
    reworded(other, case, row)

    sent = inquiries.reply_form(answer="Kanarie-nej") | {"reason": "Hørt forkert"}
    told = mine.post(address, {**late, **sent})

    page = text_of(told)
    assert (told.status_code, "Kanarie-trusler?" in page, "Trivsel?" in page) == (409, True, True)
    # Her own earlier answer, which nobody has saved meanwhile.
    assert "Gemt imens" not in page
    assert again(mine, address, told, **sent).status_code == 302


def test_a_question_is_not_changed_under_an_answer_unseen(lead: Person, other: Person) -> None:
    case, row = asked(lead)
    address, mine = url("correct_question", case.pk, row.pk), lead.browser()
    late = opened(mine, address)
    saved(
        other.browser(),
        url("record_answer", case.pk, row.pk),
        **inquiries.reply_form(answer="Kanarie-ja"),
    )

    sent = {"authority": "Skolen", "question": "Fravær?", "due_on": row.due_on, **WHY}
    told = mine.post(address, {**late, **sent})

    assert (told.status_code, "Kanarie-ja" in text_of(told)) == (409, True)
    assert again(mine, address, told, **sent).status_code == 302


def test_who_sends_what_was_suggested_has_chosen_it(world: World, lead: Person) -> None:
    other = world.person(HOME, Role.LEADER)
    with lead.acts():
        case = new_case(lead.actor)
    address, mine, me = url("assign", case.pk), lead.browser(), str(lead.actor.membership_id)
    late = opened(mine, address)
    assert f'value="{me}" selected' in text_of(mine.get(address))
    saved(other.browser(), address, person=str(other.actor.membership_id))

    told = mine.post(address, {**late, "person": me})

    page = text_of(told)
    assert (told.status_code, f'value="{me}" selected' in page) == (409, True)
    stored = page.split('class="stored"')[1].split("</div>")[0]
    assert other.actor.name in stored
    assert again(mine, address, told, person=me).status_code == 302
    with lead.acts():
        case.refresh_from_db()
        assert str(case.coordinator_membership) == me


def test_who_puts_a_case_aside_second_reads_until_when_and_why_it_is(
    world: World, lead: Person
) -> None:
    other = world.person(HOME, Role.LEADER)
    case = case_in(lead, State.ASSESSMENT)
    address, mine = url("step", case.pk, "paused"), lead.browser()
    late, today = opened(mine, address), clock.today()
    first, second = today + timedelta(days=9), today + timedelta(days=12)
    saved(other.browser(), address, reason="Kanarie-deres", paused_until=first.isoformat())

    sent = {"reason": "Kanarie-min", "paused_until": second.isoformat()}
    told = mine.post(address, {**late, **sent})

    page = text_of(told)
    assert (told.status_code, "Din tekst" in page, second.isoformat() in page) == (
        409,
        False,
        False,
    )
    words = ("Kanarie-deres", format_date(first), other.actor.name, "Kanarie-min")
    assert [word for word in words if word not in page] == []
    note = told.context["instead"]
    assert note.fields["text"] == (f"Begrundelse\nKanarie-min\n\nI bero til\n{format_date(second)}")
