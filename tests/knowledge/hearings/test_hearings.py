"""Those who lead the work open a hearing, ask people, judge the answers, prolong and close."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import ProgrammingError

from knowledge.hearings import actions, policies
from knowledge.hearings.models import Answer, Hearing, Invitee
from knowledge.plans.choices import PlanStatus
from knowledge.plans.models import Goal, Plan
from stopext.access import clock
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.access.roles import Role
from stopext.notifications.models import Notice
from tests.knowledge.hearings.conftest import CANARY, PLAIN, Asked
from tests.knowledge.plans.browsing import page, sent
from tests.matrix.plans import plan_begun
from tests.support.rows import rows_of
from tests.support.world import NEIGHBOUR, Person, World

MINE = "/handlingsplaner/min/"
HEARINGS = f"{MINE}hoeringer/"
OPEN: dict[str, Any] = {"title": "H", "letter": "L", "contact": "K"}


def soon(days: int = 5) -> Any:
    return clock.today() + timedelta(days=days)


def test_a_hearing_is_opened_by_hand_and_freezes_the_draft(lead: Person, draft: Plan) -> None:
    browser = lead.browser()
    assert "Send kladden i høring" in page(browser, HEARINGS)
    said = {**OPEN, "title": "Høring om planen", "deadline": f"{soon():%d.%m.%Y}"}

    made = sent(browser, f"{HEARINGS}ny/", **said)

    with lead.acts():
        row = rows_of(Hearing).get()
        plan = rows_of(Plan).get(pk=draft.pk)
        Goal.objects.for_actor(lead.actor).filter(plan=draft).update(text="Skrevet bagefter")
    assert made.headers["Location"] == f"{HEARINGS}{row.pk}/"
    assert plan.status == PlanStatus.HEARING
    shown = page(browser, f"{HEARINGS}{row.pk}/")
    assert (PLAIN in shown, "Skrevet bagefter" in shown) == (True, False)
    assert "I høring" in page(browser, f"{MINE}rediger/")
    assert "I høring" in page(browser, MINE)
    assert "Høring om planen" in page(browser, "/start/")
    assert "Send kladden i høring" not in page(browser, HEARINGS)


def test_what_a_hearing_cannot_be(lead: Person, worker: Person, draft: Plan) -> None:
    with worker.acts(), pytest.raises(Refused, match="Kun tovholder og leder"):
        actions.open_hearing(by=worker.actor, **OPEN, deadline=soon())
    with lead.acts():
        for day, words in ((soon(-1), "overskredet"), (soon(400), "et år")):
            with pytest.raises(Invalid, match=words):
                actions.open_hearing(by=lead.actor, **OPEN, deadline=day)
        actions.open_hearing(by=lead.actor, **OPEN, deadline=soon())
        with pytest.raises(Conflict, match="allerede en åben"):
            actions.open_hearing(by=lead.actor, **OPEN, deadline=soon())
    wrong = sent(lead.browser(), f"{HEARINGS}ny/", **OPEN, deadline=f"{soon(-1):%d.%m.%Y}")
    assert (wrong.status_code, "overskredet" in wrong.content.decode()) == (422, True)


def test_without_a_draft_and_of_an_empty_one_there_is_no_hearing(
    world: World, lead: Person, leader: Person
) -> None:
    browser = lead.browser()
    assert "En høring begynder med en kladde" in page(browser, HEARINGS)
    with lead.acts(), pytest.raises(Refused, match="ingen kladde"):
        actions.open_hearing(by=lead.actor, **OPEN, deadline=soon())
    with lead.acts():
        plan_begun(lead)
        with pytest.raises(Invalid, match="Planen er tom"):
            actions.open_hearing(by=lead.actor, **OPEN, deadline=soon())


def test_a_colleague_is_asked_once_and_answers_logged_in(
    lead: Person, worker: Person, opened: Hearing
) -> None:
    browser = lead.browser()
    for _time in range(2):
        sent(browser, f"{HEARINGS}{opened.pk}/kollega/", user=str(worker.user.pk))
    shown = page(browser, f"{HEARINGS}{opened.pk}/kollega/")
    assert f"{worker.actor.name} (er inviteret)" in shown
    assert "rådgivere kan ikke inviteres som" in " ".join(shown.split())
    with lead.acts():
        invitee = rows_of(Invitee).get()
    with worker.acts():
        assert rows_of(Notice).get().about == invitee.pk
        assert not rows_of(Hearing).exists()
    own, hers = worker.browser(), f"{MINE}hoeringssvar/{invitee.pk}/"
    assert hers in page(own, "/start/")
    assert "Du er bedt om at svare i en høring" in page(own, "/nyt/")
    assert PLAIN in page(own, hers)
    assert browser.get(hers).status_code == 404
    assert sent(own, f"{hers}{opened.pk}/", text=CANARY).headers["Location"].startswith(hers)
    assert CANARY not in page(browser, f"{HEARINGS}{opened.pk}/")

    sent(own, f"{hers}send/")

    assert CANARY in page(own, f"{hers}kvittering/")
    assert hers not in page(own, "/start/"), "what is done is not asked for"
    assert "Du har svaret i høringen om kommunens handlingsplan" in page(own, "/nyt/")
    sent(own, f"{hers}{opened.pk}/", text=f"{CANARY} rettet")
    assert "som ikke er sendt. Send det senest" in page(own, "/start/")
    sent(own, f"{hers}send/")
    with worker.acts():
        assert rows_of(Notice).get().read_at is not None
    shown = page(browser, f"{HEARINGS}{opened.pk}/")
    assert (CANARY in shown, "Har svaret" in shown) == (True, True)
    with lead.acts():
        for key in (uuid4(), lead.user.pk):
            if key != lead.user.pk:
                with pytest.raises(Invalid, match="Vælg en kollega"):
                    actions.invite_colleague(by=lead.actor, pk=opened.pk, user=key)


def test_an_answer_is_judged_with_a_reason_and_summed_up(
    lead: Person, leader: Person, asked: Asked
) -> None:
    asked.says(asked.part(), CANARY)
    asked.browser.post(f"{asked.link}send/")
    with lead.acts():
        row = rows_of(Answer).get()
    browser, address = lead.browser(), f"{HEARINGS}svar/{row.pk}/"
    refused = sent(browser, address, verdict="left", reason="")
    assert refused.status_code == 422
    assert PLAIN in page(browser, address), "what the answer is about stands beside it"

    sent(browser, address, verdict="taken", reason="Det manglede")

    notes = page(browser, f"{HEARINGS}{asked.hearing.pk}/notat/")
    for words in (CANARY, "Indarbejdet", "Det manglede", "Foreningen Broen", "foreløbigt"):
        assert words in notes
    sent(browser, address, verdict="left", reason="Alligevel ikke")
    shown = page(browser, f"{HEARINGS}{asked.hearing.pk}/")
    words = " ".join(re.sub("<[^>]+>", " ", shown).split())
    assert ("Indarbejdet. Det manglede" in words, "Alligevel ikke" in words) == (True, True)
    with leader.acts():
        said: dict[str, Any] = {"by": leader.actor, "pk": row.pk, "verdict": "left"}
        actions.judge(**said, version=0, reason="Alligevel ikke")
        with pytest.raises(Conflict, match="vurderet svaret imens"):
            actions.judge(**said, version=0, reason="Noget tredje")
        with pytest.raises(Invalid, match="begrundelsen"):
            actions.judge(**said, version=2, reason=" ")
    asked.says(asked.part(), "Nu mener vi noget andet", version=1)
    asked.browser.post(f"{asked.link}send/")
    shown = page(browser, f"{HEARINGS}{asked.hearing.pk}/")
    for words in ("Rettet, efter at det blev vurderet", "Nu mener vi", CANARY):
        assert words in shown


def test_a_deadline_moves_and_a_closed_hearing_takes_nothing(
    lead: Person, leader: Person, draft: Plan, opened: Hearing
) -> None:
    browser, one = lead.browser(), f"{HEARINGS}{opened.pk}/"
    sent(browser, f"{one}frist/", deadline=f"{soon(20):%d.%m.%Y}")
    with leader.acts():
        actions.extend_hearing(by=leader.actor, pk=opened.pk, version=0, deadline=soon(20))
        with pytest.raises(Conflict):
            actions.extend_hearing(by=leader.actor, pk=opened.pk, version=0, deadline=soon(21))
        with pytest.raises(Invalid):
            actions.extend_hearing(by=leader.actor, pk=opened.pk, version=1, deadline=soon(-2))

    sent(browser, f"{one}afslut/")

    with lead.acts():
        assert rows_of(Plan).get(pk=draft.pk).status == PlanStatus.DRAFT
        assert rows_of(Hearing).get().closed_by_name == lead.actor.name
        with pytest.raises(Refused, match="afsluttet"):
            actions.close_hearing(by=lead.actor, pk=opened.pk)
    assert "Inviter en udefra" not in page(browser, one)
    late = {"name": "Sent", "email": "sent@x.example", "idempotency_key": uuid4()}
    assert browser.post(f"{one}udefra/", late).status_code == 409
    with pytest.raises(ProgrammingError, match="keeps what it is about"), lead.acts():
        Hearing.objects.for_actor(lead.actor).update(closed_at=None)


def test_the_walls_hold(world: World, lead: Person, worker: Person, asked: Asked) -> None:
    asked.says(asked.part(), CANARY)
    stranger = world.person(NEIGHBOUR, Role.COORDINATOR)
    for person in (worker, stranger):
        with person.acts():
            for model in (Hearing, Invitee, Answer):
                assert not rows_of(model).exists()
                assert not model.objects.for_actor(person.actor).exists()
    with lead.acts():
        assert not rows_of(Answer).exists(), "a draft is its writer's"
        invitee = rows_of(Invitee).get()
    for path in ("", "notat/", "kollega/", "udefra/", "frist/", "afslut/"):
        address = f"{HEARINGS}{asked.hearing.pk}/{path}"
        assert stranger.browser().get(address).status_code == 404
        assert worker.browser().get(address).status_code == 403
    for path in (f"inviteret/{invitee.pk}/", f"svar/{invitee.pk}/"):
        assert stranger.browser().get(f"{HEARINGS}{path}").status_code == 404
    with stranger.acts(), pytest.raises(ObjectDoesNotExist):
        actions.revoke(by=stranger.actor, pk=invitee.pk)
    with pytest.raises(ProgrammingError, match="only taken back"), lead.acts():
        Invitee.objects.for_actor(lead.actor).update(email="anden@x.example")
    asked.browser.post(f"{asked.link}send/")
    with pytest.raises(ProgrammingError, match="who gave it"), lead.acts():
        Answer.objects.for_actor(lead.actor).update(text="Andres ord")


def test_an_invitation_is_taken_back_by_hand(lead: Person, worker: Person, asked: Asked) -> None:
    browser = lead.browser()
    with lead.acts():
        key = rows_of(Invitee).get().pk
    with worker.acts(), pytest.raises(Refused, match="Kun tovholder og leder"):
        actions.revoke(by=worker.actor, pk=key)

    sent(browser, f"{HEARINGS}inviteret/{key}/")

    shown = page(browser, f"{HEARINGS}{asked.hearing.pk}/")
    assert ("Trukket tilbage" in shown, "Træk tilbage" in shown) == (True, False)
    sent(browser, f"{HEARINGS}{asked.hearing.pk}/udefra/", name="Ny", email="ny@x.example")
    assert "ny@x.example" in page(browser, f"{HEARINGS}{asked.hearing.pk}/")
    assert "0 af 1 har svaret" in page(browser, HEARINGS)
    notes = page(browser, f"{HEARINGS}{asked.hearing.pk}/notat/")
    assert ("0 af 1 inviterede har svaret" in notes, "Foreningen Broen" in notes) == (True, False)


def test_who_answered_counts_also_when_her_invitation_is_taken_back(
    lead: Person, asked: Asked
) -> None:
    asked.says(asked.part(), CANARY)
    asked.browser.post(f"{asked.link}send/")
    with lead.acts():
        actions.revoke(by=lead.actor, pk=rows_of(Invitee).get().pk)

    browser = lead.browser()

    assert "1 af 1 har svaret" in page(browser, HEARINGS)
    notes = page(browser, f"{HEARINGS}{asked.hearing.pk}/notat/")
    assert ("1 af 1 inviterede har svaret" in notes, "Foreningen Broen" in notes) == (True, True)


def test_only_who_leads_the_work_judges(worker: Person) -> None:
    with worker.acts(), pytest.raises(Refused, match="Kun tovholder og leder"):
        actions.judge(by=worker.actor, pk=uuid4(), version=0, verdict="taken", reason="x")
    assert policies.deadline_fault(None, clock.today()) == ""
    assert policies.verdict_fault("", "") == ""


def test_a_list_of_hearings_costs_the_same_however_long(
    lead: Person, asked: Asked, django_assert_max_num_queries: Any
) -> None:
    asked.says(asked.part(), CANARY)
    asked.browser.post(f"{asked.link}send/")
    browser = lead.browser()
    for path in (HEARINGS, f"{HEARINGS}{asked.hearing.pk}/"):
        browser.get(path)
        with django_assert_max_num_queries(25):
            browser.get(path)
