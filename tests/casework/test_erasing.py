"""Erasing: everything about the citizen goes, nobody does it alone, and nothing goes too early."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from casework import actions
from casework.closing import closing_findings
from casework.codes import (
    Archiving,
    ClosureReason,
    Knowledge,
    MatchAnswer,
    MeasureStatus,
    MeasureType,
    NoteKind,
    NoticeDecision,
    Outcome,
    Tristate,
)
from casework.facts import closing_facts
from casework.legal import LegalBasis
from casework.models import Case, Erasure, Subject
from casework.shareable import shareable_items
from casework.workflow import State
from screening import ordering
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.access.roles import Role
from tests.casework import samples
from tests.support.world import HOME, NEIGHBOUR, Person, World

SIX_YEARS = timedelta(days=6 * 366)
ASSESSMENT = "Bekymringen er mindsket, og familien har hjælp."
#: Tables with a row per case that stay: the stub and its certificate.
STAYING = {"casework_erasure"}
ERASE = "select sec.erase_case(%s, %s)"


def closed(person: Person) -> Case:
    """A case with something of everything, closed six years ago, with its measure ended."""
    by = person.actor
    with clock.at(clock.now() - SIX_YEARS):
        case = actions.register_concern(
            by=by,
            person=samples.person(),
            facts=samples.facts(),
            answers=samples.other_than(actions.search_repeats(by=by, person=samples.person())),
        )
        _worked_with(by, case)
        case.refresh_from_db()
        answers = dict.fromkeys(_asked(by, case), "Læst og vurderet.")
        return actions.close(
            by=by,
            case=case,
            version=case.version,
            reason=ClosureReason.IMPROVED,
            assessment=ASSESSMENT,
            answers=answers,
        )


def _worked_with(by: Actor, case: Case) -> None:
    """A note, a decision, a package, a screening and a measure, all ended."""
    actions.write_note(by=by, case=case, kind=NoteKind.CALL, text="Skolen ringede.")
    actions.decide_notice(
        by=by,
        case=case,
        version=case.version,
        decision=NoticeDecision.KNOWN,
        reason="Kendt i forvejen.",
    )
    disclosure = actions.share(
        by=by,
        case=case,
        items=[item.key for item in shareable_items(case)],
        legal_basis=LegalBasis(LegalBasis.values[0]),
        necessity="Politikredsen skal vurdere det.",
        expires_on=clock.today() + timedelta(days=30),
        acknowledged=True,
        citizen_informed=Tristate.NO,
    )
    actions.withdraw(by=by, disclosure=disclosure, reason="Ikke længere nødvendigt.")
    ordering.order(
        by=by,
        subject_id=case.pk,
        reference=case.number,
        due_on=clock.today() + timedelta(days=10),
        district_id=None,
        user_ids=[by.user_id],
    )
    measure = actions.add_measure(
        by=by,
        case=case,
        type=MeasureType.MENTOR,
        goal="Et sted at høre til.",
        owner_name="Ungeenheden",
        starts_on=clock.today(),
    )
    actions.update_measure(
        by=by,
        measure=measure,
        version=measure.version,
        status=MeasureStatus.COMPLETED,
        goal=measure.goal,
        owner_name=measure.owner_name,
        outcome=Outcome.BETTER,
    )


def _asked(by: Actor, case: Case) -> list[Any]:
    facts = closing_facts(
        case, by, reason=ClosureReason.IMPROVED, assessment=ASSESSMENT, under_18=False
    )
    return [finding.key for finding in closing_findings(facts)]


def propose(person: Person, case: Case, **changes: Any) -> Erasure:
    """The proposal, on the case as it is now."""
    case.refresh_from_db()
    given: dict[str, Any] = {"archiving": Archiving.DISCARD, "version": case.version} | changes
    return actions.propose_erasure(by=person.actor, case=case, **given)


def erase(person: Person, case: Case) -> Erasure:
    """The erasure, on the case as it is now."""
    case.refresh_from_db()
    return actions.erase(by=person.actor, case=case, version=case.version)


def rows_left(case: UUID, citizen: UUID) -> dict[str, int]:
    """Rows that still point at the case, its screenings or the citizen, in every table there is."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select table_name, column_name from information_schema.columns where table_schema ="
            " 'public' and table_name ~ '^(casework|screening)_'"
            " and column_name in ('case_id', 'subject_id', 'row_id')"
        )
        places = [place for place in cursor.fetchall() if place[0] not in STAYING]
        found = {}
        for table, column in places:
            cursor.execute(
                f'select count(*) from {table} where "{column}" = any (%s)', [[case, citizen]]
            )
            found[f"{table}.{column}"] = cursor.fetchone()[0]
    return found


def test_everything_about_the_citizen_goes_and_a_certificate_stays(world: World) -> None:
    leader, coordinator = world.person(HOME, Role.LEADER), world.person(HOME, Role.COORDINATOR)
    with coordinator.acts():
        case = closed(coordinator)
        citizen = case.subject_id
        before = rows_left(case.pk, citizen)
        propose(coordinator, case)
    assert sum(count > 0 for count in before.values()) >= 12

    with leader.acts() as log:
        certificate = erase(leader, case)
        case.refresh_from_db()
        left, nobody = rows_left(case.pk, citizen), case.subject
        recorded = [event["action"] for event in log.events]

    assert {place: count for place, count in left.items() if count} == {}
    assert len(left) >= 22
    assert (case.state, case.coordinator_name, case.closure_assessment, case.notice) == (
        State.ERASED,
        "",
        "",
        "",
    )
    assert (nobody.name, nobody.cpr, nobody.birth_year) == ("", "", None)
    assert (certificate.proposed_by_name, certificate.erased_by_name) == (
        coordinator.actor.name,
        leader.actor.name,
    )
    removed = certificate.removed
    assert (removed["casework_note"], removed["screening_screening"]) == (1, 1)
    assert (removed["casework_subject"], removed["casework_concern"]) == (1, 1)
    assert recorded.count("case.erase") == 1


@pytest.mark.parametrize("authority", [HOME, NEIGHBOUR])
def test_other_cases_keep_everything(world: World, authority: int) -> None:
    other = world.person(authority, Role.COORDINATOR)
    leader, coordinator = world.person(HOME, Role.LEADER), world.person(HOME, Role.COORDINATOR)
    with other.acts():
        theirs = closed(other)
        before = rows_left(theirs.pk, theirs.subject_id)
    with coordinator.acts():
        case = closed(coordinator)
        propose(coordinator, case)
    with leader.acts():
        erase(leader, case)
    with other.acts():
        assert rows_left(theirs.pk, theirs.subject_id) == before


def test_a_citizen_of_another_case_stays_with_it(world: World) -> None:
    leader, coordinator = world.person(HOME, Role.LEADER), world.person(HOME, Role.COORDINATOR)
    with coordinator.acts():
        case = closed(coordinator)
        hits = actions.search_repeats(by=coordinator.actor, person=samples.person())
        other = actions.register_concern(
            by=coordinator.actor,
            person=samples.person(),
            facts=samples.facts(),
            answers={hit.subject_id: MatchAnswer.SAME for hit in hits},
        )
        assert other.subject_id == case.subject_id
        propose(coordinator, case)
    with leader.acts():
        certificate = erase(leader, case)
        case.refresh_from_db()
        kept = Subject.objects.for_actor(leader.actor).get(pk=other.subject_id)
    assert kept.name == samples.NAME
    assert case.subject_id != other.subject_id
    assert "casework_subject" not in certificate.removed


def test_nobody_erases_alone_or_without_a_proposal(world: World) -> None:
    leader, coordinator = world.person(HOME, Role.LEADER), world.person(HOME, Role.COORDINATOR)
    with coordinator.acts():
        case = closed(coordinator)
    with leader.acts():
        with pytest.raises(Invalid, match="Få en anden til at foreslå sletningen"):
            erase(leader, case)
        propose(leader, case)
        with pytest.raises(Invalid, match="Få en anden til at foreslå sletningen"):
            erase(leader, case)
    with coordinator.acts():
        propose(coordinator, case)
        with pytest.raises(Refused):
            erase(coordinator, case)


@pytest.mark.parametrize("role", [Role.CASEWORKER])
def test_a_caseworker_proposes_nothing(world: World, role: Role) -> None:
    coordinator, worker = world.person(HOME, Role.COORDINATOR), world.person(HOME, role)
    with coordinator.acts():
        case = closed(coordinator)
    with worker.acts(), pytest.raises(Case.DoesNotExist):
        propose(worker, case, version=case.version)


def test_nothing_goes_before_its_time(world: World) -> None:
    leader, coordinator = world.person(HOME, Role.LEADER), world.person(HOME, Role.COORDINATOR)
    with coordinator.acts():
        case = closed(coordinator)
        due = case.delete_earliest
        assert due is not None
        early = clock.now() - (clock.today() - due) - timedelta(days=1)
        with clock.at(early), pytest.raises(Invalid, match="Slettefristen er ikke nået"):
            propose(coordinator, case)
        propose(coordinator, case)
        actions.hold_erasure(
            by=coordinator.actor,
            case=case,
            version=case.version + 1,
            until=clock.today() + timedelta(days=10),
            reason="Borgeren har klaget.",
        )
        with pytest.raises(Invalid, match="Sletningen er stoppet"):
            propose(coordinator, case)
    with leader.acts():
        with pytest.raises(Invalid, match="Vent, til slettefristen er nået"):
            erase(leader, case)
        case.refresh_from_db()
        actions.release_hold(by=leader.actor, case=case)
        assert erase(leader, case).erased_at is not None


def test_a_reopened_case_needs_a_new_proposal(world: World) -> None:
    leader, coordinator = world.person(HOME, Role.LEADER), world.person(HOME, Role.COORDINATOR)
    with coordinator.acts():
        case = closed(coordinator)
        propose(coordinator, case)
        case.refresh_from_db()
        case = actions.reopen(
            by=coordinator.actor, case=case, version=case.version, reason="Ny bekymring i dag."
        )
        with pytest.raises(Refused, match="Kun en afsluttet sag kan slettes"):
            propose(coordinator, case)
    with leader.acts(), pytest.raises(Refused, match="Kun en afsluttet sag kan slettes"):
        erase(leader, case)


def test_an_archived_case_names_its_receipt(world: World) -> None:
    coordinator = world.person(HOME, Role.COORDINATOR)
    with coordinator.acts():
        case = closed(coordinator)
        with pytest.raises(Invalid, match="arkivets kvittering"):
            propose(coordinator, case, archiving=Archiving.HANDED_OVER)
        made = propose(
            coordinator, case, archiving=Archiving.HANDED_OVER, reference="Aflevering 14.231"
        )
    assert made.reference == "Aflevering 14.231"


@pytest.mark.parametrize(
    ("days", "reason", "said"),
    [(0, "Klage", "fra i morgen"), (400, "Klage", "højst et år"), (10, " ", "hvorfor")],
)
def test_a_stop_has_an_end_and_a_reason(world: World, days: int, reason: str, said: str) -> None:
    coordinator = world.person(HOME, Role.COORDINATOR)
    with coordinator.acts():
        case = closed(coordinator)
        until = clock.today() + timedelta(days=days)
        with pytest.raises(Invalid, match=said):
            actions.hold_erasure(
                by=coordinator.actor, case=case, version=case.version, until=until, reason=reason
            )
        with pytest.raises(Invalid, match="ikke stoppet"):
            actions.release_hold(by=coordinator.actor, case=case)


def test_an_overtaken_proposal_is_a_conflict(world: World) -> None:
    coordinator = world.person(HOME, Role.COORDINATOR)
    with coordinator.acts():
        case = closed(coordinator)
        propose(coordinator, case)
        with pytest.raises(Conflict):
            propose(coordinator, case, version=case.version)


def refused_by_the_database(statement: str, values: list[Any]) -> bool:
    """Whether raw SQL in the present context is refused or changes nothing."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            return bool(cursor.rowcount == 0)
    except DatabaseError:
        return True


def test_the_database_refuses_what_the_application_forgot(world: World) -> None:
    """The function itself checks role, time, proposal and state; nobody deletes by hand."""
    leader, coordinator = world.person(HOME, Role.LEADER), world.person(HOME, Role.COORDINATOR)
    neighbour = world.person(NEIGHBOUR, Role.LEADER)
    anybody = uuid4()
    with coordinator.acts():
        case = closed(coordinator)
        propose(coordinator, case)
        assert refused_by_the_database(ERASE, [case.pk, case.subject_id])
        for table in ("note", "concern", "subject", "case", "erasure", "fieldhistory"):
            assert refused_by_the_database(f"delete from casework_{table}", [])
        assert refused_by_the_database("select sec.erase_screenings(%s)", [case.pk])
    with leader.acts():
        assert refused_by_the_database(ERASE, [case.pk, case.subject_id])
    with neighbour.acts():
        assert refused_by_the_database(ERASE, [case.pk, anybody])
    with leader.acts():
        made = erase(leader, case)
        assert refused_by_the_database(ERASE, [case.pk, anybody])
        change = "update casework_erasure set erased_by_name = 'x' where id = %s"
        assert refused_by_the_database(change, [made.pk])


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ("state = 'erased'", False),
        ("state = 'erased', delete_earliest = current_date + 1", True),
        ("state = 'erased', hold_until = current_date + 1, hold_owner = 'x'", True),
        ("state = 'closed'", True),
    ],
)
def test_the_database_looks_at_the_case_itself(world: World, change: str, refused: bool) -> None:
    leader, coordinator = world.person(HOME, Role.LEADER), world.person(HOME, Role.COORDINATOR)
    with coordinator.acts():
        case = closed(coordinator)
        propose(coordinator, case)
    with leader.acts(), connection.cursor() as cursor:
        cursor.execute(f"update casework_case set {change} where id = %s", [case.pk])
        assert refused_by_the_database(ERASE, [case.pk, uuid4()]) is refused


def test_the_database_refuses_whoever_proposed_it(world: World) -> None:
    leader, coordinator = world.person(HOME, Role.LEADER), world.person(HOME, Role.COORDINATOR)
    with coordinator.acts():
        case = closed(coordinator)
    with leader.acts(), connection.cursor() as cursor:
        propose(leader, case)
        cursor.execute("update casework_case set state = 'erased' where id = %s", [case.pk])
        assert refused_by_the_database(ERASE, [case.pk, uuid4()])


def test_nothing_is_done_to_an_erased_case(world: World) -> None:
    leader, coordinator = world.person(HOME, Role.LEADER), world.person(HOME, Role.COORDINATOR)
    with coordinator.acts():
        case = closed(coordinator)
        propose(coordinator, case)
    with leader.acts():
        erase(leader, case)
        with pytest.raises(Refused, match="Sagen er slettet"):
            actions.write_note(by=leader.actor, case=case, kind=NoteKind.CALL, text="Nej")
        with pytest.raises(Refused, match="Sagen er slettet"):
            propose(leader, case)
        with pytest.raises(Refused, match="Sagen er slettet"):
            erase(leader, case)


def test_a_report_goes_with_the_case_it_became(world: World) -> None:
    reporter = world.person(HOME, Role.REPORTER)
    leader, coordinator = world.person(HOME, Role.LEADER), world.person(HOME, Role.COORDINATOR)
    with reporter.acts():
        report = actions.report_concern(
            by=reporter.actor,
            danger=samples.NO_DANGER,
            police_contacted_at=None,
            observed="Set ved skolen",
            knowledge=Knowledge.FIRST_HAND,
        )
    with coordinator.acts():
        case = closed(coordinator)
        report.concern, report.status = case.concerns.get(), "taken_up"
        report.taken_up_at = clock.now()
        report.save(update_fields=["concern", "status", "taken_up_at"])
        propose(coordinator, case)
    with leader.acts():
        assert erase(leader, case).removed["casework_report"] == 1
    with reporter.acts():
        assert not type(report).objects.for_actor(reporter.actor).filter(pk=report.pk).exists()
