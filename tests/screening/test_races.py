"""Two persons begin in the same moment: one writes, the other is told, and nothing is lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.db import connections

from screening import actions, api
from screening.demo import ratings
from screening.engine.answers import Answer, Value
from screening.models import Screening
from stopext.access import clock
from stopext.access.errors import Conflict, Refused
from stopext.access.roles import Role
from tests.screening.conftest import fresh
from tests.support.world import HOME, HOME_DISTRICT, Person, World

TABLES = ("screening_consensus", "screening_rating", "screening_screening")
PATIENCE = 60
Write = Callable[[Person, Screening], object]


@pytest.fixture
def screening(
    committed_world: World, django_db_blocker: Any, superuser: psycopg.Connection
) -> Iterator[Screening]:
    """A committed order; removed afterwards."""
    lead = committed_world.person(HOME, Role.COORDINATOR)
    with django_db_blocker.unblock():
        with lead.acts():
            row = api.order(
                by=lead.actor,
                subject_id=uuid4(),
                reference="2026-0851-0098",
                due_on=clock.today() + timedelta(days=3),
                district_id=HOME_DISTRICT,
                subset="triage",
            )
        yield row
    superuser.execute("set session_replication_role = replica")
    for table in TABLES:
        superuser.execute(f"delete from {table}")


def _answer(person: Person, row: Screening) -> object:
    answers = {"A2": Answer(Value.ABSENT)}
    return actions.save_section(by=person.actor, screening=row, answers=answers, version=0)


def _agree(person: Person, row: Screening) -> object:
    return ratings.agree_like(by=person.actor, screening=row, profile="moderate")


def _second(person: Person, screening: Screening, write: Write, told: list[str]) -> None:
    try:
        with person.acts():
            write(person, fresh(person, screening))
    except (Conflict, Refused) as error:
        told.append(str(error))
    finally:
        connections.close_all()


def _until_somebody_waits(superuser: psycopg.Connection) -> None:
    deadline = time.monotonic() + PATIENCE
    waiting = (
        "select count(*) from pg_locks l join pg_stat_activity a using (pid)"
        " where not l.granted and a.datname = current_database()"
    )
    while superuser.execute(waiting).fetchone() == (0,):
        assert time.monotonic() < deadline, "the second write never met the first"
        time.sleep(0.02)


def _meet(
    first: Person, second: Person, screening: Screening, write: Write, watch: psycopg.Connection
) -> list[str]:
    """What the second is told whose write waits for the first one's transaction."""
    told: list[str] = []
    thread = threading.Thread(target=_second, args=(second, screening, write, told))
    with first.acts():
        write(first, fresh(first, screening))
        thread.start()
        _until_somebody_waits(watch)
    thread.join(PATIENCE)
    return told


def test_two_colleagues_begin_to_answer(
    committed_world: World, screening: Screening, superuser: psycopg.Connection
) -> None:
    lead, leader = (committed_world.person(HOME, role) for role in (Role.COORDINATOR, Role.LEADER))

    told = _meet(lead, leader, screening, _answer, superuser)

    assert told == [
        f"{lead.actor.name} er i gang med at besvare. Du kan overtage på vurderingens side."
    ]


def test_both_parties_begin_to_agree(
    committed_world: World, screening: Screening, superuser: psycopg.Connection
) -> None:
    lead = committed_world.person(HOME, Role.COORDINATOR)
    police = committed_world.person(HOME_DISTRICT, Role.POLICE_COORDINATOR)
    for person, profile in ((lead, "moderate"), (police, "high")):
        with person.acts():
            row = fresh(person, screening)
            ratings.complete(by=person.actor, screening=row, profile=profile, seed=3)

    told = _meet(lead, police, screening, _agree, superuser)

    assert told == ["Der er gemt, efter at du åbnede siden."]
