"""A meeting of the info-house: what each side may, what both sign, and what ends it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from casework import actions
from casework.models import Case, Disclosure, JointApproval, JointPaper
from casework.queries.facts import met_gates
from casework.queries.joint import decisions, people, plans, record
from casework.rules.codes import DecisionOutcome
from casework.rules.joint import Attended, MeetingStatus
from casework.rules.legal import LegalBasis
from casework.rules.workflow import Gate
from stopext.access import clock
from stopext.access.errors import Conflict, Invalid, NotYourRole, Refused
from stopext.access.roles import Role
from stopext.accounts.models import Membership
from stopext.notifications.models import Notice
from tests.casework import joint
from tests.casework.samples import new_case
from tests.support.rows import rows_of
from tests.support.world import FAR_DISTRICT, HOME, HOME_DISTRICT, NEIGHBOUR, Person, World


@pytest.fixture
def lead(world: World) -> Person:
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def police(world: World) -> Person:
    return world.person(HOME_DISTRICT, Role.POLICE_COORDINATOR)


@pytest.fixture
def officer(world: World) -> Person:
    return world.person(HOME_DISTRICT, Role.OFFICER)


def withdraw_all(lead: Person, case_id: object) -> None:
    """Nothing of the case is shared any more."""
    with lead.acts():
        rows = Disclosure.objects.for_actor(lead.actor).filter(case=case_id)
        for row in rows.select_related("case"):
            actions.withdraw(by=lead.actor, disclosure=row, reason="Ikke længere nødvendigt.")


def test_a_meeting_rests_on_what_is_shared(lead: Person) -> None:
    with lead.acts():
        case = new_case(lead.actor)
        with pytest.raises(Refused, match="Del først"):
            joint.planned(lead.actor, case)
        joint.shared(lead.actor, case)
        with pytest.raises(Invalid, match="senere end nu"):
            joint.planned(lead.actor, case, planned_at=clock.now())
        with pytest.raises(Invalid, match="dagsordenen"):
            joint.planned(lead.actor, case, agenda=" ")
        made = joint.planned(lead.actor, case)
        assert made.status == MeetingStatus.PLANNED
        assert plans(lead.actor, made)[0].points == ["Skolens bekymring", "Hvad ved politiet?"]


def test_who_sees_a_meeting(world: World, lead: Person, police: Person, officer: Person) -> None:
    made = joint.shared_and_planned(lead)

    assert joint.seen(police, made)
    assert joint.seen(world.person(HOME, Role.LEADER), made)
    for person in (
        officer,
        world.person(HOME, Role.CASEWORKER),
        world.person(NEIGHBOUR, Role.COORDINATOR),
        world.person(FAR_DISTRICT, Role.POLICE_COORDINATOR),
        world.person(FAR_DISTRICT, Role.OFFICER),
    ):
        assert joint.seen(person, made) is None
    asked = joint.invited(police, made, officer)
    assert joint.seen(officer, made)
    with police.acts():
        actions.end_invitation(by=police.actor, invitee=asked)
    assert joint.seen(officer, made) is None


def test_an_invitee_is_told_once_and_without_a_word_of_the_case(
    lead: Person, police: Person, officer: Person
) -> None:
    made = joint.shared_and_planned(lead)
    joint.invited(police, made, officer)

    with officer.acts():
        [notice] = Notice.objects.for_actor(officer.actor).filter(kind="meeting")
        assert notice.about == made.pk
    with lead.acts():
        actions.move_meeting(
            by=lead.actor,
            meeting=made,
            version=1,
            planned_at=clock.now() + timedelta(days=9),
            place="Politigården",
            agenda=joint.AGENDA,
            reason="Lokalet er optaget",
        )
    page = officer.browser().get("/start/").content.decode()
    assert made.case_number in page


def test_who_loses_her_role_loses_the_meeting(
    world: World, lead: Person, police: Person, officer: Person
) -> None:
    made, worker = joint.shared_and_planned(lead), world.person(HOME, Role.CASEWORKER)
    with lead.acts():
        case = Case.objects.for_actor(lead.actor).get(pk=made.case_id)
        put_on = actions.add_colleague(by=lead.actor, case=case, membership_id=worker.membership.pk)
    joint.invited(police, made, officer)
    joint.invited(lead, made, worker)
    address = f"/sager/moeder/{made.pk}/"
    assert officer.browser().get(address).status_code == 200
    assert worker.browser().get(address).status_code == 200

    with lead.acts():
        actions.remove_colleague(by=lead.actor, assignment=put_on)
    browser = officer.browser()
    rows_of(Membership).filter(pk=officer.membership.pk).update(active=False)
    assert worker.browser().get(address).status_code == 404
    assert browser.get(address).status_code != 200


def test_only_those_who_may_read_the_case_are_invited(
    world: World, lead: Person, police: Person, officer: Person
) -> None:
    made, worker = joint.shared_and_planned(lead), world.person(HOME, Role.CASEWORKER)
    item = joint.items_of(lead, made)[0].pk
    with lead.acts():
        for person in (worker, officer):
            with pytest.raises(Invalid, match="kan ikke længere se sagen"):
                actions.invite(
                    by=lead.actor, meeting=made, said=joint.said(), person=person.membership
                )
        with pytest.raises(Invalid, match="funktion"):
            actions.invite(by=lead.actor, meeting=made, said=joint.said(), person=None)
        guest = actions.invite(
            by=lead.actor, meeting=made, said=joint.said(outside="Overlæge"), person=None
        )
        assert str(guest) == "Overlæge"
        with pytest.raises(Invalid, match="papirer"):
            actions.choose_papers(by=lead.actor, invitee=guest, version=0, papers=[item])
        for basis in (LegalBasis.CONSENT, LegalBasis.CHILD_NOTICE, LegalBasis.CHILD_SSD):
            unfit = joint.said(outside="Skoleleder", legal_basis=basis)
            with pytest.raises(Invalid, match="grundlag"):
                actions.invite(by=lead.actor, meeting=made, said=unfit, person=None)
    with police.acts(), pytest.raises(Refused, match="anden myndighed"):
        actions.end_invitation(by=police.actor, invitee=guest)


def test_papers_are_the_invitees_own_and_go_with_the_sharing(
    world: World, lead: Person, police: Person, officer: Person
) -> None:
    made = joint.shared_and_planned(lead)
    first, second, *_rest = joint.items_of(police, made)
    joint.invited(police, made, officer, papers=[first.pk, second.pk])
    leader = world.person(HOME, Role.LEADER)
    joint.invited(lead, made, leader, papers=[second.pk])

    def papers(person: Person) -> list[list[str]]:
        with person.acts():
            return [[i.title for i in one.papers] for one in people(person.actor, made)]

    assert papers(officer) == [[], [first.title, second.title]]
    assert papers(police) == papers(lead) == [[second.title], [first.title, second.title]]
    with clock.at(clock.now() + timedelta(days=40)):
        assert papers(lead) == [[], []]
    with lead.acts():
        case = Case.objects.for_actor(lead.actor).get(pk=made.case_id)
        joint.shared(lead.actor, case)
        old = Disclosure.objects.for_actor(lead.actor).select_related("case").earliest("at")
        actions.withdraw(by=lead.actor, disclosure=old, reason="Ikke længere nødvendigt.")
    assert papers(officer) == papers(police) == papers(lead) == [[], []]
    assert joint.seen(officer, made)


def test_nothing_shared_any_more_ends_the_districts_sight_but_not_of_what_both_approved(
    lead: Person, police: Person, officer: Person
) -> None:
    open_one, done = joint.begun(lead), joint.begun(lead)
    joint.invited(police, done, officer)
    joint.approved(lead, police, done)
    for one in (open_one, done):
        withdraw_all(lead, one.case_id)

    assert joint.seen(police, open_one) is None
    assert joint.seen(lead, open_one)
    assert joint.seen(police, done)
    assert joint.seen(officer, done)
    with officer.acts():
        found = record(officer.actor, done)
        assert found.latest is not None
        assert found.latest.text == "Skolen fortalte."


def test_both_sign_the_same_text_and_then_it_stands(lead: Person, police: Person) -> None:
    made = joint.begun(lead)
    with lead.acts():
        with pytest.raises(Invalid, match="ikke skrevet noget referat"):
            actions.approve_minutes(by=lead.actor, meeting=made, version=0)
        actions.write_minutes(by=lead.actor, meeting=made, version=0, text="Først")
        actions.approve_minutes(by=lead.actor, meeting=made, version=1)
        with pytest.raises(Conflict, match="allerede godkendt"):
            actions.approve_minutes(by=lead.actor, meeting=made, version=1)
    with police.acts():
        with pytest.raises(Conflict, match="mens du skrev"):
            actions.write_minutes(by=police.actor, meeting=made, version=0, text="Samtidig")
        actions.write_minutes(by=police.actor, meeting=made, version=1, text="Rettet")
        assert record(police.actor, made).approvals == []
        assert actions.approve_minutes(by=police.actor, meeting=made, version=2).locked_at is None
    with lead.acts():
        with pytest.raises(Conflict, match="Læs det igen"):
            actions.approve_minutes(by=lead.actor, meeting=made, version=1)
        with pytest.raises(Refused, match="ikke godkendt"):
            actions.add_to_minutes(by=lead.actor, meeting=made, text="For tidligt")
        done = actions.approve_minutes(by=lead.actor, meeting=made, version=2)
        assert done.status == MeetingStatus.APPROVED
        with pytest.raises(Refused, match="ligger fast"):
            actions.write_minutes(by=lead.actor, meeting=made, version=2, text="Igen")
        actions.add_to_minutes(by=lead.actor, meeting=made, text="Tilføjet")
        found = record(lead.actor, made)
        assert found.latest is not None
        assert found.latest.text == "Rettet"
        assert [one.text for one in found.additions] == ["Tilføjet"]
        assert [one.text for one in found.earlier] == ["Først"]
        assert JointApproval.objects.for_actor(lead.actor).count() == 3


def test_a_meeting_with_minutes_is_neither_moved_nor_cancelled(lead: Person) -> None:
    made = joint.begun(lead)
    given: dict[str, Any] = {"place": "Politigården", "agenda": "Kun ét punkt", "reason": "Sygdom"}
    later = clock.now() + timedelta(days=12)
    with lead.acts():
        actions.write_minutes(by=lead.actor, meeting=made, version=0, text="Skolen fortalte.")
        with pytest.raises(Refused, match="skrevet referat"):
            actions.move_meeting(by=lead.actor, meeting=made, version=1, planned_at=later, **given)
        with pytest.raises(Refused, match="skrevet referat"):
            actions.cancel_meeting(by=lead.actor, meeting=made, reason="Nej")
        assert len(plans(lead.actor, made)) == 1


def test_who_took_part_stands_from_the_first_approval_until_minutes_are_written_anew(
    world: World, lead: Person, police: Person, officer: Person
) -> None:
    made, leader = joint.begun(lead), world.person(HOME, Role.LEADER)
    asked = joint.invited(lead, made, leader)
    came: list[Any] = [(asked, Attended.CAME, "")]
    with lead.acts():
        actions.write_minutes(by=lead.actor, meeting=made, version=0, text="Skolen fortalte.")
        actions.approve_minutes(by=lead.actor, meeting=made, version=1)
        approved = f"{lead.actor.name} har godkendt"
        with pytest.raises(Refused, match=approved):
            actions.record_attendance(by=lead.actor, meeting=made, version=0, said=came)
        with pytest.raises(Refused, match=approved):
            actions.end_invitation(by=lead.actor, invitee=asked)
        with pytest.raises(Refused, match=approved):
            actions.choose_papers(by=lead.actor, invitee=asked, version=0, papers=[])
    with pytest.raises(Refused, match=approved):
        joint.invited(police, made, officer)
    with police.acts():
        actions.write_minutes(by=police.actor, meeting=made, version=1, text="Rettet")
    joint.invited(police, made, officer)
    with lead.acts():
        actions.record_attendance(by=lead.actor, meeting=made, version=0, said=came)


def test_nobody_approves_what_the_district_cannot_read(lead: Person) -> None:
    made = joint.begun(lead)
    with lead.acts():
        actions.write_minutes(by=lead.actor, meeting=made, version=0, text="Skolen fortalte.")
    withdraw_all(lead, made.case_id)
    with lead.acts():
        with pytest.raises(Refused, match="dele igen"):
            actions.approve_minutes(by=lead.actor, meeting=made, version=1)
        joint.shared(lead.actor, Case.objects.for_actor(lead.actor).get(pk=made.case_id))
        assert actions.approve_minutes(by=lead.actor, meeting=made, version=1).locked_at is None


def test_each_authority_decides_for_itself(lead: Person, police: Person) -> None:
    made = joint.begun(lead)
    with lead.acts(), pytest.raises(Refused, match="ikke godkendt"):
        actions.decide_after_meeting(
            by=lead.actor, meeting=made, outcome=DecisionOutcome.START, reason="Hjælp"
        )
    joint.approved(lead, police, made)
    for person, reason in ((lead, "Mentor fra mandag"), (police, "Samtale")):
        with person.acts():
            actions.decide_after_meeting(
                by=person.actor, meeting=made, outcome=DecisionOutcome.START, reason=reason
            )
    for person in (lead, police):
        with person.acts():
            told = [(one.of_municipality, one.reason) for one in decisions(person.actor, made)]
            assert told == [(False, "Samtale"), (True, "Mentor fra mandag")]


def test_a_meeting_that_both_approved_opens_the_gates_of_the_case(
    lead: Person, police: Person
) -> None:
    made = joint.begun(lead)
    gates = {Gate.MEETING_HELD, Gate.JOINT_TEXT, Gate.OWN_DECISION}
    with lead.acts():
        case = Case.objects.for_actor(lead.actor).select_related("subject").get(pk=made.case_id)
        assert not gates & met_gates(case, lead.actor)
    joint.approved(lead, police, made)
    for person in (lead, police):
        with lead.acts():
            assert gates & met_gates(case, lead.actor) == gates - {Gate.OWN_DECISION}
        with person.acts():
            actions.decide_after_meeting(
                by=person.actor, meeting=made, outcome=DecisionOutcome.START, reason="Hjælp"
            )
    with lead.acts():
        assert gates <= met_gates(case, lead.actor)


def test_attendance_is_said_when_the_meeting_has_begun(
    world: World, lead: Person, police: Person
) -> None:
    leader = world.person(HOME, Role.LEADER)
    early = joint.shared_and_planned(lead)
    asked = joint.invited(lead, early, leader)
    came = [(asked, Attended.CAME, "")]
    with lead.acts(), pytest.raises(Invalid, match="ikke begyndt"):
        actions.record_attendance(by=lead.actor, meeting=early, version=0, said=came)
    made = joint.begun(lead)
    asked = joint.invited(lead, made, leader)
    with police.acts():
        sent: list[Any] = [(asked, Attended.STAND_IN, " ")]
        with pytest.raises(Invalid, match="kom i stedet"):
            actions.record_attendance(by=police.actor, meeting=made, version=0, said=sent)
        came = [(asked, Attended.CAME, "")]
        actions.record_attendance(by=police.actor, meeting=made, version=0, said=came)
    with lead.acts():
        sent = [(asked, Attended.STAND_IN, "Souschefen")]
        with pytest.raises(Conflict, match=f"{police.actor.name} har gemt"):
            actions.record_attendance(by=lead.actor, meeting=made, version=0, said=sent)
        actions.record_attendance(by=lead.actor, meeting=made, version=1, said=sent)
        [one] = people(lead.actor, made)
        assert one.attended is not None
        assert one.attended.stand_in == "Souschefen"


def test_the_municipality_moves_and_cancels_with_a_reason_both_read(
    lead: Person, police: Person
) -> None:
    made = joint.shared_and_planned(lead)
    later = clock.now() + timedelta(days=12)
    given: dict[str, Any] = {"planned_at": later, "place": "Politigården", "agenda": "Kun ét punkt"}
    with police.acts(), pytest.raises(NotYourRole):
        actions.cancel_meeting(by=police.actor, meeting=made, reason="Nej")
    with lead.acts():
        with pytest.raises(Invalid, match="hvorfor"):
            actions.move_meeting(by=lead.actor, meeting=made, version=1, reason="", **given)
        actions.move_meeting(by=lead.actor, meeting=made, version=1, reason="Sygdom", **given)
        with pytest.raises(Conflict):
            actions.move_meeting(by=lead.actor, meeting=made, version=1, reason="Igen", **given)
    with police.acts():
        assert [one.reason for one in plans(police.actor, made)] == ["Sygdom", ""]
    with lead.acts():
        with pytest.raises(Invalid, match="aflyses"):
            actions.cancel_meeting(by=lead.actor, meeting=made, reason=" ")
        actions.cancel_meeting(by=lead.actor, meeting=made, reason="Ikke længere brug for det")
        with pytest.raises(Conflict, match="aflyst"):
            actions.cancel_meeting(by=lead.actor, meeting=made, reason="Igen")
    found = joint.seen(police, made)
    assert found is not None
    with police.acts():
        assert found.cancel_reason == "Ikke længere brug for det"


def test_an_invitation_is_ended_with_its_papers_once_and_by_its_own_side(
    world: World, lead: Person, police: Person
) -> None:
    made = joint.shared_and_planned(lead)
    first, second, *_ = joint.items_of(lead, made)
    leader = world.person(HOME, Role.LEADER)
    asked = joint.invited(lead, made, leader, papers=[first.pk])

    with lead.acts():
        asked.meeting = made
        with pytest.raises(Invalid, match=f"{leader.actor.name} er allerede indbudt"):
            actions.invite(by=lead.actor, meeting=made, said=joint.said(), person=leader.membership)
        with pytest.raises(Conflict, match="selv gemt her i et andet vindue"):
            actions.choose_papers(by=lead.actor, invitee=asked, version=9, papers=[second.pk])
        with pytest.raises(Invalid, match="deles ikke længere"):
            actions.choose_papers(by=lead.actor, invitee=asked, version=1, papers=[uuid4()])
        outside = joint.said(outside="Skoleleder, Attrapskolen")
        with pytest.raises(Invalid, match="logge ind"):
            actions.invite(
                by=lead.actor, meeting=made, said=outside, person=None, papers=[first.pk]
            )
        guest = actions.invite(by=lead.actor, meeting=made, said=outside, person=None)
        assert actions.choose_papers(by=lead.actor, invitee=guest, version=0, papers=[]) == guest
        with pytest.raises(Conflict, match="passer ikke til mødet"):
            actions.choose_papers(by=lead.actor, invitee=guest, version=7, papers=[])
        actions.choose_papers(by=lead.actor, invitee=asked, version=1, papers=[])
        with pytest.raises(Conflict, match="selv gemt her i et andet vindue"):
            actions.choose_papers(by=lead.actor, invitee=asked, version=1, papers=[second.pk])
        actions.choose_papers(by=lead.actor, invitee=asked, version=2, papers=[second.pk])
    with police.acts(), pytest.raises(Refused, match="anden myndighed"):
        actions.end_invitation(by=police.actor, invitee=asked)
    with lead.acts():
        actions.end_invitation(by=lead.actor, invitee=asked)
        with pytest.raises(Conflict, match="allerede trukket"):
            actions.end_invitation(by=lead.actor, invitee=asked)
        assert all(paper.ended_at for paper in JointPaper.objects.for_actor(lead.actor))
