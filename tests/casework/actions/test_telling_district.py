"""Who is told of a meeting with the police district: those of the other side who take part."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from casework import actions
from casework.models import Disclosure, JointMeeting
from stopext.access import clock
from stopext.access.roles import Role
from stopext.accounts.models import Authority
from stopext.notifications.models import Notice
from stopext.notifications.reading import in_words
from stopext.web.dates import format_datetime
from tests.casework import joint
from tests.casework.pages.browsing import text_of, url
from tests.casework.test_walls import refused
from tests.support.world import HOME, HOME_DISTRICT, NEIGHBOUR, Person, World, make_person


@pytest.fixture
def lead(world: World) -> Person:
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def police(world: World) -> Person:
    return world.person(HOME_DISTRICT, Role.POLICE_COORDINATOR)


@pytest.fixture
def officer(world: World) -> Person:
    return world.person(HOME_DISTRICT, Role.OFFICER)


@pytest.fixture
def meeting(lead: Person, police: Person) -> JointMeeting:
    """Planned when there is a police coordinator to tell."""
    return joint.shared_and_planned(lead)


def told(person: Person) -> list[str]:
    """What somebody's notices say of meetings, in the order of the alphabet."""
    with person.acts():
        rows = list(Notice.objects.for_actor(person.actor).filter(kind__startswith="meeting"))
        return sorted(shown.line.text for shown in in_words(person.actor, rows))


def kinds(person: Person) -> list[str]:
    with person.acts():
        rows = Notice.objects.for_actor(person.actor).filter(kind__startswith="meeting")
        return sorted(row.kind for row in rows)


def test_the_coordinator_and_invitees_of_the_district_are_told_what_happened(
    lead: Person, police: Person, officer: Person, meeting: JointMeeting
) -> None:
    joint.invited(police, meeting, officer)
    number = meeting.case_number
    with lead.acts():
        actions.move_meeting(
            by=lead.actor,
            meeting=meeting,
            version=1,
            planned_at=clock.now() + timedelta(days=9),
            place="Rådhuset",
            agenda=joint.AGENDA,
            reason="Lokalet er optaget.",
        )
        actions.cancel_meeting(by=lead.actor, meeting=meeting, reason="Ikke nødvendigt mere.")

    planned = f"Der er planlagt et møde i infohuset om sag {number}"
    after = [
        f"Mødet i infohuset om sag {number} er aflyst",
        f"Mødet i infohuset om sag {number} er ændret",
    ]
    assert told(police) == [planned, *after]
    assert told(officer) == [f"Du er indbudt til møde i infohuset om sag {number}", *after]
    assert told(lead) == []


def test_minutes_are_told_to_who_approves_them_on_the_other_side(
    lead: Person, police: Person, officer: Person
) -> None:
    _ = told(police)
    meeting = joint.begun(lead)
    joint.invited(police, meeting, officer)
    waits = f"Referatet af mødet om sag {meeting.case_number} venter på jeres godkendelse"
    with lead.acts():
        actions.write_minutes(by=lead.actor, meeting=meeting, version=0, text="Skolen fortalte.")
    assert (waits in told(police), waits in told(officer), told(lead)) == (True, False, [])
    with police.acts():
        actions.write_minutes(by=police.actor, meeting=meeting, version=1, text="Vi fortalte.")
    assert told(lead) == [waits]
    with lead.acts():
        actions.write_minutes(by=lead.actor, meeting=meeting, version=2, text="Begge fortalte.")
    # What was written over asks for nothing.
    assert (told(police).count(waits), told(lead)) == (1, [])


def test_minutes_wait_no_longer_when_they_are_approved(lead: Person, police: Person) -> None:
    district = Authority.objects.get(pk=HOME_DISTRICT)
    colleague = make_person(district, Role.POLICE_COORDINATOR, nth="_2")
    meeting = joint.begun(lead)
    waits = f"Referatet af mødet om sag {meeting.case_number} venter på jeres godkendelse"
    with lead.acts():
        actions.write_minutes(by=lead.actor, meeting=meeting, version=0, text="Skolen fortalte.")
    assert (told(police).count(waits), told(colleague).count(waits)) == (1, 1)
    with police.acts():
        actions.approve_minutes(by=police.actor, meeting=meeting, version=1)
        mine = Notice.objects.for_actor(police.actor).filter(about=meeting.pk)
        assert not mine.filter(read_at__isnull=True).exists()
    assert (waits in told(police), waits in told(colleague)) == (False, False)
    # Nobody says for the colleague that she has read it.
    with colleague.acts():
        assert Notice.objects.for_actor(colleague.actor).filter(read_at__isnull=True).exists()


def test_the_end_of_the_last_share_is_said_before_and_told_after(
    lead: Person, police: Person, officer: Person, meeting: JointMeeting
) -> None:
    joint.invited(police, meeting, officer)
    browser = lead.browser()
    with lead.acts():
        actions.plan_meeting(
            by=lead.actor,
            case=meeting.case,
            planned_at=meeting.planned_at + timedelta(days=1),
            place="Rådhuset",
            agenda=joint.AGENDA,
            another=True,
        )
        (row,) = Disclosure.objects.for_actor(lead.actor).filter(case=meeting.case_id)
    page = url("withdraw", meeting.case_id, row.pk)
    warns = f"ikke længere se møderne om sagen: {format_datetime(meeting.planned_at)}"
    with lead.acts():
        other = joint.shared(lead.actor, meeting.case)
    assert warns not in text_of(browser.get(page))
    with lead.acts():
        actions.withdraw(by=lead.actor, disclosure=other, reason="Ikke nødvendig.")
    assert "meeting_unseen" not in kinds(police)

    assert warns in text_of(browser.get(page))
    with lead.acts():
        actions.withdraw(by=lead.actor, disclosure=row, reason="Ikke nødvendig.")

    for person in (police, officer):
        assert kinds(person)[-1] == "meeting_unseen"
        assert told(person) == [
            "Et møde i infohuset kan ikke længere ses her: kommunen deler intet i sagen nu"
        ]
        assert len([kind for kind in kinds(person) if kind == "meeting_unseen"]) == 1
    gone = police.browser().get(url("joint_meeting", meeting.pk))
    assert (gone.status_code, "din adgang er slut" in text_of(gone)) == (404, True)
    assert "Politiet ser ikke mødet" in text_of(browser.get(url("joint_meeting", meeting.pk)))
    with lead.acts():
        joint.shared(lead.actor, meeting.case)
    assert f"Der er planlagt et møde i infohuset om sag {meeting.case_number}" in told(police)
    assert not [line for line in told(police) if "ikke længere ses" in line]


def test_nobody_tells_of_a_meeting_that_is_not_hers(
    world: World, lead: Person, police: Person, meeting: JointMeeting
) -> None:
    before = kinds(police)
    for person in (world.person(NEIGHBOUR, Role.COORDINATOR), lead):
        kind = "case_danger" if person is lead else "meeting"
        with person.acts(), connection.cursor() as cursor:
            cursor.execute(
                "select sec.tell_district(%s::uuid[], %s, 'x', true)", [[meeting.pk], kind]
            )
    with police.acts():
        assert refused("select sec.tell_district(%s::uuid[], 'meeting', 'x', true)", [meeting.pk])
        # Nobody of the municipality but who planned it.
        assert refused(
            "insert into notifications_notice (id, authority_id, user_id, kind, about, occasion,"
            " made_at) values (gen_random_uuid(), %s, %s, 'meeting', %s, 'x', now())",
            HOME,
            police.actor.user_id,
            meeting.pk,
        )
    assert kinds(police) == before
