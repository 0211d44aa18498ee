"""Somebody inside a municipality with stacked SQL in her role: what the database refuses alone."""

from __future__ import annotations

import re
from uuid import uuid4

import psycopg
import pytest
from django.db import DatabaseError, transaction

from casework import actions, screenings
from casework.models import Case, CaseReader
from casework.queries.reports import reports_elsewhere
from casework.rules.codes import MatchAnswer, NoteKind
from screening.actions import end_access
from stopext.access import clock
from stopext.access.roles import Role
from tests.casework.samples import another_case, facts, new_case, person
from tests.casework.test_walls import refused, rich_case, rows
from tests.kernel import catalog
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


def test_cases_are_counted_one_by_one(worker: Person) -> None:
    with worker.acts():
        first = new_case(worker.actor)
        for change in ("last = 0", "last = 1", "last = 9000", "year = year + 1, last = last + 1"):
            assert refused(f"update casework_casecounter set {change}"), change
        begun = (
            "insert into casework_casecounter (id, municipality_id, year, last)"
            " values (gen_random_uuid(), %s, %s, %s)"
        )
        assert refused(begun, HOME, 2001, 2)
        assert not refused(begun, HOME, 2001, 1)
        second = new_case(worker.actor, person(name="Anna Prøvesen"))
    assert int(second.number[-4:]) == int(first.number[-4:]) + 1


#: What hangs on a case and points at a part of a case, and at which.
POINTING = (
    "select distinct k.conrelid::regclass::text, a.attname::text, k.confrelid::regclass::text"
    " from pg_constraint k cross join unnest(k.conkey, k.confkey) pair (one, other)"
    " join pg_attribute a on a.attrelid = k.conrelid and a.attnum = pair.one"
    " join pg_attribute i on i.attrelid = k.confrelid and i.attnum = pair.other"
    " and i.attname = 'id'"
    " join pg_attribute c on c.attrelid = k.conrelid and c.attname = 'case_id'"
    " join pg_attribute p on p.attrelid = k.confrelid and p.attname = 'case_id'"
    " where k.contype = 'f'"
)
ELSEWHERE = "a row points at a part of its own case"
HELD = (
    "select tgrelid::regclass::text, pg_get_triggerdef(oid) from pg_trigger"
    " where tgfoid = 'public.casework_keep_together'::regproc order by 1, 2"
)


def test_whatever_points_at_another_part_of_a_case_is_held(superuser: psycopg.Connection) -> None:
    held = []
    for table, definition in catalog.rows(superuser, HELD):
        column, parent, *shared = re.findall(r"'(\w+)'", definition)
        assert shared[0] == "case_id"
        assert f"UPDATE OF case_id, {', '.join([*shared[1:], column])} ON" in definition
        held.append((table, column, parent))
    found = catalog.rows(superuser, POINTING)
    assert sorted(held) == sorted(found)
    assert len(held) >= 6


def test_a_row_points_at_a_part_of_its_own_case(world: World, lead: Person, worker: Person) -> None:
    shared, alone = rich_case(world), [lead.actor.membership_id]
    with lead.acts():
        row = another_case(lead.actor, "Nora Skovgaard")
        actions.restrict(by=lead.actor, case=row, version=row.version, membership_ids=alone)
        ((hidden,),) = rows("select id from casework_concern where case_id = %s", row.pk)
        ((note,),) = rows("select id from casework_note where case_id = %s limit 1", shared.pk)
    copied = (
        "insert into {0} select (jsonb_populate_record(t, jsonb_build_object('id',"
        " gen_random_uuid(), '{1}', %s::uuid, 'by_user', sec.user_id()))).* from {0} t"
        " where case_id = %s limit 1"
    )
    with worker.acts():
        case = new_case(worker.actor, person(name="Anna Prøvesen"))
        ((own,),) = rows("select id from casework_concern where case_id = %s", case.pk)
        checked = copied.format("casework_repeatcheck", "concern_id")
        for other in (hidden, uuid4()):
            assert answer(checked, other, case.pk) == ELSEWHERE
        assert answer(checked, own, case.pk) == ""
        noted = copied.format("casework_note", "addendum_to_id")
        actions.write_note(by=worker.actor, case=case, kind=NoteKind.CALL, text="Eget")
        assert answer(noted, note, case.pk) == ELSEWHERE
    with lead.acts():
        assert answer(noted, note, shared.pk) == ""
        moved = "update casework_disclosureitem set case_id = %s where case_id = %s"
        assert answer(moved, case.pk, shared.pk) == ELSEWHERE


def answer(sql: str, *values: object) -> str:
    """What the database says when it refuses; nothing when it does not."""
    try:
        with transaction.atomic():
            rows(f"{sql} returning 1", *values)
    except DatabaseError as refusal:
        return str(refusal).splitlines()[0]
    return ""


BEGUN = (
    "insert into screening_rating (id, municipality_id, screening_id, authority_id, rater_id,"
    " rater_name, version, answers, judgement, saved_at, content_hash, seal_version, opened)"
    " values (gen_random_uuid(), %s, %s, %s, sec.user_id(), '', 0, '', '', now(), '', 2, false)"
)


@pytest.mark.parametrize("listed_only", [False, True])
def test_who_is_on_a_case_or_its_list_begins_its_rating(
    lead: Person, worker: Person, listed_only: bool
) -> None:
    with lead.acts():
        case = new_case(lead.actor)
        ordered = screenings.order(by=lead.actor, case=case, due_on=clock.today(), subset="triage")
    begun = (BEGUN, HOME, ordered.pk, HOME)
    with worker.acts():
        assert answer(*begun) == "a rating is begun by who may see it"
    team = [worker.actor.membership_id]
    with lead.acts():
        if listed_only:
            actions.restrict(by=lead.actor, case=case, version=case.version, membership_ids=team)
        else:
            actions.add_colleague(by=lead.actor, case=case, membership_id=team[0])
            end_access(by=lead.actor, screening=ordered, user_id=worker.actor.user_id)
    with worker.acts():
        assert answer(*begun) == ""
