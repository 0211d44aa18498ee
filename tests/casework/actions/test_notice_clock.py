"""The 24 hours of a notice about a child end with the decision, and no click starts them anew."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from casework import actions
from casework.models import Case
from casework.rules.clocks import ASSESS, ASSESS_MINOR, ASSIGN
from casework.rules.codes import NoticeDecision
from casework.rules.workflow import State
from stopext.access import clock
from stopext.access.roles import Role
from tests.casework.pages.browsing import text_of, url
from tests.casework.samples import new_case, person, said_again
from tests.support.world import HOME, Person, World

WHY = "Der er ikke behov for særlig støtte."


@pytest.fixture
def lead(world: World) -> Person:
    """The coordinator."""
    return world.person(HOME, Role.COORDINATOR)


def childs(lead: Person, **facts: Any) -> Case:
    """A case about a child, received an hour ago."""
    return new_case(lead.actor, person(birth_year=clock.today().year - 14), **facts)


def decided(lead: Person, case: Case) -> Case:
    row = now(lead, case)
    return actions.decide_notice(
        by=lead.actor,
        case=row,
        version=row.version,
        decision=NoticeDecision.NOT_NEEDED,
        reason=WHY,
    )


def now(lead: Person, case: Case) -> Case:
    rows = Case.objects.for_actor(lead.actor).select_related("subject")
    found: Case = rows.get(pk=case.pk)
    return found


def closed(lead: Person, case: Case) -> Case:
    """The case as one closed it."""
    Case.objects.for_actor(lead.actor).filter(pk=case.pk).update(
        state="closed",
        closed_at=clock.now(),
        closure_reason="moved",
        delete_earliest="2040-01-01",
        due_at=None,
    )
    return now(lead, case)


def reopened(lead: Person, case: Case) -> Case:
    return actions.reopen(by=lead.actor, case=case, version=case.version, reason="Nyt er kommet.")


def test_the_deadline_ends_with_the_decision(lead: Person) -> None:
    with lead.acts():
        case = childs(lead)
        assert case.due_at == ASSESS_MINOR.due(case.received_at)
        row = decided(lead, case)
        assert row.due_at == ASSIGN.due(case.received_at)
        again = decided(lead, case)
        assert again.due_at == row.due_at, "a second decision ends no second clock"
    page = text_of(lead.browser().get(url("case", case.pk)))
    assert (str(ASSESS_MINOR.label) in page, str(ASSIGN.label) in page) == (False, True)


def test_reopening_starts_no_new_deadline_from_the_click(lead: Person) -> None:
    with lead.acts():
        case = decided(lead, childs(lead))
        row = reopened(lead, closed(lead, case))
        assert row.due_at == ASSESS.due(row.state_since)
    page = text_of(lead.browser().get(url("case", case.pk)))
    assert str(ASSESS_MINOR.label) not in page


def test_a_concern_after_the_decision_is_owed_one_of_its_own(lead: Person) -> None:
    with lead.acts():
        case = decided(lead, childs(lead, received_at=clock.now() - timedelta(days=20)))
        told = clock.now()
        with clock.at(told + timedelta(minutes=5)):
            said_again(lead.actor, case)
            row = now(lead, case)
            newest = row.concerns.order_by("-received_at").first()
            assert newest is not None
            assert row.due_at == ASSIGN.due(case.received_at)
    with clock.at(told + timedelta(minutes=6)):
        page = text_of(lead.browser().get(url("case", case.pk)))
    assert str(ASSESS_MINOR.label) in page


def test_where_another_clock_runs_the_decision_leaves_it(lead: Person) -> None:
    due = clock.now() + timedelta(days=40)
    with lead.acts():
        case = childs(lead)
        mine = Case.objects.for_actor(lead.actor).filter(pk=case.pk)
        mine.update(state=State.GATHERING, due_at=due)
        assert decided(lead, case).due_at == due
