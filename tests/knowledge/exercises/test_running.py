"""Plan, run, log and correct: what counts, once, by whom, and what is refused."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, transaction

from knowledge.exercises import actions
from knowledge.exercises.choices import EntrySort, ExerciseStatus, Move
from knowledge.exercises.logbook import newest_lines
from knowledge.exercises.models import Entry, Exercise, Scenario
from knowledge.exercises.policies import months_before
from stopext.access import clock
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.access.roles import Role
from tests.knowledge.exercises.conftest import WHEN, planned
from tests.support.rows import rows_of
from tests.support.world import NEIGHBOUR, Person, World

START = datetime(2026, 11, 2, 9, 0, 30, tzinfo=UTC)  # 10.00 in Denmark
DECISION = EntrySort.DECISION


def pressed(by: Person, row: Exercise, *moves: Move, step: int = 0) -> Exercise:
    for to in moves:
        with by.acts():
            row = actions.move(by=by.actor, pk=row.pk, to=to, step=step)
    return row


def due(row: Exercise) -> Any:
    return row.coming and row.coming["at"]


def texts(by: Person, row: Exercise) -> list[str]:
    with by.acts():
        return [line.entry.text for line in newest_lines(by.actor, row)]


def test_what_is_planned_keeps_the_scenario_as_it_was(
    lead: Person, superuser: psycopg.Connection
) -> None:
    row = planned(lead)
    superuser.execute("update exercises_scenario set title = 'Ny' where key = 'manifest'")
    try:
        with lead.acts():
            kept = rows_of(Exercise).get(pk=row.pk)
            assert kept.title != "Ny"
            assert kept.injects == Scenario.objects.get(key="manifest").injects
    finally:
        superuser.execute(
            "update exercises_scenario set title = %s where key = 'manifest'", [row.title]
        )


@pytest.mark.usefixtures("believed")
def test_a_run_gives_its_injects_at_their_times_and_pauses_move_them(lead: Person) -> None:
    row = planned(lead)
    with clock.at(START):
        row = pressed(lead, row, Move.START, Move.START)
    given, coming = row.given, row.coming
    assert given is not None
    assert coming is not None
    assert (row.status, row.step, given["number"]) == (ExerciseStatus.RUNNING, 1, 1)
    assert coming["at"] == START + timedelta(minutes=12)
    with clock.at(START + timedelta(minutes=5)):
        row = pressed(lead, row, Move.PAUSE, Move.PAUSE)
    with clock.at(START + timedelta(minutes=9)):
        assert due(row) == START + timedelta(minutes=16)
        row = pressed(lead, row, Move.RESUME)
    assert due(row) == START + timedelta(minutes=16)
    with clock.at(START + timedelta(minutes=16)):
        row = pressed(lead, row, Move.NEXT, Move.NEXT, step=2)
        assert row.step == 2
        for step in range(3, len(row.injects) + 1):
            row = pressed(lead, row, Move.NEXT, step=step)
        row = pressed(lead, row, Move.NEXT, step=len(row.injects) + 1)
        assert (row.step, row.coming) == (len(row.injects), None)
        row = pressed(lead, row, Move.PAUSE)
        with pytest.raises(Refused, match="ikke i gang"):
            pressed(lead, row, Move.NEXT, step=1)
        row = pressed(lead, row, Move.FINISH, Move.FINISH)
        with pytest.raises(Refused, match="et andet sted"):
            pressed(lead, row, Move.START)
    assert (row.status, row.ended_at) == (ExerciseStatus.DONE, START + timedelta(minutes=16))
    told = texts(lead, row)
    assert (told[0], told[-1]) == ("Øvelsen begyndte.", "Øvelsen sluttede.")
    assert len(told) == 5 + len(row.injects)


@pytest.mark.usefixtures("believed")
def test_the_log_takes_the_time_of_the_event_and_keeps_what_was_wrong(
    lead: Person, worker: Person
) -> None:
    row = planned(lead)
    with clock.at(START):
        pressed(lead, row, Move.START)
    with clock.at(START + timedelta(minutes=30)), worker.acts():
        said: dict[str, Any] = {"by": worker.actor, "pk": row.pk, "sort": DECISION}
        first = actions.log(**said, at=time(10, 10), text="Skolen lukker")
        actions.log(**said, at=None, text="Nu")
        for wrong in (time(9, 59), time(10, 31)):
            with pytest.raises(Invalid, match="Tidspunktet"):
                actions.log(**said, at=wrong, text="x")
        with pytest.raises(Invalid, match="Vælg"):
            actions.log(**{**said, "sort": EntrySort.EVENT}, at=None, text="x")
    assert first.at == START.replace(second=0) + timedelta(minutes=10)

    with clock.at(START + timedelta(minutes=40)), lead.acts():
        again: dict[str, Any] = {"by": lead.actor, "root": first.root, "sort": DECISION}
        kept = actions.correct(**again, version=0, at=time(10, 10), text="Skolen lukker")
        assert kept.pk == first.pk
        assert actions.correct(**again, version=0, at=None, text="Skolen lukker").pk == first.pk
        made = actions.correct(**again, version=0, at=time(10, 12), text="Skolen holder åbent")
        same = actions.correct(**again, version=0, at=time(10, 12), text="Skolen holder åbent")
        assert (made.number, same.pk) == (1, made.pk)
        with pytest.raises(Conflict):
            actions.correct(**again, version=0, at=None, text="Noget tredje")
        with pytest.raises(Invalid, match="Vælg"):
            actions.correct(**{**again, "sort": EntrySort.EVENT}, version=1, at=None, text="x")
        line = next(one for one in newest_lines(lead.actor, row) if one.earlier)
        assert (line.entry.text, [one.text for one in line.earlier]) == (
            "Skolen holder åbent",
            ["Skolen lukker"],
        )
        event = rows_of(Entry).get(text="Øvelsen begyndte.")
        with pytest.raises(Refused, match="forløbet selv"):
            actions.correct(**{**again, "root": event.root}, version=0, at=None, text="x")
        with pytest.raises(ObjectDoesNotExist):
            actions.correct(**{**again, "root": uuid4()}, version=0, at=None, text="x")


@pytest.mark.usefixtures("believed")
def test_a_run_over_midnight_takes_the_time_after_it(lead: Person) -> None:
    late = datetime(2026, 11, 2, 22, 30, tzinfo=UTC)  # 23.30
    row = planned(lead)
    with clock.at(late):
        pressed(lead, row, Move.START)
    with clock.at(late + timedelta(hours=1)), lead.acts():
        made = actions.log(by=lead.actor, pk=row.pk, at=time(0, 10), sort=DECISION, text="x")
    assert made.at == late + timedelta(minutes=40)


def test_what_is_not_run_takes_no_lines_and_what_began_is_not_planned_anew(lead: Person) -> None:
    row = planned(lead)
    said: dict[str, Any] = {"by": lead.actor, "pk": row.pk}
    with lead.acts():
        with pytest.raises(Refused, match="ikke i gang"):
            actions.log(**said, at=None, sort=DECISION, text="x")
        with pytest.raises(Refused, match="ikke holdt"):
            actions.evaluate(**said, version=0, worked="x", missing="")
        changed = actions.change_exercise(**said, version=0, on=clock.today(), **WHEN)
        assert changed.edits == 0
        changed = actions.change_exercise(**said, version=0, place="Online")
        assert (changed.place, changed.edits) == ("Online", 1)
        with pytest.raises(Conflict):
            actions.change_exercise(**said, version=0, place="Et andet sted")
    pressed(lead, row, Move.START)
    with lead.acts():
        with pytest.raises(Refused, match="begyndt eller aflyst"):
            actions.change_exercise(**said, version=1, place="x")
        now = rows_of(Exercise).get(pk=row.pk).edits
        with pytest.raises(Invalid, match="hvad der gik godt"):
            actions.evaluate(**said, version=now, worked=" ", missing="")
        row = actions.evaluate(**said, version=now, worked="Alt", missing="Intet")
        assert (row.worked, row.missing) == ("Alt", "Intet")


def test_calling_off_says_why_and_what_was_held_stays_so(lead: Person) -> None:
    row, held = planned(lead), planned(lead)
    pressed(lead, held, Move.START, Move.FINISH)
    with lead.acts():
        with pytest.raises(Invalid, match="hvorfor"):
            actions.call_off(by=lead.actor, pk=row.pk, reason=" ")
        for _time in range(2):
            off = actions.call_off(by=lead.actor, pk=row.pk, reason="Sygdom")
        with pytest.raises(Refused, match="kollega"):
            actions.call_off(by=lead.actor, pk=row.pk, reason="Noget andet")
        assert (off.status, off.reason) == (ExerciseStatus.CALLED_OFF, "Sygdom")
        with pytest.raises(Refused, match="holdt"):
            actions.call_off(by=lead.actor, pk=held.pk, reason="Sent")


def test_who_may_not_is_refused_and_neighbours_find_nothing(
    world: World, lead: Person, worker: Person
) -> None:
    row = planned(lead)
    with worker.acts():
        by = worker.actor
        with pytest.raises(Refused, match="Kun tovholder"):
            actions.move(by=by, pk=row.pk, to=Move.START)
        assert rows_of(Exercise).filter(pk=row.pk).update(place="x") == 0
    police = world.person(1460, Role.OFFICER)
    with police.acts():
        assert not Exercise.objects.for_actor(police.actor).exists()
        with pytest.raises(Refused, match="medarbejdere"):
            actions.log(by=police.actor, pk=row.pk, at=None, sort=DECISION, text="x")
    other = world.person(NEIGHBOUR, Role.LEADER)
    with other.acts():
        assert not rows_of(Exercise).exists()
        with pytest.raises(ObjectDoesNotExist):
            actions.move(by=other.actor, pk=row.pk, to=Move.START)


def test_the_database_holds_the_log_and_what_was_run(lead: Person) -> None:
    row = pressed(lead, planned(lead), Move.START, Move.FINISH)
    for change in (
        lambda: rows_of(Entry).update(text="x"),
        lambda: rows_of(Entry).delete(),
        lambda: rows_of(Exercise).filter(pk=row.pk).update(status="planned"),
        lambda: rows_of(Exercise).filter(pk=row.pk).update(injects=[]),
    ):
        with lead.acts(), pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        ("2026-11-29", 24, "2024-11-28"),
        ("2026-01-15", 1, "2025-12-15"),
        ("2024-02-29", -24, "2026-02-28"),
    ],
    ids=["two years", "over new year", "forwards"],
)
def test_months_are_counted_by_the_calendar(day: str, months: int, found: str) -> None:
    parsed = datetime.fromisoformat(day).date()
    assert months_before(parsed, months).isoformat() == found
