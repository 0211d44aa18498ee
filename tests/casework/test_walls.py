"""The database's wall around casework: raw SQL as the application's own role, per kind of actor."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from casework import actions
from casework.models import Case, FieldHistory, Note, Report, Subject
from casework.queries.shareable import shareable_items
from casework.rules.codes import Knowledge, NoteKind, Tristate
from casework.rules.legal import LegalBasis
from stopext.access import clock
from stopext.access.roles import Role
from tests.casework.samples import CANARY, CPR, NAME, NO_DANGER, new_case, person
from tests.support.world import FAR_DISTRICT, HOME, HOME_DISTRICT, NEIGHBOUR, World

TABLES = sorted(model._meta.db_table for model in apps.get_app_config("casework").get_models())


def rows(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def refused(sql: str, *values: Any, at_once: bool = False) -> bool:
    """Whether the database refuses the statement (or finds nothing to do it to); ``at_once`` also
    by what it asks before a commit, such as a foreign key."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            touched = cursor.rowcount
            if at_once:
                cursor.execute("set constraints all immediate")
                cursor.execute("set constraints all deferred")
            return bool(touched == 0)
    except DatabaseError:
        return True


def rich_case(world: World) -> Case:
    """A case with a note and a disclosure, made in HOME."""
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        case = new_case(lead.actor, person(cpr=CPR, birth_year=None))
        actions.write_note(by=lead.actor, case=case, kind=NoteKind.CALL, text=CANARY)
        actions.share(
            by=lead.actor,
            case=case,
            items=[shareable_items(case)[0].key],
            legal_basis=LegalBasis.RPL_115_1,
            necessity="Nødvendigt for samarbejdet om borgeren.",
            expires_on=clock.today() + timedelta(days=30),
            acknowledged=True,
            citizen_informed=Tristate.YES,
        )
    return case


@pytest.mark.django_db
def test_row_security_is_forced_on_every_table() -> None:
    found = rows(
        "select relname from pg_class where relname = any(%s)"
        " and relrowsecurity and relforcerowsecurity order by relname",
        TABLES,
    )
    assert [name for (name,) in found] == TABLES
    assert len(TABLES) >= 24


@pytest.mark.parametrize("role", [Role.LEADER, Role.CASEWORKER, Role.REPORTER])
def test_the_neighbour_reads_and_changes_no_row_of_any_table(world: World, role: Role) -> None:
    rich_case(world)
    with world.person(NEIGHBOUR, role).acts():
        for table in TABLES:
            assert refused(f"select 1 from {table}"), table
            assert refused(f"update {table} set municipality_id = municipality_id"), table
            assert refused(f"delete from {table}"), table


def test_police_read_the_package_only(world: World) -> None:
    rich_case(world)
    package = {"casework_disclosure", "casework_disclosureitem", "casework_receipt"}
    with world.person(HOME_DISTRICT, Role.OFFICER).acts():
        for table in TABLES:
            assert refused(f"select 1 from {table}") is not (
                table in package - {"casework_receipt"}
            ), table
            assert refused(f"update {table} set municipality_id = 1"), table
    with world.person(FAR_DISTRICT, Role.OFFICER).acts():
        assert rows("select 1 from casework_disclosure") == []


def test_police_write_receipts_for_their_own_packages_only(world: World) -> None:
    rich_case(world)
    insert = (
        "insert into casework_receipt (id, municipality_id, case_id, disclosure_id, item_id,"
        " district_id, expires_at, user_id, name, opened_at)"
        " select gen_random_uuid(), municipality_id, case_id, disclosure_id, id, %s, expires_at,"
        " sec.user_id(), 'x', now() from casework_disclosureitem"
    )
    with world.person(HOME_DISTRICT, Role.OFFICER).acts():
        assert refused(insert, FAR_DISTRICT)
        assert not refused(insert, HOME_DISTRICT)


def test_the_centre_and_the_log_have_no_right_to_any_table(world: World) -> None:
    rich_case(world)
    for authority, role in ((1, Role.ADMINISTRATOR), (1, Role.ANALYST), (HOME, Role.LOG_REVIEWER)):
        with world.person(authority, role).acts():
            for table in TABLES:
                with pytest.raises(DatabaseError), transaction.atomic():
                    rows(f"select 1 from {table}")


def test_a_child_cannot_hang_on_a_foreign_case(world: World) -> None:
    case = rich_case(world)
    with world.person(NEIGHBOUR, Role.COORDINATOR).acts():
        note = (
            "insert into casework_note (id, municipality_id, case_id, by_user, by_name, at, kind,"
            " text, locks_at, version) values (%s, %s, %s, sec.user_id(), 'x', now(), 'call',"
            " '', now() + interval '1 day', 0)"
        )
        assert refused(note, uuid4(), NEIGHBOUR, case.pk, at_once=True)
        assert refused(note, uuid4(), HOME, case.pk)


def test_a_reporter_sees_her_own_words_and_no_case(world: World) -> None:
    reporter, lead = world.person(HOME, Role.REPORTER), world.person(HOME, Role.COORDINATOR)
    with reporter.acts():
        sent = actions.report_concern(
            by=reporter.actor,
            danger=NO_DANGER,
            police_contacted_at=None,
            observed=CANARY,
            knowledge=Knowledge.FIRST_HAND,
        )
        assert refused("update casework_report set status = 'taken_up'")
    rich_case(world)
    with reporter.acts():
        assert [row.pk for row in Report.objects.for_actor(reporter.actor)] == [sent.pk]
        assert rows("select 1 from casework_report") == [(1,)]
        with pytest.raises(DatabaseError), transaction.atomic():
            rows("select 1 from casework_case")
    with lead.acts():
        assert Report.objects.for_actor(lead.actor).get().observed == CANARY
    with world.person(HOME, Role.CASEWORKER).acts():
        hidden = Report.objects.for_actor(world.person(HOME, Role.CASEWORKER).actor)
        assert list(hidden) == []


def test_nothing_readable_lies_in_the_tables(world: World) -> None:
    rich_case(world)
    with world.person(HOME, Role.COORDINATOR).acts():
        for table in TABLES:
            whole = " ".join(str(row) for row in rows(f"select t::text from {table} t"))
            hexed = [text.encode().hex() for text in (NAME, CPR, CANARY, CPR.replace("-", ""))]
            readable = [NAME, CPR, CANARY, CPR.replace("-", ""), *hexed]
            assert [text for text in readable if text in whole] == [], table


def test_history_is_kept_for_bulk_updates_and_raw_sql(world: World) -> None:
    case = rich_case(world)
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        Case.objects.for_actor(lead.actor).filter(pk=case.pk).update(form="left")
        year = Subject.objects.for_actor(lead.actor).get().birth_year
        assert not refused("update casework_subject set birth_year = 1971")
        Case.objects.for_actor(lead.actor).filter(pk=case.pk).update(updated_at=timezone.now())
        kept = FieldHistory.objects.for_actor(lead.actor).order_by("at")
        assert [(one.table, one.old, one.user_id) for one in kept] == [
            ("casework_case", {"form": "mixed"}, lead.actor.user_id),
            ("casework_subject", {"birth_year": year}, lead.actor.user_id),
        ]


def test_nobody_writes_or_changes_history_by_hand(world: World) -> None:
    rich_case(world)
    with world.person(HOME, Role.LEADER).acts():
        assert refused(
            'insert into casework_fieldhistory (id, municipality_id, "table", row_id, at, old)'
            " values (gen_random_uuid(), %s, 'casework_case', gen_random_uuid(), now(), '{}')",
            HOME,
        )
        assert refused("update casework_fieldhistory set old = '{}'")
        assert refused("delete from casework_fieldhistory")


def test_a_locked_note_is_not_changed_by_raw_sql(world: World) -> None:
    case = rich_case(world)
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        assert not refused("update casework_note set version = 1 where case_id = %s", case.pk)
        assert refused("update casework_note set locks_at = now() + interval '9 days'")
        with clock.at(timezone.now() - timedelta(days=3)):
            old = actions.write_note(by=lead.actor, case=case, kind=NoteKind.CALL, text="Gammelt")
        assert refused("update casework_note set version = 7 where id = %s", old.pk)
        assert Note.objects.for_actor(lead.actor).get(pk=old.pk).version == 0


def test_a_withdrawn_or_expired_package_is_gone_at_once(world: World) -> None:
    case = rich_case(world)
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        shared = case.disclosures.get()
        actions.withdraw(by=lead.actor, disclosure=shared, reason="Ikke længere nødvendigt")
    with world.person(HOME_DISTRICT, Role.OFFICER).acts():
        assert rows("select 1 from casework_disclosure") == []
        assert rows("select 1 from casework_disclosureitem") == []
