"""Erasing: everything about the citizen goes, nobody does it alone, and nothing goes too early."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casework import actions
from casework.models import Case, Subject
from casework.rules.codes import (
    Archiving,
    Knowledge,
    MatchAnswer,
    NoteKind,
)
from casework.rules.workflow import State
from stopext.access import clock
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.access.roles import Role
from tests.casework import samples
from tests.casework.erasing import closed, erase, propose, rows_left
from tests.support.world import HOME, NEIGHBOUR, World


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
    assert (removed["casework_note"], removed["screening_screening"]) == (2, 1)
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


def test_nothing_is_done_to_an_erased_case(world: World) -> None:
    leader, coordinator = world.person(HOME, Role.LEADER), world.person(HOME, Role.COORDINATOR)
    with coordinator.acts():
        case = closed(coordinator)
        kept_open = case.notes.latest("at")
        propose(coordinator, case)
    with leader.acts():
        erase(leader, case)
        with pytest.raises(Refused, match="Sagen er slettet"):
            actions.write_note(by=leader.actor, case=case, kind=NoteKind.CALL, text="Nej")
        with pytest.raises(Refused, match="Sagen er slettet"):
            propose(leader, case)
        with pytest.raises(Refused, match="Sagen er slettet"):
            erase(leader, case)
    with coordinator.acts(), pytest.raises(Refused, match="Sagen er slettet"):
        actions.add_addendum(by=coordinator.actor, note=kept_open, text="For sent")


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
