"""What the database keeps of exercises that were held, their logs, and cards that are public."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import psycopg

from knowledge.exercises import actions
from knowledge.exercises.choices import EntrySort, Move
from knowledge.exercises.models import Card, Entry, Exercise, Point
from stopext.access import clock
from tests.knowledge.conftest import as_public
from tests.knowledge.exercises.conftest import planned
from tests.knowledge.refusing import refused
from tests.support.rows import rows_of
from tests.support.world import HOME, NEIGHBOUR, Person, World

LONG_AGO = datetime(2025, 10, 1, tzinfo=UTC)
LATER = LONG_AGO + timedelta(days=1)
SOMEBODY = "Borgmesteren"


def press(by: Person, row: Exercise, *moves: Move) -> None:
    with by.acts():
        for to in moves:
            actions.move(by=by.actor, pk=row.pk, to=to)


def copied(row: Exercise, **said: Any) -> None:
    kept = {f.attname: getattr(row, f.attname) for f in Exercise._meta.concrete_fields}
    Exercise(**{**kept, "id": uuid4(), **said}).save(force_insert=True)


def test_an_exercise_is_held_as_it_was_run(lead: Person, leader: Person) -> None:
    row = planned(lead)
    past = {"begun_at": LONG_AGO, "ended_at": LONG_AGO}
    for forged in (
        {"status": "done", **past},
        {"begun_at": LONG_AGO},
        {"injects": []},
        {"aim": "z"},
        {"worked": "Alt"},
        {"step": 3},
    ):
        assert refused(lead, lambda said=forged: copied(row, **said)), forged
    assert not refused(lead, lambda: copied(row))
    rows = rows_of(Exercise).filter(pk=row.pk)
    assert refused(lead, lambda: rows.update(status="done", **past))
    assert refused(lead, lambda: rows.update(begun_at=LONG_AGO))
    assert not refused(lead, lambda: rows.update(status="running", begun_at=LONG_AGO))
    for forged in (
        {"step": 3},
        {"place": "q"},
        {"status": "planned"},
        {"begun_at": LONG_AGO},
        {"paused_seconds": 900},
    ):
        assert refused(lead, lambda said=forged: rows.update(**said)), forged
    assert not refused(lead, lambda: rows.update(status="paused", paused_at=LONG_AGO))
    longer = {"status": "running", "paused_at": None, "paused_seconds": 9000}
    assert refused(lead, lambda: rows.update(**longer))
    assert not refused(lead, lambda: rows.update(**{**longer, "paused_seconds": 1}))
    press(lead, row, Move.FINISH)
    with lead.acts():
        now = rows.get()
        assert now.begun_at is not None
        assert now.ended_at is not None
        assert LATER < now.begun_at <= now.ended_at
    for forged in (past, {"aim": "z"}, {"place": "q"}, {"on": LATER.date()}, {"status": "running"}):
        assert refused(lead, lambda said=forged: rows.update(**said)), forged
    assert not refused(lead, lambda: rows.update(worked="Alt", missing="Intet"))


def test_a_line_of_the_log_is_written_now_in_the_own_name_while_it_is_run(
    lead: Person, worker: Person
) -> None:
    row = planned(lead)

    def line(**said: Any) -> None:
        whole = {"exercise_id": row.pk, "root": uuid4(), "sort": EntrySort.DECISION, "text": "x"}
        who = {"at": clock.now(), "by_name": SOMEBODY, "made_at": LONG_AGO}
        Entry(municipality_id=HOME, **{**whole, **who, **said}).save(force_insert=True)

    assert refused(worker, line)  # not begun
    press(lead, row, Move.START)
    for forged in (
        {"at": LONG_AGO},
        {"at": clock.now() + timedelta(days=1)},
        {"sort": EntrySort.EVENT},
        {"number": 1},
    ):
        assert refused(worker, lambda said=forged: line(**said)), forged
    assert refused(lead, lambda: line(sort=EntrySort.INJECT))
    assert not refused(worker, line)
    with lead.acts():
        kept = rows_of(Entry).get(text="x")
        assert (kept.by_name, kept.made_at > LATER) == (worker.actor.name, True)
        event = rows_of(Entry).filter(sort=EntrySort.EVENT)[0]
    press(lead, row, Move.FINISH)
    assert refused(worker, line)
    assert refused(worker, lambda: line(root=event.root, number=1))
    assert refused(worker, lambda: line(root=kept.root, number=2))
    assert not refused(worker, lambda: line(root=kept.root, number=1, text="rettet"))


def test_what_was_learned_is_of_an_exercise_that_was_held_and_of_the_own_plan(
    lead: Person,
) -> None:
    row = planned(lead)

    def point(**said: Any) -> None:
        whole = {"exercise_id": row.pk, "text": "x", "owner": "x", "due_on": clock.today()}
        Point(municipality_id=HOME, **whole, **said).save(force_insert=True)

    assert refused(lead, point)
    press(lead, row, Move.START)
    assert refused(lead, lambda: point(action=uuid4()))
    assert refused(lead, lambda: point(task=uuid4()))
    assert not refused(lead, point)
    assert refused(lead, lambda: rows_of(Point).update(action=uuid4()))


def test_what_everybody_reads_of_a_card_is_what_the_leader_approved(
    world: World, lead: Person, leader: Person, superuser: psycopg.Connection
) -> None:
    said: dict[str, Any] = {"audience": "Skoler", "steps": ["Ring"], "attention": [], "uses": []}
    with lead.acts():
        row = actions.write_card(by=lead.actor, owner="SSP", **said)
    rows = rows_of(Card).filter(pk=row.pk)
    day = {"approved_on": LONG_AGO.date(), "approved_by_name": SOMEBODY}
    public = {"is_public": True, "public_edition": {"steps": ["Falsk"]}}
    assert refused(lead, lambda: rows.update(**day))
    assert refused(leader, lambda: rows.update(**public))
    assert refused(leader, lambda: rows.update(**day, steps=["Skrevet og godkendt i ét"]))
    assert not refused(leader, lambda: rows.update(**day, **public))
    with leader.acts():
        now = rows.get()
        assert (now.approved_on, now.approved_by_name) == (clock.today(), leader.actor.name)
        assert now.public_edition == {
            **said,
            "owner": "SSP",
            "approved_on": clock.today().isoformat(),
        }
    with lead.acts():
        actions.change_card(by=lead.actor, pk=row.pk, version=0, steps=["Hemmelig kladde"])
    assert refused(lead, lambda: rows.update(public_edition={"steps": ["Hemmelig kladde"]}))
    with as_public():
        (shown,) = Card.for_everybody(place=HOME)
        assert shown.steps == ["Ring"]
        assert Card.for_everybody(place=NEIGHBOUR) == []
    for table in ("r_public", "r_reporter", "r_police", "r_centre", "r_log"):
        told = superuser.execute(
            "select has_any_column_privilege(%s, 'exercises_card', 'select')", [table]
        ).fetchone()
        assert told == (False,), table
    with world.people[NEIGHBOUR, leader.membership.role].acts():
        assert not rows.exists()
        (shown,) = Card.for_everybody(pk=row.pk)
        assert shown.steps == ["Ring"]
