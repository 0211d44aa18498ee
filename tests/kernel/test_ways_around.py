"""The application's wall: no query on a tenant table reaches the database unopened."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stopext.access.models import TenantModel
from stopext.access.roles import Role
from stopext.access.scoping import ScopedManager, UnopenedQuery, closed_models
from tests.kernel.ways_around import OPENED, WAYS
from tests.support.world import HOME, World

CLOSED = ("casework_", "accounts_membership")


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_read_or_written_unopened(world: World, way: str) -> None:
    leader = world.person(HOME, Role.LEADER)
    with (
        leader.acts(),
        CaptureQueriesContext(connection) as sent,
        pytest.raises(UnopenedQuery),
    ):
        WAYS[way](leader.actor)

    reached = [query["sql"] for query in sent if any(table in query["sql"] for table in CLOSED)]
    assert reached == []


def test_more_ways_are_tried_than_the_attack_found() -> None:
    assert len(WAYS) >= 100


def test_django_itself_goes_through_the_wall_for_every_tenant_table() -> None:
    """Its base manager is taken from the first parent alone, which may be a mixin."""
    tenants = [model for model in apps.get_models() if issubclass(model, TenantModel)]

    assert [model for model in tenants if not isinstance(model._base_manager, ScopedManager)] == []
    assert closed_models() == frozenset(tenants)
    assert len(tenants) > 20


@pytest.mark.parametrize("way", OPENED)
def test_everything_works_for_who_says_for_whom(world: World, way: str) -> None:
    leader = world.person(HOME, Role.LEADER)
    with leader.acts():
        OPENED[way](leader.actor)
