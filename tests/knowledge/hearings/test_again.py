"""Somebody outside who is invited already: her link is sent anew, her name corrected; and how a
hearing ends with its draft."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from knowledge.hearings import actions
from knowledge.hearings.models import Answer, Hearing, Invitee
from knowledge.plans.actions import discard_draft
from knowledge.plans.models import Plan
from stopext.access.errors import Conflict, Refused
from tests.knowledge.hearings.conftest import CANARY, LINK, Asked
from tests.knowledge.plans.browsing import sent
from tests.support.rows import rows_of
from tests.support.world import Person

HEARINGS = "/handlingsplaner/min/hoeringer/"


def page(person: Person, address: str) -> str:
    return person.browser().get(address).content.decode()


def key_of(lead: Person) -> Any:
    with lead.acts():
        return rows_of(Invitee).get().pk


def test_an_address_that_is_invited_keeps_what_was_typed_and_says_so(
    lead: Person, asked: Asked
) -> None:
    address = f"{HEARINGS}{asked.hearing.pk}/udefra/"
    data = {
        "name": "Karla igen",
        "email": "broen@forening.example",
        "idempotency_key": str(uuid4()),
    }

    said = lead.browser().post(address, data).content.decode()

    assert ("allerede inviteret" in said, "Karla igen" in said) == (True, True)
    shown = page(lead, f"{HEARINGS}{asked.hearing.pk}/")
    assert ("Send linket igen" in shown, "Ret navnet" in shown) == (True, True)


def test_a_new_link_opens_her_own_answers_and_the_old_one_nothing(
    lead: Person, asked: Asked, mailoutbox: Any
) -> None:
    asked.says(asked.part(), CANARY)
    key = key_of(lead)
    place = f"{HEARINGS}inviteret/{key}/igen/"
    assert "Det første link holder op" in page(lead, place)
    with lead.acts():
        actions.send_again(by=lead.actor, pk=key, version=0, absolute=str)

    found = LINK.search(mailoutbox[-1].body)
    assert found
    assert asked.browser.get(asked.link).status_code == 404
    assert CANARY in asked.browser.get(found.group()).content.decode()
    with lead.acts(), pytest.raises(Conflict):
        actions.send_again(by=lead.actor, pk=key, version=0, absolute=str)
    assert len(mailoutbox) == 2


def test_a_name_is_corrected(lead: Person, asked: Asked) -> None:
    key = key_of(lead)
    place = f"{HEARINGS}inviteret/{key}/navn/"
    assert "Foreningen Broen" in page(lead, place)
    with lead.acts():
        for version in (0, 1):
            actions.correct_name(by=lead.actor, pk=key, version=version, name="Kredsen")
    assert "Kredsen" in page(lead, f"{HEARINGS}{asked.hearing.pk}/")
    with lead.acts():
        actions.revoke(by=lead.actor, pk=key)
        with pytest.raises(Refused, match="trukket tilbage"):
            actions.correct_name(by=lead.actor, pk=key, version=2, name="For sent")
    late = sent(lead.browser(), place, name="For sent")
    assert "trukket tilbage" in late.content.decode()


def test_a_colleague_has_no_link(lead: Person, worker: Person, opened: Hearing) -> None:
    with lead.acts():
        user = worker.actor.user_id
        made = actions.invite_colleague(by=lead.actor, pk=opened.pk, user=user)
        assert actions.invite_colleague(by=lead.actor, pk=opened.pk, user=user).pk == made.pk
        with pytest.raises(Refused, match="intet link"):
            actions.send_again(by=lead.actor, pk=made.pk, version=0, absolute=str)
        with pytest.raises(Refused, match="login"):
            actions.correct_name(by=lead.actor, pk=made.pk, version=0, name="Anden")
    said = sent(lead.browser(), f"{HEARINGS}inviteret/{made.pk}/igen/")
    assert "intet link" in said.content.decode()
    assert lead.browser().get(f"{HEARINGS}inviteret/{opened.pk}/igen/").status_code == 404


def test_a_hearing_ends_with_its_draft_and_says_how(
    lead: Person, leader: Person, draft: Plan, asked: Asked
) -> None:
    with leader.acts():
        discard_draft(by=leader.actor, draft=draft)

    shown = page(lead, f"{HEARINGS}{asked.hearing.pk}/")
    assert "da kladden blev vedtaget eller kasseret" in shown
    assert "uden at nogen sendte svar" in shown
    assert "når de sender det" not in shown
    assert asked.browser.get(asked.link).status_code == 410


def test_an_open_hearing_and_answers_nobody_judged_are_told_before_the_draft_goes(
    lead: Person, leader: Person, draft: Plan, asked: Asked
) -> None:
    ways = [f"/handlingsplaner/min/{way}/" for way in ("vedtag", "kasser")]
    told = (
        f'href="{HEARINGS}{asked.hearing.pk}/">Høringen »{asked.hearing.title}« er ikke afsluttet'
    )
    asked.says(asked.part(), CANARY)
    for way in ways:
        shown = page(leader, way)
        assert (told in shown, "er ikke vurderet" in shown) == (True, False), "not sent"
    asked.browser.post(f"{asked.link}send/")
    for way in ways:
        assert f"1 svar i høringen »{asked.hearing.title}« er ikke vurderet" in page(leader, way)
    with lead.acts():
        row = rows_of(Answer).get()
        actions.judge(by=lead.actor, pk=row.pk, version=0, verdict="taken", reason="Det manglede")
    assert "er ikke vurderet" not in page(leader, ways[0])
    asked.says(asked.part(), "Rettet", version=1)
    asked.browser.post(f"{asked.link}send/")
    with lead.acts():
        actions.close_hearing(by=lead.actor, pk=asked.hearing.pk)
    shown = page(leader, ways[0])
    assert (told in shown, "1 svar i høringen" in shown) == (False, True)
    with lead.acts():
        actions.judge(by=lead.actor, pk=row.pk, version=1, verdict="left", reason="Ikke det")
    assert "Det er ikke gjort færdigt" not in page(leader, ways[0])


def test_a_colleague_reads_what_she_had_written_when_a_hearing_is_closed_early(
    lead: Person, worker: Person, opened: Hearing
) -> None:
    with lead.acts():
        made = actions.invite_colleague(by=lead.actor, pk=opened.pk, user=worker.user.pk)
    browser, hers = worker.browser(), f"/handlingsplaner/min/hoeringssvar/{made.pk}/"
    sent(browser, f"{hers}{opened.pk}/", text=CANARY)
    part = browser.get(f"{hers}{opened.parts[0]['key']}/").context["saves_to"]
    browser.post(part, {"text": "Halvt skrevet", "autosave_version": "1"})
    with lead.acts():
        actions.close_hearing(by=lead.actor, pk=opened.pk)

    told = page(worker, "/nyt/")
    shown = page(worker, hers)

    assert "Læs det, du ikke nåede at sende" in told
    written = shown.split("<h2>Det, du har skrevet")[1]
    assert (CANARY in written, "Halvt skrevet" in written) == (True, True)
    assert written.count("Ikke sendt") == 2
    assert opened.title not in shown, "nothing of the plan"
