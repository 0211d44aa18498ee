"""The pages of a meeting of the info-house, as each side sees them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from casework import actions
from casework.models import Case, Disclosure, JointInvitee, JointMeeting
from casework.rules.legal import LEGAL_BASES, TO_MEET, LegalBasis
from stopext.access import clock
from stopext.access.roles import Role
from stopext.audit.models import AuditEvent
from stopext.web.dates import format_datetime
from tests.casework import joint
from tests.casework.pages.browsing import (
    MOST_QUERIES,
    hidden_fields,
    page_queries,
    saved,
    send,
    text_of,
    url,
)
from tests.casework.samples import new_case
from tests.support.world import HOME, HOME_DISTRICT, Person, World

NONEXISTENT = "28.3.2027"  # the clocks go from 02.00 to 03.00


@pytest.fixture
def lead(world: World) -> Person:
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def police(world: World) -> Person:
    return world.person(HOME_DISTRICT, Role.POLICE_COORDINATOR)


@pytest.fixture
def officer(world: World) -> Person:
    return world.person(HOME_DISTRICT, Role.OFFICER)


def plan(days: int = 7, **changes: Any) -> dict[str, Any]:
    """What is typed to plan a meeting."""
    day = clock.today() + timedelta(days=days)
    usual = {
        "planned_on": day.strftime("%d.%m.%Y"),
        "planned_time": "10.30",
        "place": "Rådhuset",
        "agenda": "Skolen\n\n Politiet ",
    }
    return usual | changes


def read(person: Person, name: str, *args: Any) -> str:
    """A page as somebody reads it."""
    answer = person.browser().get(url(name, *args))
    assert answer.status_code == 200
    return text_of(answer)


def only(lead: Person) -> JointMeeting:
    """The one meeting there is."""
    with lead.acts():
        found: JointMeeting = JointMeeting.objects.for_actor(lead.actor).get()
        return found


def test_from_the_case_to_a_planned_meeting_and_an_invitation(
    lead: Person, police: Person, officer: Person
) -> None:
    with lead.acts():
        case = new_case(lead.actor)
    assert "Del først" in read(lead, "joint_meetings", case.pk)
    assert lead.browser().get(url("joint_plan", case.pk)).status_code == 403
    with lead.acts():
        joint.shared(lead.actor, case)
    assert url("joint_meetings", case.pk) in read(lead, "case", case.pk)
    assert url("joint_plan", case.pk) in read(lead, "joint_meetings", case.pk)
    refused = send(lead.browser(), url("joint_plan", case.pk), **plan(days=-1))
    assert "senere end nu" in text_of(refused)
    there = saved(lead.browser(), url("joint_plan", case.pk), **plan())
    made = only(lead)
    assert there == url("joint_meeting", made.pk)
    for person in (lead, police):
        page = read(person, "joint_meeting", made.pk)
        assert "<li>Skolen</li>" in page
        assert "<li>Politiet</li>" in page
        assert f" om sag {made.case_number}" in text_of(person.browser().get("/start/"))
        assert made.case_number in read(person, "own_meetings")
    assert made.case_number not in read(officer, "own_meetings")
    said = {"person": str(officer.membership.pk), "legal_basis": "rpl_115_1"}
    texts = {"reason": "Kender gaden", "brings": "Det set", "sees": "Dagsordenen"}
    saved(police.browser(), url("joint_invite", made.pk), **said, **texts)
    for person in (lead, police, officer):
        page = read(person, "joint_meeting", made.pk)
        assert all(words in page for words in (*texts.values(), officer.actor.name))
    assert made.case_number in read(officer, "own_meetings")
    assert made.case_number in text_of(officer.browser().get("/nyt/"))


def test_an_hour_that_does_not_come_is_refused(lead: Person) -> None:
    with lead.acts():
        case = new_case(lead.actor)
        joint.shared(lead.actor, case)
    address = url("joint_plan", case.pk)
    answer = send(lead.browser(), address, **plan(planned_on=NONEXISTENT, planned_time="02.30"))
    assert answer.status_code == 422
    assert "bliver aldrig" in text_of(answer)
    saved(lead.browser(), address, **plan(planned_on=NONEXISTENT, planned_time="03.30"))
    local = timezone.localtime(only(lead).planned_at)
    assert (local.hour, local.minute) == (3, 30)


def test_moving_and_cancelling_are_told_to_both(lead: Person, police: Person) -> None:
    made = joint.shared_and_planned(lead)
    new = plan(days=9, place="Politigården", reason="Lokalet er optaget")
    saved(lead.browser(), url("joint_move", made.pk), **new)
    for person in (lead, police):
        page = read(person, "joint_meeting", made.pk)
        assert "Lokalet er optaget" in page
        assert "Tidligere indkaldelse" in page
        assert "Rådhuset, lokale 2" in page
        assert format_datetime(only(lead).planned_at) in page
    assert police.browser().get(url("joint_move", made.pk)).status_code == 404
    saved(lead.browser(), url("joint_cancel", made.pk), reason="Der er ikke brug for det")
    assert "Der er ikke brug for det" in read(police, "joint_meeting", made.pk)
    for name in ("joint_move", "joint_cancel", "joint_invite"):
        assert lead.browser().get(url(name, made.pk)).status_code == 403
    sent = {"reason": "Igen og igen", "idempotency_key": str(uuid4())}
    late = lead.browser().post(url("joint_cancel", made.pk), sent)
    assert late.status_code == 409
    assert "Igen og igen" in text_of(late)


def test_what_a_meeting_may_rest_on_is_explained_and_no_consent_is(lead: Person) -> None:
    page = read(lead, "joint_invite", joint.shared_and_planned(lead).pk)
    for basis in TO_MEET:
        assert f'value="{basis}"' in page
        assert str(LEGAL_BASES[basis].explanation) in page
    for basis in (LegalBasis.CONSENT, LegalBasis.CHILD_NOTICE, LegalBasis.CHILD_SSD):
        assert f'value="{basis}"' not in page


def test_each_side_is_told_in_its_own_words_that_the_sharing_ends(
    lead: Person, police: Person
) -> None:
    with lead.acts():
        case = new_case(lead.actor)
        joint.shared(lead.actor, case, days=3)
        made = joint.planned(lead.actor, case)
    items = joint.items_of(lead, made)
    joint.invited(lead, made, lead, papers=[items[0].pk])
    ours, theirs = read(lead, "joint_meeting", made.pk), read(police, "joint_meeting", made.pk)
    assert "Delingen slutter før mødet" in ours
    assert "Del det nødvendige igen" in ours
    assert "Delingen slutter før mødet" in theirs
    assert "Bed kommunen" in theirs
    assert "Del det nødvendige igen" not in theirs
    assert "<h3>Dagsorden</h3>" in ours
    with clock.at(clock.now() + timedelta(days=5)):
        page = read(lead, "joint_meeting", made.pk)
    assert "Delingen er slut" in page
    assert "Delingen slutter før mødet" not in page
    assert "Kan ikke læses længere: delingen eller samtykket er slut (1)" in page
    assert "Ingen\n" not in page


def test_a_paper_is_read_on_the_page_of_its_sharing(
    world: World, lead: Person, police: Person, officer: Person
) -> None:
    made = joint.shared_and_planned(lead)
    items = joint.items_of(police, made)
    joint.invited(police, made, officer, papers=[items[0].pk])
    leader = world.person(HOME, Role.LEADER)
    joint.invited(lead, made, leader, papers=[items[1].pk])
    with officer.acts():
        titles, text = [items[0].title, items[1].title], items[0].text

    page, there = read(officer, "joint_meeting", made.pk), items[0].disclosure_id
    assert "Dine papirer" in page
    assert f'href="{url("disclosure", there)}"' in page
    assert "Må ikke bruges til efterforskning" in page
    assert "Må ikke bruges til efterforskning" not in read(police, "joint_meeting", made.pk)
    assert titles[1] not in page
    delivery = officer.browser().get(url("disclosure", there))
    officer.browser().post(url("receive", there), hidden_fields(text_of(delivery)))
    assert text in read(officer, "disclosure", there)
    assert text not in read(officer, "joint_meeting", made.pk)
    page = read(leader, "joint_meeting", made.pk)
    assert f'href="{url("shared", made.case_id, there)}"' in page
    page = read(lead, "joint_meeting", made.pk)
    assert all(title in page for title in titles)
    with clock.at(clock.now() + timedelta(days=40)):
        assert all(title not in read(lead, "joint_meeting", made.pk) for title in titles)


def test_papers_are_chosen_item_by_item_and_an_invitation_is_taken_back(
    lead: Person, police: Person, officer: Person
) -> None:
    made = joint.shared_and_planned(lead)
    asked = joint.invited(police, made, officer)
    items = joint.items_of(police, made)
    saved(police.browser(), url("joint_papers", made.pk, asked.pk), papers=[str(items[0].pk)])
    with police.acts():
        title = items[0].title
    assert title in read(officer, "joint_meeting", made.pk)
    assert lead.browser().get(url("joint_papers", made.pk, asked.pk)).status_code == 404
    saved(police.browser(), url("joint_papers", made.pk, asked.pk))
    assert title not in read(officer, "joint_meeting", made.pk)
    saved(police.browser(), url("joint_uninvite", made.pk, asked.pk))
    assert officer.browser().get(url("joint_meeting", made.pk)).status_code == 404
    page = read(lead, "joint_meeting", made.pk)
    assert "Ikke længere indbudt" in page
    assert "Kender borgeren fra skolen" in page
    with police.acts():
        assert JointInvitee.objects.for_actor(police.actor).get().ended_at is not None


def test_minutes_from_attendance_to_two_approvals_and_own_decisions(
    world: World, lead: Person, police: Person
) -> None:
    made = joint.begun(lead)
    asked = joint.invited(lead, made, world.person(HOME, Role.LEADER))
    attended, stand_in = f"attended-{asked.pk}", f"stand_in-{asked.pk}"
    address = url("joint_attendance", made.pk)
    for wrong in ({attended: "stand_in"}, {stand_in: "Souschefen"}):
        assert send(police.browser(), address, **wrong).status_code == 422
    saved(police.browser(), address, **{attended: "stand_in", stand_in: "Souschefen"})
    texts = {
        "text": "Skolen fortalte.",
        "disagreement": "Om netværket",
        "recommendation": "En mentor",
    }
    saved(lead.browser(), url("joint_write", made.pk), **texts)
    for person in (lead, police):
        page = read(person, "joint_minutes", made.pk)
        assert all(words in page for words in (*texts.values(), "Souschefen"))
        assert "Skolen fortalte." in read(person, "joint_approve", made.pk)
        saved(person.browser(), url("joint_approve", made.pk))
    assert lead.browser().get(url("joint_write", made.pk)).status_code == 403
    for person, reason in ((lead, "Vi begynder"), (police, "Vi taler med ham")):
        decision = {"outcome": "start", "reason": reason}
        saved(person.browser(), url("joint_decide", made.pk), **decision)
        saved(person.browser(), url("joint_add", made.pk), text=f"Tilføjet: {reason}")
    for person in (lead, police):
        page = read(person, "joint_minutes", made.pk)
        assert all(f"godkendt af {one.actor.name}" in page for one in (lead, police))
        for reason in ("Vi begynder", "Vi taler med ham"):
            assert reason in page
            assert f"Tilføjet: {reason}" in page
            assert reason in read(person, "joint_meeting", made.pk)


def test_a_print_has_the_minutes_and_only_ones_own_decision_and_says_who_made_it(
    world: World, lead: Person, police: Person
) -> None:
    made = joint.begun(lead)
    items = joint.items_of(lead, made)
    joint.invited(lead, made, lead, papers=[items[0].pk])
    with lead.acts():
        title = items[0].title
    joint.approved(lead, police, made)
    said = {lead: "Vi begynder", police: "Vi taler med ham"}
    for person, reason in said.items():
        decision = {"outcome": "start", "reason": reason}
        saved(person.browser(), url("joint_decide", made.pk), **decision)
        saved(person.browser(), url("joint_add", made.pk), text=f"Tilføjet: {reason}")
    for person, other in ((lead, police), (police, lead)):
        assert url("joint_print", made.pk) in read(person, "joint_meeting", made.pk)
        page = read(person, "joint_print", made.pk)
        there = ("Hvad ved politiet?", "Skolen fortalte.", "En mentor.", "Hentet til udskrift af")
        for words in (*there, f"Tilføjet: {said[other]}"):
            assert words in page
        assert f'<p class="written">{said[person]}' in page
        assert f'<p class="written">{said[other]}' not in page
        assert title not in page
        assert f"{person.actor.name}, " in page
        reviewer = world.person(person.actor.authority_id, Role.LOG_REVIEWER)
        with reviewer.acts():
            rows = AuditEvent.objects.filter(action="meeting.print", object_id=str(made.pk))
            assert [row.user_id for row in rows] == [person.actor.user_id]


def test_the_pages_offer_what_the_minutes_still_allow(
    world: World, lead: Person, police: Person
) -> None:
    made = joint.begun(lead)
    asked = joint.invited(lead, made, world.person(HOME, Role.LEADER))
    address = {name: url(f"joint_{name}", made.pk) for name in ("move", "cancel", "approve")}
    before = read(lead, "joint_meeting", made.pk)
    assert address["move"] in before
    assert address["cancel"] in before
    attended = {f"attended-{asked.pk}": "stand_in", f"stand_in-{asked.pk}": "Souschefen"}
    saved(lead.browser(), url("joint_attendance", made.pk), **attended)
    saved(lead.browser(), url("joint_write", made.pk), text="Skolen fortalte.")
    page = read(lead, "joint_meeting", made.pk)
    for name in ("move", "cancel"):
        assert address[name] not in page
        assert lead.browser().get(address[name]).status_code == 403
    assert "Souschefen" in read(lead, "joint_approve", made.pk)
    saved(lead.browser(), address["approve"])
    assert address["approve"] not in read(lead, "joint_minutes", made.pk)
    assert address["approve"] in read(police, "joint_minutes", made.pk)
    page = read(lead, "joint_meeting", made.pk)
    for name, *more in (("invite",), ("attendance",), ("papers", asked.pk), ("uninvite", asked.pk)):
        there = url(f"joint_{name}", made.pk, *more)
        assert there not in page
        assert lead.browser().get(there).status_code == 403
    with clock.at(clock.now() + timedelta(days=40)):
        assert lead.browser().get(address["approve"]).status_code == 403


def test_minutes_wait_on_the_start_page_of_the_side_that_has_not_approved_them(
    lead: Person, police: Person, officer: Person
) -> None:
    made = joint.begun(lead)
    joint.invited(police, made, officer)
    words = "Referater, I mangler at godkende"

    def waits(*people: Person) -> list[bool]:
        return [words in text_of(one.browser().get("/start/")) for one in people]

    assert waits(lead, police) == [False, False]
    saved(lead.browser(), url("joint_write", made.pk), text="Skolen fortalte.")
    assert waits(lead, police, officer) == [True, True, False]
    saved(lead.browser(), url("joint_approve", made.pk))
    assert waits(lead, police) == [False, True]
    saved(police.browser(), url("joint_write", made.pk), text="Rettet")
    assert waits(lead, police) == [True, True]
    with clock.at(clock.now() + timedelta(days=40)):
        assert waits(lead) == [False]


def test_an_invitee_who_sees_the_case_no_more_is_pointed_out_to_her_coordinator(
    world: World, lead: Person, police: Person
) -> None:
    made, worker = joint.shared_and_planned(lead), world.person(HOME, Role.CASEWORKER)
    with lead.acts():
        case = Case.objects.for_actor(lead.actor).get(pk=made.case_id)
        put_on = actions.add_colleague(by=lead.actor, case=case, membership_id=worker.membership.pk)
    joint.invited(lead, made, worker)
    assert "Kan ikke se mødet" not in read(lead, "joint_meeting", made.pk)
    with lead.acts():
        actions.remove_colleague(by=lead.actor, assignment=put_on)
    assert "Kan ikke se mødet" in read(lead, "joint_meeting", made.pk)
    assert "Kan ikke se mødet" not in read(police, "joint_meeting", made.pk)


def test_minutes_that_changed_are_not_approved_by_an_older_page(
    lead: Person, police: Person
) -> None:
    made, address = joint.begun(lead), ""
    saved(lead.browser(), url("joint_write", made.pk), text="Først")
    browser, address = police.browser(), url("joint_approve", made.pk)
    opened = hidden_fields(text_of(browser.get(address)))
    saved(lead.browser(), url("joint_write", made.pk), text="Noget helt andet")
    answer = browser.post(address, opened)
    assert answer.status_code == 409
    assert "Noget helt andet" in text_of(answer)
    assert "Ingen af de to" in read(police, "joint_minutes", made.pk)


def test_who_took_part_is_approved_as_it_stood_on_the_page(
    lead: Person, police: Person, world: World
) -> None:
    made = joint.begun(lead)
    joint.invited(police, made, world.person(HOME_DISTRICT, Role.OFFICER))
    saved(lead.browser(), url("joint_write", made.pk), text="Skolen fortalte")
    browser, address = police.browser(), url("joint_approve", made.pk)
    opened = hidden_fields(text_of(browser.get(address)))
    attended = lead.browser()
    asked = joint.invited(lead, made, world.person(HOME, Role.LEADER))
    saved(attended, url("joint_attendance", made.pk), **{f"attended-{asked.pk}": "absent"})

    answer = browser.post(address, opened)

    assert answer.status_code == 409
    assert f"{asked}: Deltog ikke" in text_of(answer)
    assert "Ingen af de to" in read(police, "joint_minutes", made.pk)
    again = hidden_fields(text_of(browser.get(address)))
    assert browser.post(address, again).status_code == 302


def test_the_pages_ask_as_little_of_one_invitee_as_of_three(
    world: World, lead: Person, police: Person, officer: Person
) -> None:
    made = joint.shared_and_planned(lead)
    items = joint.items_of(police, made)
    joint.invited(police, made, officer, papers=[items[0].pk])
    address = url("joint_meeting", made.pk)
    few = [len(page_queries(person.browser(), address)) for person in (lead, police)]
    joint.invited(police, made, police, papers=[items[0].pk, items[1].pk])
    joint.invited(lead, made, world.person(HOME, Role.LEADER), papers=[items[1].pk])
    many = [len(page_queries(person.browser(), address)) for person in (lead, police)]
    assert many == few
    assert max(many) <= MOST_QUERIES
    assert len(page_queries(lead.browser(), url("own_meetings"))) <= 4


def test_the_timeline_tells_of_the_meeting(lead: Person) -> None:
    made = joint.shared_and_planned(lead)
    page = read(lead, "case", made.case_id)
    assert url("joint_meeting", made.pk) in page
    assert "Møde i infohuset med politiet" in page
    with lead.acts():
        assert Case.objects.for_actor(lead.actor).get(pk=made.case_id).joint_meetings.count() == 1


def test_the_case_says_that_approved_minutes_are_read_when_nothing_is_shared_any_more(
    lead: Person, police: Person
) -> None:
    made = joint.begun(lead)
    joint.approved(lead, police, made)
    with lead.acts():
        share = Disclosure.objects.for_actor(lead.actor).get()
        actions.withdraw(by=lead.actor, disclosure=share, reason="Det var ikke nødvendigt mere.")

    page = read(lead, "case", made.case_id)

    assert "ser ingen oplysninger: der er ingen deling i kraft" in page
    assert ("1 referat" in page, "læses fortsat: begge sider har" in page) == (True, True)
    assert police.browser().get(url("joint_minutes", made.pk)).status_code == 200
