"""Milestones that are reached by what happened: a hearing that ended, an exercise that was held."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from knowledge.cohorts import actions
from knowledge.cohorts.models import Cohort, Member, Milestone
from knowledge.cohorts.query import State, milestones, own_lines, table
from knowledge.exercises import actions as exercises
from knowledge.exercises.choices import EntrySort, Move
from knowledge.exercises.models import Exercise
from knowledge.hearings import actions as hearings
from knowledge.hearings.models import Hearing
from stopext.access import clock
from stopext.access.roles import Role
from stopext.web.dates import format_date
from tests.knowledge.exercises.conftest import planned
from tests.knowledge.plans.browsing import page
from tests.matrix.plans import plan_begun, write
from tests.support.rows import rows_of
from tests.support.world import HOME, Person, World

DAY = timedelta(days=1)
HEARD, HELD = "Høring er afsluttet", "Øvelse er holdt"
DUTIES = "/handlingsplaner/min/kalender/"


@pytest.fixture
def stones(adviser: Person, cohort: Cohort) -> Cohort:
    """The cohort with a milestone that a hearing reaches, and one that an exercise does."""
    with adviser.acts():
        for text, known in ((HEARD, "hearing"), (HELD, "exercise")):
            said: dict[str, Any] = {"text": text, "due_on": clock.today() + DAY, "known": known}
            actions.add_milestone(by=adviser.actor, cohort=cohort, **said)
    return cohort


def state(person: Person, cohort: Cohort, text: str) -> State:
    with person.acts():
        lines = own_lines(person.actor, cohort)
        return next(line.state for line in lines if line.milestone.text == text)


def heard(lead: Person, *, invited: bool = True) -> Hearing:
    with lead.acts():
        write(lead, lambda _what: "Plan", plan_begun(lead))
        said = {"title": "Alle hører", "letter": "Hvad?", "contact": "Bo"}
        deadline = clock.today() + DAY
        row = hearings.open_hearing(by=lead.actor, deadline=deadline, **said)
        if invited:
            hearings.invite_colleague(by=lead.actor, pk=row.pk, user=lead.actor.user_id)
        return row


def held(lead: Person) -> Exercise:
    row = planned(lead)
    with lead.acts():
        exercises.move(by=lead.actor, pk=row.pk, to=Move.START)
        said: dict[str, Any] = {"at": None, "sort": EntrySort.DECISION, "text": "Ring"}
        exercises.log(by=lead.actor, pk=row.pk, **said)
        exercises.move(by=lead.actor, pk=row.pk, to=Move.FINISH)
    return row


def report(lead: Person, text: str, done_on: date) -> None:
    with lead.acts():
        stone = rows_of(Milestone).get(text=text)
        said: dict[str, Any] = {"done_on": done_on, "note_text": "På rådhuset"}
        actions.report(by=lead.actor, milestone=stone, version=0, **said)


def test_a_hearing_reaches_its_milestone_when_it_has_ended(
    world: World, lead: Person, adviser: Person, stones: Cohort
) -> None:
    row = heard(lead)
    shown = page(lead.browser(), DUTIES)
    assert (f"Milepæl: {HEARD}" in shown, "Høringen slutter: Alle hører" in shown) == (True, True)
    file = lead.browser().get(f"{DUTIES[:-1]}.ics").content.decode().replace("\r\n ", "")
    assert ("Høringen om planen slutter" in file, "Alle hører" in file) == (True, False)
    worker = world.person(HOME, Role.CASEWORKER)
    assert "Høringen slutter" not in page(worker.browser(), DUTIES)
    assert not state(lead, stones, HEARD).is_done

    with lead.acts():
        hearings.close_hearing(by=lead.actor, pk=row.pk)

    told = f"Nået {format_date(clock.today())}"
    url = f"/handlingsplaner/min/hoeringer/{row.pk}/"
    assert state(lead, stones, HEARD) == State(True, told, "done", "", url)
    assert url in page(lead.browser(), stones.get_absolute_url())
    with adviser.acts():  # the day, and no way to what she may not open
        found = table(adviser.actor, stones, milestones(stones), [HOME])[HOME]
        assert State(True, told, "done") in found
    assert f"Milepæl: {HEARD}" not in page(lead.browser(), DUTIES)


def test_a_hearing_of_nobody_reaches_nothing(lead: Person, stones: Cohort) -> None:
    row = heard(lead, invited=False)
    with lead.acts():
        hearings.close_hearing(by=lead.actor, pk=row.pk)

    assert not state(lead, stones, HEARD).is_done


def test_an_exercise_reaches_its_milestone_and_a_day_said_by_hand_goes_before(
    lead: Person, stones: Cohort
) -> None:
    report(lead, HELD, clock.today() - DAY)
    by_hand = f"Nået {format_date(clock.today() - DAY)}"
    assert state(lead, stones, HELD) == State(True, by_hand, "done", "På rådhuset")

    url = f"/oevelser/{held(lead).pk}/"

    assert state(lead, stones, HELD) == State(True, by_hand, "done", "På rådhuset", url)
    with lead.acts():
        [line] = [one for one in own_lines(lead.actor, stones) if one.milestone.text == HELD]
    assert (line.done, line.members, line.can_report) == (1, 1, True)


def test_what_happened_after_a_municipality_left_is_not_told(
    lead: Person, adviser: Person, stones: Cohort
) -> None:
    with adviser.acts():
        member = rows_of(Member).get()
        days = {"joined_on": member.joined_on, "left_on": clock.today() - DAY}
        actions.change_member(by=adviser.actor, pk=member.pk, version=member.edits, **days)
    held(lead)

    assert not state(lead, stones, HELD).is_done
    with adviser.acts():
        found = table(adviser.actor, stones, milestones(stones), [HOME])[HOME]
    assert not any(one.is_done for one in found)
    assert "Milepæl" not in page(lead.browser(), DUTIES)
