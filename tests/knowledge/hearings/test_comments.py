"""Comments in place: who may, how they are answered, corrected and resolved, and what becomes of
them when their part is moved or removed."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import ProgrammingError

from knowledge.hearings import actions
from knowledge.hearings.models import Comment
from knowledge.plans import actions as plan_actions
from knowledge.plans.choices import SectionKind
from knowledge.plans.models import Goal, Plan, PlanSection
from knowledge.plans.sorts import SORTS
from stopext.access import clock
from stopext.access.errors import Conflict, Refused
from stopext.access.roles import Role
from tests.knowledge.plans.browsing import EDIT, page, sent
from tests.support.rows import rows_of
from tests.support.world import HOME, NEIGHBOUR, Person, World

COMMENTS = "/handlingsplaner/min/kommentarer/"
SAID = "Kommentarkanarie: er det nok?"


def said(by: Person, part: Any, text: str = SAID, **more: Any) -> Comment:
    with by.acts():
        return actions.add_comment(
            by=by.actor, part=part.pk, part_name=str(part), text=text, **more
        )


def test_a_comment_is_written_in_place_counted_answered_and_resolved(
    lead: Person, leader: Person, goal: Goal
) -> None:
    browser = lead.browser()
    assert "Kommentér" in page(browser, EDIT)

    made = sent(browser, f"{COMMENTS}{goal.pk}/", text=SAID)

    with lead.acts():
        row = rows_of(Comment).get()
    assert made.headers["Location"] == f"{COMMENTS}{goal.pk}/#kommentar-{row.pk}"
    outline = page(browser, EDIT)
    assert ("1 åben kommentar" in outline, "Kommentarer (1)" in outline) == (True, True)
    other = leader.browser()
    assert SAID in page(other, f"{COMMENTS}{goal.pk}/")
    sent(other, f"{COMMENTS}{row.pk}/svar/", text="Nej, det er for lidt")
    assert "Nej, det er for lidt" in page(browser, f"{COMMENTS}{goal.pk}/")
    assert "1 åben kommentar" in page(browser, EDIT)

    for _time in range(2):
        browser.post(f"{COMMENTS}{row.pk}/loest/", {"done": "yes", "idempotency_key": uuid4()})

    assert "1 åben kommentar" not in page(browser, EDIT)
    assert SAID not in page(browser, COMMENTS)
    assert SAID in page(browser, f"{COMMENTS}?alle=1")
    with lead.acts():
        assert rows_of(Comment).get(pk=row.pk).resolved_by_name == lead.actor.name
    sent(other, f"{COMMENTS}{row.pk}/svar/", text="Jo, vent")
    assert "1 åben kommentar" in page(browser, EDIT)
    browser.post(f"{COMMENTS}{row.pk}/loest/", {"done": "yes", "idempotency_key": uuid4()})
    browser.post(f"{COMMENTS}{row.pk}/loest/", {"done": "no", "idempotency_key": uuid4()})
    assert "1 åben kommentar" in page(browser, EDIT)


def test_an_author_corrects_her_own_and_what_stood_stays_readable(
    lead: Person, leader: Person, goal: Goal
) -> None:
    row = said(lead, goal)
    browser = lead.browser()

    sent(browser, f"{COMMENTS}{row.pk}/ret/", text="Er det virkelig nok?")
    sent(browser, f"{COMMENTS}{row.pk}/ret/", text="Er det nok nu?")

    shown = page(browser, f"{COMMENTS}{goal.pk}/")
    assert all(text in shown for text in (SAID, "Er det virkelig nok?", "Er det nok nu?"))
    assert leader.browser().get(f"{COMMENTS}{row.pk}/ret/").status_code == 404
    with lead.acts():
        actions.correct_comment(by=lead.actor, pk=row.pk, version=0, text="Er det nok nu?")
        with pytest.raises(Conflict):
            actions.correct_comment(by=lead.actor, pk=row.pk, version=0, text="Noget andet")
    with leader.acts(), pytest.raises(Refused, match="Kun den, der har skrevet"):
        actions.correct_comment(by=leader.actor, pk=row.pk, version=2, text="Min")


def test_a_comment_follows_its_part_and_says_so_when_that_is_removed(
    lead: Person, goal: Goal
) -> None:
    said(lead, goal)
    browser = lead.browser()
    with lead.acts():
        plan_actions.add_part(
            by=lead.actor,
            sort=SORTS["maal"],
            under=goal.plan_id,
            values={"text": "Et mål mere", "level": "building"},
        )
        plan_actions.move_part(by=lead.actor, sort=SORTS["maal"], pk=goal.pk, up=False)
    assert "1 åben kommentar" in page(browser, EDIT)
    with lead.acts():
        plan_actions.remove_part(by=lead.actor, sort=SORTS["maal"], pk=goal.pk)

    shown = page(browser, f"{COMMENTS}{goal.pk}/")

    assert (SAID in shown, "Delen er fjernet fra kladden" in shown) == (True, True)
    with lead.acts():
        plan_actions.restore_part(by=lead.actor, sort=SORTS["maal"], pk=goal.pk)
    assert "Delen er fjernet" not in page(browser, f"{COMMENTS}{goal.pk}/")


def test_after_publishing_a_comment_is_read_and_nothing_added(
    lead: Person, leader: Person, draft: Plan, goal: Goal
) -> None:
    row = said(lead, goal)
    with lead.acts():
        section = rows_of(PlanSection).get(plan=draft, kind="anticipating")
        plan_actions.write_section(
            by=lead.actor,
            kind=SectionKind.ANTICIPATING,
            version=section.edits,
            text="Vi gør meget. " * 9,
        )
    with leader.acts():
        plan_actions.adopt(
            by=leader.actor, draft=draft, adopted_on=clock.today(), adopted_by="Byrådet"
        )
    browser = lead.browser()

    shown = page(browser, f"{COMMENTS}{goal.pk}/")

    assert (SAID in shown, "tidligere version" in shown, "Ny kommentar" in shown) == (
        *(True, True),
        False,
    )
    assert "version 1" in page(browser, COMMENTS)
    late = {"text": "For sent", "idempotency_key": uuid4()}
    for address in (f"{COMMENTS}{goal.pk}/", f"{COMMENTS}{row.pk}/svar/"):
        answer = browser.post(address, late)
        assert (answer.status_code, "For sent" in answer.content.decode()) == (409, True)
    with lead.acts(), pytest.raises(Refused, match="ingen kladde"):
        actions.add_comment(by=lead.actor, part=goal.pk, part_name="x", text="x")
    public = lead.browser().get("/handlingsplaner/aalborg/").content.decode()
    assert SAID not in public


def test_others_neither_comment_nor_read(
    world: World, worker: Person, lead: Person, goal: Goal, superuser: psycopg.Connection
) -> None:
    row = said(lead, goal)
    stranger = world.person(NEIGHBOUR, Role.COORDINATOR)
    for path in (f"{goal.pk}/", f"{row.pk}/svar/", f"{row.pk}/ret/"):
        assert stranger.browser().get(f"{COMMENTS}{path}").status_code == 404
        assert worker.browser().get(f"{COMMENTS}{path}").status_code == 403
    for person in (worker, stranger):
        with person.acts():
            assert not Comment.objects.for_actor(person.actor).exists()
            assert not rows_of(Comment).exists()
    with worker.acts(), pytest.raises(Refused, match="Kun tovholder og leder"):
        actions.add_comment(by=worker.actor, part=goal.pk, part_name="x", text="x")
    with lead.acts(), pytest.raises(ObjectDoesNotExist):
        actions.add_comment(by=lead.actor, part=uuid4(), part_name="x", text="x", answers=row.pk)


def test_the_database_lets_nobody_write_in_another_name(
    lead: Person, leader: Person, goal: Goal
) -> None:
    row = said(lead, goal)
    for change in ({"text": "Andres ord"}, {"author": leader.actor.user_id}):
        with pytest.raises(ProgrammingError, match="its author"), leader.acts():
            Comment.objects.for_actor(leader.actor).filter(pk=row.pk).update(**change)
    made = Comment(
        municipality_id=HOME,
        plan_id=row.plan_id,
        part=row.part,
        part_name="x",
        author=lead.actor.user_id,
        author_name="x",
        text="x",
    )
    with pytest.raises(ProgrammingError, match="another name"), leader.acts():
        made.save(force_insert=True)
