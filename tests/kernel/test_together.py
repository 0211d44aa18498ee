"""Rows of several tables in one statement: as Django makes them, each with its own mark."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.db.models import Value
from django.test.utils import CaptureQueriesContext

from casework.models import Case, Subject
from stopext.access.roles import Role
from stopext.access.scoping import UnopenedQuery
from stopext.access.together import Asking, answers, fetch
from stopext.accounts.models import Authority, Membership
from tests.casework.samples import new_case
from tests.support.world import HOME, World

PRICE = Decimal("1.10")


def _said(row: Any) -> dict[str, Any]:
    return {name: value for name, value in vars(row).items() if name != "_state"}


def test_rows_are_as_django_makes_them(world: World) -> None:
    leader = world.person(HOME, Role.LEADER)
    with leader.acts():
        members = Membership.objects.for_actor(leader.actor).order_by("-name")[1:4]
        places = Authority.objects.defer("name").annotate(price=Value(PRICE)).order_by("-pk")
        with CaptureQueriesContext(connection) as captured:
            found, nothing, authorities = fetch(
                members.select_related("authority"), members.none(), places[:2]
            )
        one, other = list(members.select_related("authority")), list(places[:2])

    assert (len(captured), len(found), nothing) == (1, 3, [])
    assert [*map(_said, (row.authority for row in found))] == [
        *map(_said, (row.authority for row in one))
    ]
    for row in (*found, *one):
        row._state.fields_cache.clear()
    assert [*map(_said, found)] == [*map(_said, one)]
    assert [*map(_said, authorities)] == [*map(_said, other)]
    assert authorities[0].price == PRICE


def test_rows_that_are_logged_are_in_the_log(world: World) -> None:
    leader = world.person(HOME, Role.LEADER)
    with leader.acts():
        case = new_case(leader.actor)
    with leader.acts() as collector:
        [[row]] = fetch(Case.objects.for_actor(leader.actor).filter(pk=case.pk).only("number"))

        assert (row, row.number) == (case, case.number)
        assert collector.loaded == {"casework.case": {str(case.pk): None}}


def test_what_is_not_opened_or_made_of_bytes_is_refused(world: World) -> None:
    leader = world.person(HOME, Role.LEADER)
    with leader.acts(), CaptureQueriesContext(connection) as captured:
        with pytest.raises(UnopenedQuery):
            fetch(Authority.objects.all(), Membership.objects.all())
        with pytest.raises(TypeError, match="bytes"):
            fetch(Subject.objects.for_actor(leader.actor))
        assert fetch(Membership.objects.for_actor(leader.actor).none()) == [[]]
    assert [query for query in captured if "SAVEPOINT" not in query["sql"]] == []


def _names(*rounds: Any) -> Asking[list[list[str]]]:
    """Asks in so many rounds, and tells what each was sent."""
    told = []
    for keys in rounds:
        rows = yield [Authority.objects.filter(pk=key) for key in keys]
        told.append([row.slug for [row] in rows])
    return told


def test_questions_of_the_same_round_go_together(world: World) -> None:
    with world.person(HOME, Role.LEADER).acts(), CaptureQueriesContext(connection) as captured:
        found = answers([_names([101], [751, 851]), _names(), _names([851, 101])])

    assert found == [
        [["koebenhavn"], ["aarhus", "aalborg"]],
        [],
        [["aalborg", "koebenhavn"]],
    ]
    assert len([query for query in captured if "SAVEPOINT" not in query["sql"]]) == 2
