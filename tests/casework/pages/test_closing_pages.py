"""Closing from the page: what each reason asks for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from casework import actions
from casework.models import Case, Inquiry
from casework.rules.closing import ClosingError
from casework.rules.codes import ClosureReason, MeasureType
from casework.rules.workflow import Field, State
from screening.demo.ratings import complete
from stopext.access import clock
from stopext.access.errors import Invalid, Refused
from stopext.access.roles import Role
from stopext.accounts.models import Authority
from stopext.notifications.models import Notice
from tests.casework import inquiries, joint
from tests.casework.actions.test_rules import _share as share
from tests.casework.pages.browsing import saved, send, text_of, url
from tests.casework.samples import new_case, person
from tests.support.world import HOME, HOME_DISTRICT, Person, World, make_person

ASSESSMENT = "Familien er flyttet, og bekymringen følger med."
HANDOVER = "Leder af familieafdelingen i Kulissekøbing, telefonisk 3. november"


@pytest.fixture
def leading(world: World) -> Person:
    """The coordinator."""
    return world.person(HOME, Role.COORDINATOR)


@pytest.fixture
def case(leading: Person) -> Case:
    """A new case."""
    with leading.acts():
        return new_case(leading.actor)


def test_a_case_of_somebody_who_moved_needs_the_new_municipality(
    leading: Person, case: Case
) -> None:
    browser, address = leading.browser(), url("close", case.pk)
    fields = {"reason": "moved", "assessment": ASSESSMENT}

    for nobody in ("", "   "):
        refused = send(browser, address, **fields, handover=nobody)
        page = text_of(refused)
        assert (refused.status_code, ASSESSMENT in page) == (422, True)
        assert "Skriv, hvem i den nye kommune der har bekræftet at tage over" in page
        assert "Vent på kvittering fra tilflytningskommunen" in page
    saved(browser, address, **fields, handover=HANDOVER)

    page = text_of(browser.get(url("case", case.pk)))
    assert "Afslutning: flyttet til anden kommune" in page
    assert "Afslutningstjek: den nye kommune har taget over" in " ".join(page.split())
    assert HANDOVER in page
    with leading.acts():
        row = Case.objects.for_actor(leading.actor).get(pk=case.pk)
        assert (row.state, row.retention_rule) == ("closed", "handed_over")


def test_a_handover_with_another_reason_is_not_lost_in_silence(leading: Person, case: Case) -> None:
    fields = {"reason": "unfounded", "assessment": ASSESSMENT, "handover": HANDOVER}
    refused = send(leading.browser(), url("close", case.pk), **fields)

    page = text_of(refused)
    assert (refused.status_code, HANDOVER in page) == (422, True)
    assert "Udfyldes kun, når borgeren er flyttet." in page


@pytest.fixture
def high(leading: Person, case: Case) -> Case:
    """The case, with a high level of concern locked by people."""
    with leading.acts():
        due_on = clock.today() + timedelta(days=14)
        ordered = actions.order_screening(
            by=leading.actor, case=case, due_on=due_on, with_police=False
        )
        complete(by=leading.actor, screening=ordered, profile="high", seed=1)
    return case


def test_a_leader_finds_what_waits_for_her_and_approves(
    world: World, leading: Person, high: Case
) -> None:
    browser, leader = leading.browser(), world.person(HOME, Role.LEADER).browser()
    start, approval = reverse("web:start"), url("approve_closing", high.pk)
    assert "Bed lederen om godkendelse" in text_of(browser.get(url("close", high.pk)))
    assert "Ingen afslutninger venter på dig." in text_of(leader.get(start))

    browser.post(url("ask_approval", high.pk), {"assessment": ASSESSMENT, "reason": "unfounded"})
    page = text_of(browser.get(url("close", high.pk)))
    assert ASSESSMENT in page
    assert f"{leading.actor.name} bad lederen om godkendelse" in page
    assert "Bed lederen om godkendelse" not in page
    assert approval in text_of(leader.get(start))
    assert approval not in text_of(browser.get(start))

    saved(leader, approval, reason="Sagen er læst, og skolen følger op.")
    assert approval not in text_of(leader.get(start))
    saved(browser, url("close", high.pk), reason="improved", assessment=ASSESSMENT)


def test_a_leader_is_not_asked_twice_or_for_nothing(
    world: World, leading: Person, high: Case
) -> None:
    with leading.acts():
        other = new_case(leading.actor, person(name="Anden Attrapsen"))
        with pytest.raises(Invalid, match="kræver ingen godkendelse"):
            actions.ask_approval(by=leading.actor, case=other)
        actions.ask_approval(by=leading.actor, case=high)
        with pytest.raises(Invalid, match="allerede bedt"):
            actions.ask_approval(by=leading.actor, case=high)
    leader = world.person(HOME, Role.LEADER)
    with leader.acts():
        actions.approve_closing(by=leader.actor, case=high, reason="Sagen er læst.")
    with leading.acts(), pytest.raises(Invalid, match="allerede godkendt"):
        actions.ask_approval(by=leading.actor, case=high)


def _close(by: Person, case: Case) -> Case:
    row = Case.objects.for_actor(by.actor).get(pk=case.pk)
    reason = ClosureReason.IMPROVED
    return actions.close(
        by=by.actor, case=row, version=row.version, reason=reason, assessment=ASSESSMENT
    )


def test_a_leader_does_not_close_on_her_own_approval(
    world: World, leading: Person, high: Case
) -> None:
    """Four eyes after a high judgement."""
    leader = world.person(HOME, Role.LEADER)
    other = make_person(Authority.objects.get(pk=HOME), Role.LEADER, nth="_2")
    with leader.acts():
        actions.approve_closing(by=leader.actor, case=high, reason="Sagen er læst.")
        with pytest.raises(ClosingError, match="godkende"):
            _close(leader, high)
    page = text_of(leader.browser().get(url("close", high.pk)))
    assert "Afslutter du den selv, skal en anden leder godkende." in page
    with other.acts():
        actions.approve_closing(by=other.actor, case=high, reason="Sagen er læst.")
    with leader.acts():
        assert _close(leader, high).state == State.CLOSED


def test_a_leader_does_not_approve_what_she_asked_for(world: World, high: Case) -> None:
    leader = world.person(HOME, Role.LEADER)
    with leader.acts(), pytest.raises(Invalid, match="Ingen anden leder"):
        actions.ask_approval(by=leader.actor, case=high)
    other = make_person(Authority.objects.get(pk=HOME), Role.LEADER, nth="_2")
    with leader.acts():
        row = actions.ask_approval(by=leader.actor, case=high)
        with pytest.raises(Refused, match="selv bedt"):
            actions.approve_closing(by=leader.actor, case=row, reason="Sagen er læst.")
    approval, start = url("approve_closing", high.pk), reverse("web:start")
    assert approval not in text_of(leader.browser().get(start))
    assert leader.browser().get(approval).status_code == 403
    assert approval in text_of(other.browser().get(start))
    saved(other.browser(), approval, reason="Sagen er læst, og skolen følger op.")
    with leader.acts():
        assert _close(leader, high).state == State.CLOSED


def test_a_lower_level_takes_the_request_back(leading: Person, high: Case) -> None:
    with leading.acts():
        row = actions.ask_approval(by=leading.actor, case=high)
        due_on = clock.today() + timedelta(days=14)
        with clock.at(clock.now() + timedelta(days=1)):
            lower = actions.order_screening(
                by=leading.actor, case=row, due_on=due_on, with_police=False
            )
            complete(by=leading.actor, screening=lower, profile="low", seed=1)
            row = actions.record_judgement(by=leading.actor, case=row)
        assert (row.last_judgement, row.waits_for_approval) == ("low", False)


def test_another_state_makes_the_request_void(world: World, leading: Person, high: Case) -> None:
    with leading.acts():
        row = actions.ask_approval(by=leading.actor, case=high)
        assert row.waits_for_approval
        row = actions.change_state(
            by=leading.actor,
            case=row,
            version=row.version,
            target=State.ASSESSMENT,
            values={Field.COORDINATOR: leading.actor.membership_id},
        )
        assert not row.waits_for_approval
    page = text_of(world.person(HOME, Role.LEADER).browser().get(reverse("web:start")))
    assert url("approve_closing", high.pk) not in page


def test_what_an_answer_makes_required_is_not_called_optional(leading: Person, case: Case) -> None:
    page = text_of(leading.browser().get(url("close", case.pk)))

    assert "Skal udfyldes, hvis du vælger “Flyttet til anden kommune”." in page
    assert "(valgfrit)" not in page


def test_the_gate_leads_to_what_stands_in_the_way(leading: Person, case: Case) -> None:
    with leading.acts():
        row = Case.objects.for_actor(leading.actor).get(pk=case.pk)
        actions.add_measure(
            by=leading.actor,
            case=row,
            type=MeasureType.MENTOR,
            goal="Nogen at tale med",
            owner_name="Ungeenheden",
            starts_on=clock.today(),
        )
        share(leading.actor, row)
    page = text_of(leading.browser().get(url("close", case.pk)))
    assert "1 indsats er ikke afsluttet. Afslut den først." in page
    assert f"{url('case', case.pk)}?show=measures" in page
    assert f"{url('case', case.pk)}?show=disclosures" in page


def test_a_case_that_is_closed_calls_its_coming_meetings_off(
    world: World, leading: Person, case: Case
) -> None:
    police = world.person(HOME_DISTRICT, Role.POLICE_COORDINATOR)
    with leading.acts():
        joint.shared(leading.actor, case)
        meeting = joint.planned(leading.actor, case)
    browser, address = leading.browser(), url("close", case.pk)
    page = text_of(browser.get(address))
    assert ("aflyses, når sagen afsluttes" in page, str(meeting.pk) in page) == (True, True)

    sent = {"reason": "unfounded", "assessment": "En enkelt handling, som skolen følger op på."}
    done = send(browser, address, **sent, answer_open_disclosures="Løber ud om en måned.")

    assert done.status_code == 302
    theirs = text_of(police.browser().get(url("joint_meeting", meeting.pk)))
    assert ("Mødet er aflyst" in theirs, "Sagen er afsluttet." in theirs) == (True, True)
    with police.acts():
        told = Notice.objects.for_actor(police.actor).filter(about=meeting.pk)
        assert {row.occasion for row in told} == {"planned", "cancelled"}


def test_a_case_that_is_closed_takes_its_unanswered_questions_back(
    world: World, leading: Person, case: Case
) -> None:
    police = world.person(HOME_DISTRICT, Role.POLICE_COORDINATOR)
    with leading.acts():
        rows = [
            inquiries.sent(leading.actor, inquiries.asked(leading.actor, case)) for _n in range(2)
        ]
    with police.acts():
        inquiries.answer(police.actor, rows[0])
    browser, address = leading.browser(), url("close", case.pk)
    assert "trækkes tilbage, når sagen afsluttes" in text_of(browser.get(address))

    sent = {"reason": "unfounded", "assessment": "En enkelt handling, som skolen følger op på."}
    assert send(browser, address, **sent).status_code == 302

    with police.acts():
        kept = {row.pk: row for row in Inquiry.objects.for_actor(police.actor)}
    assert [kept[row.pk].withdrawn_at is None for row in rows] == [True, False]
    assert kept[rows[1].pk].withdrawn_reason == "Sagen er afsluttet."
