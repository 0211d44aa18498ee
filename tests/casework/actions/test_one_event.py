"""Every action that changes a case leaves exactly one event of its own. What it sets going in
screening is recorded there, about screening's own rows."""

from __future__ import annotations

import inspect
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import wraps
from typing import Any

import pytest

from casework import actions
from casework.actions.correcting import seen_version
from casework.actions.joining import both_versions
from casework.models import Case, Concern, Disclosure, DisclosureItem, Inquiry, JointMeeting, Report
from casework.rules.acknowledging import Acknowledged
from casework.rules.codes import (
    Archiving,
    ClosureReason,
    ConcernForm,
    DecisionOutcome,
    HandOverReply,
    Knowledge,
    LookupPurpose,
    MeasureStatus,
    NoteKind,
    NoticeDecision,
    Outcome,
    ReferrerType,
    ReportOutcome,
    ReviewDecision,
    Tristate,
)
from casework.rules.consents import ConsentWay
from casework.rules.deadlines import DeadlineStep
from casework.rules.disclosure import ShareAnswer
from casework.rules.inquiries import Told
from casework.rules.joint import Attended
from casework.rules.legal import LegalBasis
from casework.rules.workflow import State
from screening.demo.ratings import complete
from stopext.access import clock
from stopext.access.errors import Invalid
from stopext.access.roles import Role
from stopext.audit.record import Collector
from tests.casework import inquiries, joint, tasks
from tests.casework.actions.test_course import REASON, to_active
from tests.casework.deadlines import checked, moved_deadline
from tests.casework.erasing import closed
from tests.casework.samples import NO_DANGER, answered, contact, new_case, party
from tests.casework.samples import person as citizen
from tests.support.rows import rows_of
from tests.support.world import HOME, HOME_DISTRICT, Person, World

#: Answer a question and change nothing.
QUESTIONS = {"retention_of", "team"}
#: Its one event is recorded by screening.
ORDERED_THERE = {"order_screening"}
CHANGES = {
    name
    for name in actions.__all__
    if inspect.isfunction(getattr(actions, name)) and name not in QUESTIONS
}


@dataclass
class Ledger:
    """How many explicit events each call of an action left in the unit of work at hand."""

    collector: Collector = field(default_factory=Collector)
    events: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def counted(self, name: str) -> Callable[..., Any]:
        """The action itself; its events are counted."""
        action = getattr(actions, name)

        @wraps(action)
        def run(**given: Any) -> Any:
            before = len(self.collector.events)
            answer = action(**given)
            made = self.collector.events[before:]
            about = {event["object_type"].split(".")[0] for event in made}
            assert about <= {"casework", "screening"}
            owner = "screening" if name in ORDERED_THERE else "casework"
            self.events[name].append(
                sum(event["object_type"].startswith(f"{owner}.") for event in made)
            )
            return answer

        return run


@pytest.fixture
def ledger(monkeypatch: pytest.MonkeyPatch) -> Ledger:
    """Counts from now on, for every action that changes something."""
    made = Ledger()
    for name in CHANGES:
        monkeypatch.setattr(actions, name, made.counted(name))
    return made


def _notes_and_people(by: Any, case: Case, colleague: Person) -> None:
    first = actions.write_note(by=by, case=case, kind=NoteKind.CALL, text="Talte med skolen")
    fixed = actions.correct_note(by=by, note=first, version=0, text="Rettet", kind=NoteKind.CALL)
    actions.add_addendum(by=by, note=fixed, text="En tilføjelse")
    around = party(by, case)
    actions.settle_contact(by=by, contact=contact(by, case, party=around))
    other = new_case(by, citizen(name="Ida Kulissegaard"))
    related = actions.relate_party(by=by, party=around, number=other.number, name_known=True)
    actions.end_relation(by=by, relation=related)
    put_on = actions.add_colleague(by=by, case=case, membership_id=colleague.actor.membership_id)
    actions.remove_colleague(by=by, assignment=put_on)
    case = actions.assign(by=by, case=case, version=_now(case), coordinator_id=by.membership_id)
    readers = [by.membership_id]
    actions.restrict(by=by, case=case, version=_now(case), membership_ids=readers)
    actions.restrict(by=by, case=case, version=_now(case), membership_ids=[])


def _meetings(lead: Person, case: Case) -> None:
    """One that is called off, one that comes to minutes both approve."""
    by, guest = lead.actor, joint.said(outside="Overlæge i psykiatrien")
    with clock.at(clock.now() - timedelta(days=8)):
        planned = [joint.planned(by, case) for _time in range(2)]
    first, second = planned
    actions.move_meeting(
        by=by,
        meeting=first,
        version=1,
        planned_at=first.planned_at,
        place="Politigården",
        agenda=joint.AGENDA,
        reason=REASON,
    )
    actions.cancel_meeting(by=by, meeting=first, reason=REASON)
    asked = actions.invite(by=by, meeting=second, said=guest, person=None)
    actions.end_invitation(by=by, invitee=asked)
    asked = actions.invite(
        by=by,
        meeting=second,
        said=joint.said(),
        person=joint.colleague(by, second, lead),
    )
    actions.choose_papers(by=by, invitee=asked, version=0, papers=[])
    came = [(asked, Attended.CAME, "")]
    actions.record_attendance(by=by, meeting=second, version=0, said=came)
    actions.write_minutes(by=by, meeting=second, version=0, text="Skolen fortalte.")
    actions.approve_minutes(by=by, meeting=second, version=1)


def _after_meeting(police: Person, ledger: Ledger) -> None:
    with police.acts() as ledger.collector:
        by = police.actor
        inquiries.answer(by, Inquiry.objects.for_actor(by).get(withdrawn_at=None))
        row = JointMeeting.objects.for_actor(by).get(cancelled_at=None)
        actions.approve_minutes(by=by, meeting=row, version=1)
        actions.add_to_minutes(by=by, meeting=row, text="En tilføjelse")
        actions.decide_after_meeting(
            by=by, meeting=row, outcome=DecisionOutcome.START, reason=REASON
        )


def _questions(by: Any, case: Case) -> None:
    actions.search_repeats(by=by, person=citizen(name="Bo Papfigursen"))
    actions.find_citizens(by=by, sought=case.number, purpose=LookupPurpose.OWN_CASE)
    case = Case.objects.for_actor(by).select_related("subject").get(pk=case.pk)
    known = actions.Known(
        person=citizen(name="Bo Papfigursen"),
        other_names="",
        form=ConcernForm.MIXED,
        gang_link=Tristate.NO,
        online=Tristate.NO,
    )
    actions.correct_citizen(
        by=by, case=case, version=seen_version(case), known=known, reason=REASON
    )
    concern = Concern.objects.for_actor(by).select_related("case").filter(case=case).first()
    assert concern is not None
    said = {"summary": "Skolen og klubben er bekymrede"}
    actions.correct_concern(
        by=by, concern=concern, version=_now(case), said=said, danger={}, reason=REASON
    )
    asked = actions.ask_information(by=by, case=case, authority="Skolen", question="Trivsel?")
    actions.record_information(by=by, request=asked, said=inquiries.replied())
    said = inquiries.replied(answer="Bedre")
    actions.correct_information(by=by, request=asked, version=1, said=said, reason=REASON)
    actions.correct_record(
        by=by, record=asked, version=2, said={"authority": "Klubben"}, reason=REASON
    )
    for number in range(2):
        again = inquiries.asked(by, case)
        sent = inquiries.sent(by, again, told=[Told.NAME, Told.NOBODY][number])
    actions.withdraw_inquiry(by=by, inquiry=sent, reason=REASON)
    yes = actions.record_consent(by=by, case=case, said=answered())
    actions.withdraw_consent(by=by, consent=yes, withdrawn_on=clock.today(), way=ConsentWay.WRITTEN)
    given = tasks.task(by, case)
    want = tasks.wanted(by, text="Ring igen")
    actions.change_task(by=by, task=given, version=0, wanted=want)
    actions.finish_task(by=by, task=given)
    actions.cancel_task(by=by, task=tasks.task(by, case), reason=REASON)
    actions.acknowledge(by=by, concern=concern, answer=Acknowledged.NOT_GIVEN, words=REASON)
    later = clock.today() + timedelta(days=100)
    moved_deadline(by, case, DeadlineStep.EXTENDED, day=later)
    actions.decide_notice(
        by=by, case=case, version=_now(case), decision=NoticeDecision.NOT_NEEDED, reason=REASON
    )


def _joins(by: Any) -> None:
    pair = [new_case(by, citizen(name=name)) for name in ("Kaja Attrapsen", "Birk Modelsen")]
    case, other = (
        Case.objects.for_actor(by).select_related("subject").get(pk=one.pk) for one in pair
    )
    version = both_versions(case, other)
    made = actions.join_citizens(
        by=by, case=case, other=other, version=version, take=(), reason=REASON
    )
    _joins_cases(by, case, other)
    actions.undo_join(by=by, case=case, join=made, reason=REASON)


def _joins_cases(by: Any, *pair: Case) -> None:
    case, other = (
        Case.objects.for_actor(by).select_related("subject").get(pk=one.pk) for one in pair
    )
    version = both_versions(case, other)
    made = actions.join_cases(by=by, case=case, other=other, version=version, reason=REASON)
    actions.undo_case_join(by=by, case=case, join=made, reason=REASON)


def _share(by: Any, case: Case) -> Disclosure:
    return actions.share(
        by=by,
        case=case,
        items=["identity-name"],
        legal_basis=LegalBasis.RPL_115_1,
        necessity="Politiet skal kunne genkende borgeren.",
        expires_on=clock.today() + timedelta(days=30),
        acknowledged=True,
        citizen_informed=Tristate.YES,
    )


def _report(reporter: Person) -> Report:
    return actions.report_concern(
        by=reporter.actor,
        danger=NO_DANGER,
        police_contacted_at=None,
        observed="Set i skolegården",
        knowledge=Knowledge.FIRST_HAND,
    )


def _answer(by: Any, case: Case, first: Report, second: Report) -> None:
    actions.answer_report(
        by=by, report=first, outcome=ReportOutcome.NO_CONCERN, answer="Tak.", reason=REASON
    )
    actions.put_on_case(
        by=by,
        report=second,
        case=case,
        referrer_type=ReferrerType.SCHOOL,
        citizen_informed=Tristate.YES,
        legal_ground="Databeskyttelsesforordningen art. 6",
    )


def _handing(by: Any, case: Case) -> dict[str, Any]:
    return {
        "by": by,
        "case": case,
        "items": ["identity-name"],
        "legal_basis": LegalBasis.FVL_28,
        "necessity": "Der er trusler, som politiet skal efterforske.",
        "expires_on": clock.today() + timedelta(days=30),
        "acknowledged": True,
        "citizen_informed": Tristate.YES,
    }


def _screen(by: Any, case: Case) -> None:
    due_on = clock.today() + timedelta(days=14)
    ordered = actions.order_screening(by=by, case=case, due_on=due_on, with_police=True)
    complete(by=by, screening=ordered, profile="high", seed=1)
    actions.record_judgement(by=by, case=case)
    actions.record_judgement(by=by, case=case)


def _end(by: Any, case: Case) -> Case:
    until = clock.today() + timedelta(days=9)
    case = actions.pause(by=by, case=case, version=_now(case), until=until, reason=REASON)
    case = actions.resume(by=by, case=case, version=case.version)
    actions.review(
        by=by,
        case=case,
        held_on=clock.today(),
        change="Bedre",
        citizen_view="Bedre",
        decision=ReviewDecision.CLOSE,
    )
    measure = case.measures.get()
    actions.update_measure(
        by=by,
        measure=measure,
        version=measure.version,
        status=MeasureStatus.COMPLETED,
        goal=measure.goal,
        owner_name=measure.owner_name,
        outcome=Outcome.BETTER,
    )
    return case


def _erasable(lead: Person) -> Case:
    case, by = closed(lead), lead.actor
    until = clock.today() + timedelta(days=30)
    actions.hold_erasure(by=by, case=case, version=_now(case), until=until, reason=REASON)
    actions.release_hold(by=by, case=case)
    actions.propose_erasure(
        by=by, case=case, version=_now(case), archiving=Archiving.DISCARD, reference=""
    )
    return case


def _now(case: Case) -> int:
    return int(rows_of(Case).values_list("version", flat=True).get(pk=case.pk))


def test_every_action_leaves_exactly_one_event(world: World, ledger: Ledger) -> None:
    lead, leader = world.person(HOME, Role.COORDINATOR), world.person(HOME, Role.LEADER)
    worker, officer = world.person(HOME, Role.CASEWORKER), world.person(HOME_DISTRICT, Role.OFFICER)
    by = lead.actor
    with world.person(HOME, Role.REPORTER).acts() as ledger.collector:
        reports = [_report(world.person(HOME, Role.REPORTER)) for _time in range(2)]
    world.person(HOME_DISTRICT, Role.POLICE_COORDINATOR)
    with lead.acts() as ledger.collector:
        case = to_active(lead)
        _questions(by, case)
        _joins(by)
        shared = _share(by, case)
        _meetings(lead, case)
        other = new_case(by, citizen(name="Ea Attrapsen"))
        _answer(by, other, *reports)
        given = actions.hand_over(**_handing(by, other))
        _screen(by, case)
        _notes_and_people(by, case, worker)
    _after_meeting(world.person(HOME_DISTRICT, Role.POLICE_COORDINATOR), ledger)
    with officer.acts() as ledger.collector:
        items = list(DisclosureItem.objects.for_actor(officer.actor))
        for package in (shared, given):
            mine = [item for item in items if item.disclosure_id == package.pk]
            actions.receive(by=officer.actor, disclosure=package, items=mine)
        actions.answer_share(by=officer.actor, disclosure=shared, reply=ShareAnswer.USED)
        actions.answer_hand_over(
            by=officer.actor, disclosure=given, reply=HandOverReply.REFUSED, reason=REASON
        )
    with lead.acts() as ledger.collector:
        actions.check_share(by=by, share=shared.pk)
        actions.withdraw(by=by, disclosure=shared, reason="Ikke længere nødvendigt")
        case = _end(by, case)
        actions.ask_approval(by=by, case=case)
    with leader.acts() as ledger.collector:
        actions.approve_closing(by=leader.actor, case=case, reason=REASON)
    with lead.acts() as ledger.collector:
        case = actions.close(
            by=by,
            case=case,
            version=_now(case),
            reason=ClosureReason.IMPROVED,
            assessment="Borgeren er kommet i arbejde.",
        )
        case = checked(by, checked(by, case), ends=True)
        actions.reopen(by=by, case=case, version=case.version, reason="Ny oplysning")
        old = _erasable(lead)
    with leader.acts() as ledger.collector:
        actions.erase(by=leader.actor, case=old, version=_now(old))

    assert set(ledger.events) == CHANGES
    # A question that a closing takes back, and the beginning of the aftercare, which its first
    # check brings, are events of their own beside it.
    assert {name: set(counts) for name, counts in ledger.events.items()} == {
        name: {1} for name in ledger.events
    } | {"close": {1, 2}, "check_aftercare": {1, 2}}


def test_registering_leaves_one_event(world: World) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts() as collector:
        new_case(lead.actor)
        assert [event["action"] for event in collector.events] == ["case.register"]


def test_no_level_is_written_before_one_is_locked(world: World) -> None:
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        case = new_case(lead.actor)
        with pytest.raises(Invalid, match="ikke låst en vurdering"):
            actions.record_judgement(by=lead.actor, case=case)
    answer = lead.browser().post(f"/sager/{case.pk}/vurderinger/noter/", follow=True)
    assert "Der er ikke låst en vurdering af sagen endnu." in answer.content.decode()
    with lead.acts():
        assert Case.objects.for_actor(lead.actor).get(pk=case.pk).state == State.RECEIVED
