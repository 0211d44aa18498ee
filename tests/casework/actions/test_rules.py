"""Rules of single actions: what is refused, and that every action leaves exactly one event."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from casework import actions
from casework.actions.opening import next_number
from casework.models import Case, Concern, Measure, Subject
from casework.policies import Deed, may
from casework.queries.facts import met_gates
from casework.queries.shareable import shareable_items
from casework.rules.closing import ClosingError, FindingKey
from casework.rules.codes import (
    ClosureReason,
    Knowledge,
    MatchAnswer,
    MeasureType,
    NoteKind,
    PoliceCheck,
    ReviewDecision,
    TriageOutcome,
    Tristate,
)
from casework.rules.danger import DangerQuestion
from casework.rules.disclosure import DisclosureError
from casework.rules.legal import LegalBasis
from casework.rules.workflow import Gate, State
from stopext.access import clock
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.access.roles import Role
from tests.casework.samples import CPR, NO_DANGER, facts, new_case, other_than, person
from tests.support.world import HOME, NEIGHBOUR, World


def test_a_cpr_number_finds_the_citizen_under_another_name(world: World) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        case = new_case(lead.actor, person(cpr=CPR, birth_year=None))
        other = person(name="Gustav Kulissegaard", cpr=CPR.replace("-", " "), birth_year=None)
        (hit,) = actions.search_repeats(by=lead.actor, person=other)
    assert (hit.subject_id, hit.explanation) == (case.subject_id, "Samme CPR-nummer.")


def test_the_same_person_with_an_ended_case_gets_a_new_one(world: World) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        first = new_case(lead.actor)
        actions.close(
            by=lead.actor,
            case=first,
            version=first.version,
            reason=ClosureReason.UNFOUNDED,
            assessment="Der var tale om en misforståelse.",
        )
        second = actions.register_concern(
            by=lead.actor,
            person=person(),
            facts=facts(),
            answers={first.subject_id: MatchAnswer.SAME},
        )
        assert (second.pk != first.pk, second.subject_id) == (True, first.subject_id)
        with pytest.raises(ClosingError) as stopped:
            actions.close(
                by=lead.actor,
                case=second,
                version=second.version,
                reason=ClosureReason.UNFOUNDED,
                assessment="Igen var der tale om en misforståelse.",
            )
        (finding,) = stopped.value.findings
        assert (finding.key, first.number in finding.text) == (FindingKey.EARLIER_CONCERNS, True)


def test_an_answer_of_somebody_else_keeps_them_apart(world: World) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        new_case(lead.actor)
        hits = actions.search_repeats(by=lead.actor, person=person())
        with pytest.raises(Invalid, match="Svar på"):
            new_case(lead.actor)
        actions.register_concern(
            by=lead.actor, person=person(), facts=facts(), answers=other_than(hits)
        )
        assert Subject.objects.for_actor(lead.actor).count() == 2


def test_danger_without_the_police_is_not_registered(world: World) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts(), pytest.raises(Invalid, match="politiet er kontaktet"):
        new_case(lead.actor, danger=NO_DANGER | {DangerQuestion.WEAPON: True})


def test_numbers_run_per_municipality(world: World) -> None:
    home, neighbour = (world.person(place, Role.COORDINATOR) for place in (HOME, NEIGHBOUR))
    with home.acts():
        first = [next_number(HOME), next_number(HOME)]
    with neighbour.acts():
        second = next_number(NEIGHBOUR)
    year = clock.today().year
    assert (first, second) == ([f"{year}-0851-0001", f"{year}-0851-0002"], f"{year}-0813-0001")


def test_a_child_has_a_day_and_needs_a_decision_on_notice(world: World) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        child = new_case(lead.actor, person(birth_year=clock.today().year - 15))
        assert child.due_at == child.received_at + timedelta(hours=24)
        assert Gate.MINOR_NOTICE not in met_gates(child, lead.actor)
        adult = new_case(lead.actor, person(name="Bo Papfigursen"))
        assert Gate.MINOR_NOTICE in met_gates(adult, lead.actor)


def test_a_report_is_taken_up_once(world: World) -> None:
    reporter, lead = world.person(HOME, Role.REPORTER), world.person(HOME, Role.COORDINATOR)
    with reporter.acts():
        report = actions.report_concern(
            by=reporter.actor,
            danger=NO_DANGER,
            police_contacted_at=None,
            observed="Set i skolegården",
            knowledge=Knowledge.FIRST_HAND,
        )
    with lead.acts():
        first = person(name="Anna Modelsen")
        actions.register_concern(
            by=lead.actor, person=first, facts=facts(), answers={}, report=report
        )
        with pytest.raises(Conflict, match="behandlet"):
            actions.register_concern(
                by=lead.actor,
                person=person(name="Bo Papfigursen"),
                facts=facts(),
                answers={},
                report=report,
            )


def test_sharing_needs_ground_and_necessity_and_an_end(world: World) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        case = new_case(lead.actor)
        with pytest.raises(DisclosureError) as stopped:
            actions.share(
                by=lead.actor,
                case=case,
                items=[],
                legal_basis=LegalBasis.CONSENT,
                necessity="Kort",
                expires_on=clock.today(),
                acknowledged=False,
                citizen_informed=Tristate.YES,
            )
        assert [problem.field for problem in stopped.value.problems] == [
            "items",
            "legal_basis",
            "necessity",
            "expires_on",
        ]


@pytest.mark.parametrize(
    ("role", "deed", "allowed"),
    [
        (Role.CASEWORKER, Deed.WORK, True),
        (Role.CASEWORKER, Deed.ASSESS, False),
        (Role.CASEWORKER, Deed.SHARE, False),
        (Role.COORDINATOR, Deed.SHARE, True),
        (Role.COORDINATOR, Deed.APPROVE, False),
        (Role.LEADER, Deed.APPROVE, True),
    ],
)
def test_what_a_role_may(world: World, role: Role, deed: Deed, allowed: bool) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        case = new_case(lead.actor)
    assert may(deed, world.person(HOME, role).actor, case) is allowed
    case.state = State.CLOSED
    assert may(deed, world.person(HOME, role).actor, case) is False


def test_a_caseworker_does_not_triage(world: World) -> None:
    worker = world.person(HOME, Role.CASEWORKER)
    with worker.acts():
        case = new_case(worker.actor)
        with pytest.raises(Refused):
            actions.triage(
                by=worker.actor,
                case=case,
                outcome=TriageOutcome.UNFOUNDED,
                reason="Fejl",
                police_check=PoliceCheck.NOT_ASKED,
            )


def _note(by: Any, case: Case) -> None:
    actions.write_note(by=by, case=case, kind=NoteKind.CALL, text="Talte med skolen")


def _triage(by: Any, case: Case) -> None:
    actions.triage(
        by=by,
        case=case,
        outcome=TriageOutcome.INFO_HOUSE,
        reason="Flere tegn",
        police_check=PoliceCheck.CLEAR,
    )


def _ask(by: Any, case: Case) -> None:
    actions.ask_information(by=by, case=case, authority="Skolen", question="Trivsel?")


def _measure(by: Any, case: Case) -> None:
    actions.add_measure(
        by=by,
        case=case,
        type=MeasureType.MENTOR,
        goal="Tale med nogen",
        owner_name="Familieafdelingen",
        starts_on=clock.today(),
    )


def _review(by: Any, case: Case) -> None:
    actions.review(
        by=by,
        case=case,
        held_on=clock.today(),
        change="Bedre",
        citizen_view="Bedre",
        decision=ReviewDecision.CONTINUE,
    )


def _restrict(by: Any, case: Case) -> None:
    actions.restrict(by=by, case=case, version=case.version, membership_ids=[by.membership_id])


def _share(by: Any, case: Case) -> None:
    actions.share(
        by=by,
        case=case,
        items=[shareable_items(case)[0].key],
        legal_basis=LegalBasis.RPL_115_1,
        necessity="Nødvendigt for samarbejdet om borgeren.",
        expires_on=clock.today() + timedelta(days=30),
        acknowledged=True,
        citizen_informed=Tristate.YES,
    )


@pytest.mark.parametrize(
    "deed", [_note, _triage, _ask, _measure, _review, _restrict, _share], ids=lambda d: d.__name__
)
def test_an_action_leaves_one_event(world: World, deed: Callable[[Any, Case], None]) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        case = new_case(lead.actor)
    with lead.acts() as collector:
        deed(lead.actor, case)
        assert [event["outcome"] for event in collector.events] == ["ok"]
        assert [event["subject_key"] for event in collector.events] == [case.log_key.hex()]


def test_texts_of_a_measure_and_a_concern_come_back_as_written(world: World) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        case = new_case(lead.actor, interpreted="Æblegrød & <b>fed</b>")
        _measure(lead.actor, case)
    with lead.acts():
        assert Concern.objects.for_actor(lead.actor).get().interpreted == "Æblegrød & <b>fed</b>"
        assert Measure.objects.for_actor(lead.actor).get().goal == "Tale med nogen"
