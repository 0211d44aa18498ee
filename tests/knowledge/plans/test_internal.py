"""What is internal is read by the own municipality alone: complete by construction.

Every text of every table of internal rows holds a canary, and every part that declares internal
fields has a row; then every address that everybody may read is read by everybody else.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, models, transaction
from django.test import Client
from django.urls import reverse

from knowledge.plans import actions
from knowledge.plans.choices import Pace
from knowledge.plans.models import InternalNote, InternalRow, Override, Plan, PlanPart
from knowledge.plans.opendata.tables import TABLES
from knowledge.plans.sorts import SORTS
from stopext.access import clock
from stopext.access.roles import Role
from stopext.accounts.models import CENTRE
from tests.knowledge.plans.browsing import EDIT
from tests.matrix.doors import Door
from tests.matrix.expectations import EXPECTED
from tests.matrix.expected import READ
from tests.matrix.plans import plan_begun, publish
from tests.support.rows import rows_of
from tests.support.world import HOME, HOME_DISTRICT, NEIGHBOUR, World

CANARY = "Internkanarie"
APP = apps.get_app_config("plans")
TABLES_INSIDE: list[Any] = [one for one in APP.get_models() if issubclass(one, InternalRow)]
NOTED = [one for one in APP.get_models() if issubclass(one, PlanPart) and one.internal]
OTHERS = (
    *((NEIGHBOUR, role) for role in (Role.COORDINATOR, Role.LEADER, Role.CASEWORKER)),
    *((HOME, Role.REPORTER), (HOME_DISTRICT, Role.OFFICER), (CENTRE, Role.ADVISER)),
)


def texts(model: Any) -> list[str]:
    """Every text somebody writes in a table."""
    fields = model._meta.concrete_fields
    return [one.name for one in fields if isinstance(one, models.CharField | models.TextField)]


@pytest.fixture
def planted(world: World) -> set[str]:
    """A plan in force and the one before it, with a canary in every internal text."""
    lead, leader = world.person(HOME, Role.COORDINATOR), world.person(HOME, Role.LEADER)
    publish(lead, leader)
    with leader.acts():
        draft = actions.revise(by=leader.actor)
        actions.adopt(by=leader.actor, draft=draft, adopted_on=clock.today(), adopted_by="Byrådet")
        plan = rows_of(Plan).get(status="adopted")
        for sort in SORTS.values():
            for row in getattr(plan, f"{sort.model._meta.model_name}s").all():
                if row.internal and not rows_of(InternalNote).filter(part=row.pk).exists():
                    InternalNote(
                        part=row.pk, plan=plan, municipality_id=HOME, internal_note="x"
                    ).save(force_insert=True)
        canaries = set()
        why = f"{CANARY} override reason"
        action, late = plan.actions.get(), Pace.LATE
        actions.override_pace(
            by=leader.actor, action=action.pk, version=action.edits, pace=late, reason=why
        )
        canaries.add(why)
        for model in TABLES_INSIDE:
            if model is Override:  # the database lets nobody rewrite it
                continue
            said = {name: f"{CANARY} {model._meta.model_name} {name}" for name in texts(model)}
            assert rows_of(model).update(**said)
            canaries |= {*said.values()}
        noted = {*rows_of(InternalNote).values_list("part", flat=True)}
        for part in NOTED:
            assert noted & {*rows_of(part).values_list("pk", flat=True)}, part
    return canaries


def addresses() -> list[str]:
    """Everything that everybody may read, as far as it can be asked for here."""
    found = [
        reverse(name, kwargs={key: value[1:] for key, value in one.keys})
        for name, one in EXPECTED.items()
        if one.door is Door.PUBLIC
        and one.takes == READ
        and all(value.startswith("=") for _key, value in one.keys)
    ]
    compared = "kommune=aalborg&kommune=frederikshavn"
    return [
        *found,
        *(reverse("knowledge:plan_table", args=[slug]) for slug in TABLES),
        f"{reverse('knowledge:plan_compare')}?{compared}",
        f"{reverse('knowledge:search')}?q={CANARY}",
    ]


def body(client: Client, path: str) -> str:
    # Of a PDF only what stands outside its packed streams is read here; for what could be in them
    # the database holds, which shows its maker no internal row.
    return client.get(path).content.decode(errors="replace")


def leaks(client: Client, paths: list[str], canaries: set[str]) -> list[tuple[str, str]]:
    read = {path: body(client, path) for path in paths}
    return [(path, one) for path, text in read.items() for one in canaries if one in text]


def test_the_declaration_and_the_table_name_the_same(planted: set[str]) -> None:
    declared = {name for part in NOTED for name in part.internal}
    assert declared == set(texts(InternalNote))
    for sort in SORTS.values():
        assert not {*sort.names} & {*sort.model.internal}
    assert len(planted) > 4
    assert len(NOTED) > 2


def test_nothing_internal_is_read_by_anybody_else(world: World, planted: set[str]) -> None:
    paths = addresses()
    assert len(paths) > 25
    readers = [Client(), *(world.person(place, role).browser() for place, role in OTHERS)]

    assert [one for reader in readers for one in leaks(reader, paths, planted)] == []


def test_nothing_internal_is_borrowed(world: World, planted: set[str]) -> None:
    neighbour = world.person(NEIGHBOUR, Role.COORDINATOR)
    browser = neighbour.browser()
    with neighbour.acts():
        plan_begun(neighbour)
    paths = [f"{EDIT}afsnit/handling/", "/handlingsplaner/min/", "/start/", EDIT]

    assert [browser.get(path).status_code for path in paths] == [200] * len(paths)
    assert leaks(browser, paths, planted) == []


def test_the_own_municipality_reads_all_of_it_where_work_is_reported(
    world: World, planted: set[str]
) -> None:
    shown = body(world.person(HOME, Role.COORDINATOR).browser(), "/handlingsplaner/min/fremdrift/")

    assert f'<span class="keep-lines">{CANARY}' in shown
    # Who did a task is told once it is done.
    hidden = {one for one in planted if one not in shown}
    assert hidden == {f"{CANARY} task done_by_name"}


@pytest.mark.parametrize(("place", "role"), OTHERS, ids=str)
def test_the_database_shows_it_to_nobody_else(
    world: World, planted: set[str], place: int, role: Role
) -> None:
    assert planted
    with world.person(place, role).acts(), connection.cursor() as cursor:
        for model in TABLES_INSIDE:
            try:
                with transaction.atomic():
                    cursor.execute(f"select count(*) from {model._meta.db_table}")
                    found = cursor.fetchone()
            except ProgrammingError:  # the role has nothing to do with the table
                found = (0,)
            assert found == (0,)
