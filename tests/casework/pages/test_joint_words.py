"""What the pages of meetings say of their day, of who is there already, and of a second window."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from casework import actions
from casework.models import Case, JointDecision, JointMeeting
from stopext.access import clock
from stopext.access.roles import Role
from stopext.web.dates import format_datetime
from tests.casework import joint
from tests.casework.pages.browsing import hidden_fields, saved, send, text_of, url
from tests.casework.pages.test_joint_pages import plan, read
from tests.casework.samples import another_case
from tests.support.world import HOME, HOME_DISTRICT, Person, World


@pytest.fixture
def lead(world: World) -> Person:
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def police(world: World) -> Person:
    return world.person(HOME_DISTRICT, Role.POLICE_COORDINATOR)


def at_nine(lead: Person) -> tuple[datetime, JointMeeting]:
    """A meeting at nine o'clock of a day that has been."""
    nine = timezone.localtime(clock.now() - timedelta(days=3)).replace(hour=9, minute=0)
    with clock.at(nine - timedelta(days=4)), lead.acts():
        case = another_case(lead.actor, "Birk Modelsen")
        joint.shared(lead.actor, case)
        return nine, joint.planned(lead.actor, case, planned_at=nine)


def test_a_meeting_of_today_is_to_come_until_it_has_minutes(lead: Person, police: Person) -> None:
    nine, made = at_nine(lead)
    past = f"{url('own_meetings')}?show=past"

    def listed(*, at: datetime) -> tuple[bool, bool]:
        with clock.at(at):
            browser = police.browser()
            pages = [text_of(browser.get(there)) for there in (url("own_meetings"), past)]
        ahead, behind = (made.case_number in page for page in pages)
        return ahead, behind

    with clock.at(nine - timedelta(hours=1)):
        start = text_of(police.browser().get("/start/"))
    assert f"Møde i dag kl. 09.00 om sag {made.case_number}" in start
    assert "frist" not in start.lower().partition("kommende møder")[2].partition("</section>")[0]
    assert listed(at=nine - timedelta(hours=1)) == (True, False)
    later = nine + timedelta(hours=2)
    assert listed(at=later) == (True, False)
    with clock.at(later):
        assert "Referat mangler" in read(lead, "joint_meeting", made.pk)
        assert "Referat mangler" in read(lead, "joint_meetings", made.case_id)
        with lead.acts():
            actions.write_minutes(by=lead.actor, meeting=made, version=0, text="Skolen fortalte.")
        assert "Referat mangler" not in read(lead, "joint_meeting", made.pk)
    assert listed(at=later) == (False, True)


def test_one_that_was_called_off_stands_among_the_others(lead: Person) -> None:
    made = joint.shared_and_planned(lead)
    with lead.acts():
        actions.cancel_meeting(by=lead.actor, meeting=made, reason="Aflyst")
    browser = lead.browser()
    assert made.case_number not in text_of(browser.get(url("own_meetings")))
    assert made.case_number in text_of(browser.get(f"{url('own_meetings')}?show=past"))


def test_who_is_invited_already_is_named(world: World, lead: Person) -> None:
    made, leader = joint.shared_and_planned(lead), world.person(HOME, Role.LEADER)
    joint.invited(lead, made, leader)
    said = {"person": str(leader.membership.pk), "legal_basis": "rpl_115_1"}
    texts = {"reason": "Igen", "brings": "Det set", "sees": "Dagsordenen"}
    refused = send(lead.browser(), url("joint_invite", made.pk), **said, **texts)
    assert refused.status_code == 422
    assert f"{leader.actor.name} er allerede indbudt." in text_of(refused)


def test_what_is_refused_leads_back_to_the_meeting(lead: Person) -> None:
    made = joint.shared_and_planned(lead)
    for name in ("joint_write", "joint_approve", "joint_decide", "joint_attendance"):
        answer = lead.browser().get(url(name, made.pk))
        assert answer.status_code == 403
        assert f'<li><a href="{url("joint_meeting", made.pk)}">' in text_of(answer)


def test_ones_own_second_window_is_nobody_else(lead: Person, police: Person) -> None:
    made = joint.begun(lead)
    address = url("joint_write", made.pk)
    for person, words in (
        (lead, "Du har selv gemt her i et andet vindue"),
        (police, f"{lead.actor.name} har gemt her"),
    ):
        browser = person.browser()
        opened = hidden_fields(text_of(browser.get(address)))
        saved(lead.browser(), address, text=f"Skrevet før {person.actor.role}")
        late = browser.post(address, {**opened, "text": "Sent"})
        assert late.status_code == 409
        assert words in text_of(late)


def test_a_second_meeting_is_planned_only_when_one_says_so(lead: Person) -> None:
    with lead.acts():
        case = another_case(lead.actor, "Birk Modelsen")
        joint.shared(lead.actor, case)
    address, browser = url("joint_plan", case.pk), lead.browser()
    two = [hidden_fields(text_of(browser.get(address))) for _window in range(2)]
    assert browser.post(address, two[0] | plan()).status_code == 302
    warned = browser.post(address, two[1] | plan(days=8))
    with lead.acts():
        first = JointMeeting.objects.for_actor(lead.actor).get()
    assert warned.status_code == 422
    assert f"planlagt et møde den {format_datetime(first.planned_at)}" in text_of(warned)
    saved(browser, address, **plan(days=8), another="on")
    with lead.acts():
        assert JointMeeting.objects.for_actor(lead.actor).filter(case=case).count() == 2


def test_a_decision_from_an_older_window_is_not_recorded_beside_the_new(
    lead: Person, police: Person
) -> None:
    made = joint.begun(lead)
    joint.approved(lead, police, made)
    address, browser = url("joint_decide", made.pk), lead.browser()
    opened = hidden_fields(text_of(browser.get(address)))
    saved(browser, address, outcome="start", reason="Vi begynder")
    late = browser.post(address, {**opened, "outcome": "start", "reason": "Vi begynder igen"})
    assert late.status_code == 409
    assert "Vi begynder igen" in text_of(late)
    with lead.acts():
        assert JointDecision.objects.for_actor(lead.actor).count() == 1


def test_who_is_invited_later_does_not_read_earlier_minutes(
    world: World, lead: Person, police: Person
) -> None:
    officer, made = world.person(HOME_DISTRICT, Role.OFFICER), joint.begun(lead)
    joint.approved(lead, police, made)
    with lead.acts():
        later = joint.planned(lead.actor, Case.objects.for_actor(lead.actor).get(pk=made.case_id))
    joint.invited(police, later, officer)
    assert url("joint_meeting", made.pk) not in read(officer, "joint_meeting", later.pk)
    for name in ("joint_meeting", "joint_minutes", "joint_print"):
        assert officer.browser().get(url(name, made.pk)).status_code == 404
