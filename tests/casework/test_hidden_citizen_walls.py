"""A citizen all of whose cases are hidden from a colleague: with SQL in her role the colleague
points no row at her, reads nothing of her, and learns nothing by asking the database."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.db import DatabaseError, transaction

from casework import actions
from casework.models import Case
from screening import api
from screening.actions import cancel_screening
from stopext.access import clock
from stopext.access.roles import Role
from tests.casework.samples import another_case, new_case, person, said_again
from tests.casework.test_walls import refused, rows
from tests.kernel import catalog
from tests.support.world import HOME, Person, World

HIDDEN = "(select sec.hidden_citizens() limit 1)"
POINTING = (
    "select k.conrelid::regclass::text, a.attname::text from pg_constraint k"
    " join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey)"
    " where k.contype = 'f' and k.confrelid = 'casework_subject'::regclass"
    " and a.attname <> 'municipality_id' order by 1, 2"
)


@pytest.fixture
def lead(world: World) -> Person:
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def worker(world: World) -> Person:
    return world.person(HOME, Role.CASEWORKER)


@pytest.fixture
def open_case(worker: Person) -> Case:
    """The worker's own, with everything that points at a citizen."""
    with worker.acts():
        case = new_case(worker.actor, person(name="Anna Prøvesen"))
        said_again(worker.actor, case)
    return case


@pytest.fixture
def closed(lead: Person, open_case: Case) -> Case:
    """The coordinator's alone; its citizen has been said twice, and another was joined to her."""
    with lead.acts():
        case = another_case(lead.actor, "Nora Skovgaard")
        said_again(lead.actor, case)
        return restricted(lead, case)


def restricted(lead: Person, case: Case) -> Case:
    now = Case.objects.for_actor(lead.actor).get(pk=case.pk)
    return actions.restrict(
        by=lead.actor,
        case=now,
        version=now.version,
        membership_ids=[lead.actor.membership_id],
    )


def told(sql: str, *values: Any) -> str:
    """What the database answers or says when it refuses."""
    try:
        with transaction.atomic():
            return str(rows(sql, *values))
    except DatabaseError as refusal:
        return str(refusal).splitlines()[0]


def test_no_row_is_pointed_at_her(
    worker: Person, closed: Case, superuser: psycopg.Connection
) -> None:
    found = catalog.rows(superuser, POINTING)
    assert len(found) >= 4
    copied = "insert into {0} select (jsonb_populate_record(t, jsonb_build_object('id',"
    copied += " gen_random_uuid(), '{1}', {2}))).* from {0} t limit 1"
    with worker.acts():
        for table, column in found:
            assert rows(f"select 1 from {table} limit 1") == [(1,)], table
            answer = told(copied.format(table, column, HIDDEN))
            assert "violates row-level security" in answer, (table, column)
            assert refused(f"update {table} set {column} = {HIDDEN}"), (table, column)


def test_nor_is_a_concern_put_on_her_case(worker: Person, closed: Case) -> None:
    with worker.acts():
        for table in ("casework_concern", "casework_repeatcheck"):
            copied = (
                f"insert into {table} select (jsonb_populate_record(t, jsonb_build_object('id',"
                f" gen_random_uuid(), 'case_id', '{closed.pk}'))).* from {table} t limit 1"
            )
            assert "violates row-level security" in told(copied)


def test_nothing_of_her_is_read_or_changed(lead: Person, worker: Person, closed: Case) -> None:
    with lead.acts():
        assert not refused(
            "update casework_subject set birth_year = 1971 where id = %s", closed.subject_id
        )
    asked = {
        "casework_subject": "id",
        "casework_subjectkey": "subject_id",
        "casework_citizenjoin": "kept_id",
        "casework_fieldhistory": "row_id",
    }
    for table, column in asked.items():
        question = f"select count(*) > 0 from {table} where {column} = %s"
        with lead.acts():
            assert rows(question, closed.subject_id) == [(True,)], table
        with worker.acts():
            assert rows(question, closed.subject_id) == [(False,)], table
            assert refused(f"delete from {table} where {column} = %s", closed.subject_id)
    with worker.acts():
        assert refused(
            "update casework_subject set birth_year = 1960 where id = %s", closed.subject_id
        )


def test_who_was_joined_to_her_is_hidden_with_her(
    lead: Person, worker: Person, closed: Case
) -> None:
    with lead.acts():
        joined = rows(
            "select other_id from casework_citizenjoin where kept_id = %s", closed.subject_id
        )
        assert rows("select count(*) from sec.hidden_citizens()") == [(0,)]
    with worker.acts():
        hidden = rows("select sec.hidden_citizens()")
        assert sorted(hidden) == sorted([*joined, (closed.subject_id,)])
        for (one,) in joined:
            assert rows("select 1 from casework_subject where id = %s", one) == []


def test_functions_answer_of_her_as_of_nobody(lead: Person, worker: Person, closed: Case) -> None:
    about = "select count(*) from sec.concerns_about(%s)"
    keys = "select count(*) from sec.cases_about(array[%s])"
    with lead.acts():
        assert (rows(about, closed.subject_id), rows(keys, closed.subject_id)) == ([(2,)], [(1,)])
    with worker.acts():
        for who in (closed.subject_id, uuid4()):
            assert (rows(about, who), rows(keys, who)) == ([(0,)], [(0,)])


def test_a_hidden_case_of_a_known_citizen_is_a_key_and_no_more(
    lead: Person, worker: Person, open_case: Case
) -> None:
    with lead.acts():
        other = another_case(lead.actor, "Birk Modelsen")
        restricted(lead, other)
        Case.objects.for_actor(lead.actor).filter(pk=other.pk).update(subject=open_case.subject_id)
    with worker.acts():
        concerns = rows("select case_id from sec.concerns_about(%s)", open_case.subject_id)
        assert set(concerns) == {(open_case.pk,)}
        known = rows("select sec.cases_about(array[%s])", open_case.subject_id)
        assert sorted(known) == sorted([(open_case.pk,), (other.pk,)])


def test_a_hidden_screening_answers_as_none(lead: Person, worker: Person, closed: Case) -> None:
    with lead.acts():
        hidden = api.order(
            by=lead.actor,
            subject_id=closed.pk,
            reference=closed.number,
            due_on=clock.today() + timedelta(days=9),
            subset="triage",
        )
    settle = "select sec.settle_screening(%s)"
    rate = (
        "insert into screening_rating (id, municipality_id, screening_id, authority_id, rater_id,"
        " rater_name, version, answers, judgement, saved_at, content_hash, seal_version, opened)"
        " values (gen_random_uuid(), %s, %s, %s, sec.user_id(), '', 0, '', '', now(), '', 2, false)"
    )
    with worker.acts():
        answers = {told(settle, who) for who in (hidden.pk, uuid4())}
        assert answers == {"not a party"}
        assert "row-level security" in told(rate, HOME, hidden.pk, HOME)
    with lead.acts():
        cancel_screening(by=lead.actor, screening=hidden, reason="Bestilt ved en fejl")
    with worker.acts():
        assert told(settle, hidden.pk) == "not a party"
        assert "row-level security" in told(rate, HOME, hidden.pk, HOME)
