"""The application's wall with the database's switched off: its SQL is run by a superuser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.core.exceptions import EmptyResultSet

from screening import api
from screening.demo import ratings
from screening.models import Consensus, Rating, Screening, ScreeningAccess
from stopext.access import clock
from stopext.access.models import TenantModel
from stopext.access.roles import Role
from stopext.access.scoping import ScopedQuerySet
from tests.support.world import FAR, FAR_DISTRICT, HOME, HOME_DISTRICT, NEIGHBOUR, World

TABLES = ("screening_rating", "screening_screening")


@pytest.fixture
def unopened(
    committed_world: World, django_db_blocker: Any, superuser: psycopg.Connection
) -> Iterator[Screening]:
    """The municipality has locked, the police have begun; committed, and removed afterwards."""
    coordinator = committed_world.person(HOME, Role.COORDINATOR)
    police = committed_world.person(HOME_DISTRICT, Role.POLICE_COORDINATOR)
    with django_db_blocker.unblock():
        with coordinator.acts():
            screening = api.order(
                by=coordinator.actor,
                subject_id=uuid4(),
                reference="2026-0851-0098",
                due_on=clock.today() + timedelta(days=3),
                district_id=HOME_DISTRICT,
                subset="triage",
            )
            ratings.complete(by=coordinator.actor, screening=screening, profile="low", seed=6)
        with police.acts():
            row = Screening.objects.for_actor(police.actor).get(pk=screening.pk)
            ratings.begin(by=police.actor, screening=row, profile="low", seed=6)
    yield screening
    superuser.execute("set session_replication_role = replica")
    for table in TABLES:
        superuser.execute(f"delete from {table}")


def found(superuser: psycopg.Connection, rows: ScopedQuerySet, column: str) -> list[object]:
    """What the query finds when no policy helps it."""
    try:
        query, values = rows.values_list(column, flat=True).query.sql_with_params()
    except EmptyResultSet:  # the application does not even ask
        return []
    return [row[0] for row in superuser.execute(query.encode(), values).fetchall()]


@pytest.mark.parametrize(
    ("authority", "role", "ratings"),
    [
        (HOME, Role.COORDINATOR, [HOME]),
        (HOME, Role.LEADER, [HOME]),
        (HOME_DISTRICT, Role.POLICE_COORDINATOR, [HOME_DISTRICT]),
        (HOME, Role.CASEWORKER, []),
        (HOME_DISTRICT, Role.OFFICER, []),
        (NEIGHBOUR, Role.COORDINATOR, []),
        (FAR, Role.LEADER, []),
        (FAR_DISTRICT, Role.POLICE_COORDINATOR, []),
        (HOME, Role.REPORTER, []),
        (HOME, Role.LOG_REVIEWER, []),
        (1, Role.METHODOLOGIST, []),
    ],
)
def test_ratings_are_blind_and_closed_without_the_database(
    committed_world: World,
    unopened: Screening,
    superuser: psycopg.Connection,
    authority: int,
    role: Role,
    ratings: list[int],
) -> None:
    actor = committed_world.person(authority, role).actor
    assert found(superuser, Rating.objects.for_actor(actor), "authority_id") == ratings
    screenings = found(superuser, Screening.objects.for_actor(actor), "pk")
    assert screenings == ([unopened.pk] if ratings else [])


@pytest.mark.parametrize(
    "change", ["revoked_at = now()", "expires_at = now() - interval '1 minute'"]
)
def test_ended_access_closes_every_table_without_the_database(
    committed_world: World, unopened: Screening, superuser: psycopg.Connection, change: str
) -> None:
    actor = committed_world.person(HOME_DISTRICT, Role.POLICE_COORDINATOR).actor
    superuser.execute(f"update screening_screening set {change}".encode())
    tables: list[type[TenantModel]] = [Screening, Rating, Consensus, ScreeningAccess]
    assert [found(superuser, model.objects.for_actor(actor), "pk") for model in tables] == [
        [],
        [],
        [],
        [],
    ]
