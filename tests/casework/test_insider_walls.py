"""Somebody inside a municipality with stacked SQL in her role: what the database refuses alone."""

from __future__ import annotations

from uuid import uuid4

import pytest

from casework import actions
from casework.models import Case, CaseReader
from casework.queries.reports import reports_elsewhere
from casework.rules.codes import MatchAnswer
from stopext.access.roles import Role
from tests.casework.samples import facts, new_case, person
from tests.casework.test_walls import refused, rows
from tests.support.world import HOME, NEIGHBOUR, Person, World

LISTED = (
    "insert into casework_casereader"
    " (id, municipality_id, case_id, user_id, membership_id, name, since)"
    " values (gen_random_uuid(), %s, %s, %s, %s, '', now())"
)


@pytest.fixture
def lead(world: World) -> Person:
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def worker(world: World) -> Person:
    return world.person(HOME, Role.CASEWORKER)


@pytest.fixture
def closed(lead: Person, worker: Person) -> Case:
    """A case that its coordinator and one caseworker read."""
    with lead.acts():
        case = new_case(lead.actor, protected_source=True)
        return actions.restrict(
            by=lead.actor,
            case=case,
            version=case.version,
            membership_ids=[worker.actor.membership_id],
        )


def listed(case: Case, user: object) -> tuple[object, ...]:
    return (case.municipality_id, case.pk, user, uuid4())


def test_a_caseworker_names_no_reader_and_ends_none(
    lead: Person, worker: Person, closed: Case
) -> None:
    with worker.acts():
        assert rows("select 1 from casework_case where id = %s", closed.pk) == [(1,)]
        assert refused(LISTED, *listed(closed, uuid4()))
        assert refused("update casework_casereader set until = now()")
    with lead.acts():
        assert not refused(LISTED, *listed(closed, uuid4()))
        assert refused("update casework_casereader set user_id = gen_random_uuid()")
        assert not refused("update casework_casereader set until = now() where name = ''")


def test_a_caseworker_takes_a_list_along_to_the_next_case_only(
    lead: Person, worker: Person, closed: Case
) -> None:
    with lead.acts():
        other = new_case(lead.actor, person(name="Anna Prøvesen"))
        readers = set(
            CaseReader.objects.for_actor(lead.actor)
            .filter(case=closed)
            .values_list("user_id", flat=True)
        )
    with worker.acts():
        later = actions.register_concern(
            by=worker.actor,
            person=person(),
            facts=facts(),
            answers={closed.subject_id: MatchAnswer.OTHER},
        )
        assert refused(LISTED, *listed(later, uuid4()))
        assert refused(LISTED, *listed(other, lead.actor.user_id))
        Case.objects.for_actor(worker.actor).filter(pk=later.pk).update(subject=closed.subject_id)
        assert not refused(LISTED, *listed(later, lead.actor.user_id))
    assert lead.actor.user_id in readers


def test_a_caseworker_lifts_no_restriction(lead: Person, worker: Person, closed: Case) -> None:
    lift = "update casework_case set restricted = false where id = %s"
    with worker.acts():
        assert refused(lift, closed.pk)
    with lead.acts():
        assert not refused(lift, closed.pk)


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.COORDINATOR])
def test_nobody_lifts_the_protection_of_a_source(world: World, closed: Case, role: Role) -> None:
    with world.person(HOME, role).acts():
        assert rows("select protected_source from casework_concern") == [(True,)]
        assert refused("update casework_concern set protected_source = false")


def test_reports_elsewhere_are_told_to_who_assesses_them(world: World, lead: Person) -> None:
    ask = "select count(*) from sec.reports_elsewhere()"
    for authority, role in ((HOME, Role.CASEWORKER), (NEIGHBOUR, Role.COORDINATOR)):
        with world.person(authority, role).acts():
            assert rows(ask) == [(0,)]
    with lead.acts():
        assert reports_elsewhere(lead.actor) == []
