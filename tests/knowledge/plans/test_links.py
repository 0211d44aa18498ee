"""What an action waits for and what it moves; removing and bringing back; plans under revision."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from knowledge.plans import actions
from knowledge.plans.choices import SectionKind
from knowledge.plans.models import Action, Effect, Goal, Indicator, InternalNote, Plan
from knowledge.plans.needs import circle, out_of_order
from knowledge.plans.sorts import SORTS
from stopext.access import clock
from stopext.access.errors import Invalid
from stopext.access.roles import Role
from tests.knowledge.plans.browsing import EDIT, TEXT, page, sent
from tests.matrix.plans import plan_begun, publish, write
from tests.support.rows import rows_of
from tests.support.world import NEIGHBOUR, Person, World

OWN, PUBLIC = "/handlingsplaner/min/", "/handlingsplaner/aalborg/"
ACTION = SORTS["handling"]


def three(lead: Person) -> list[Action]:
    """Three actions of a draft: A, B and C, the first one from the planting."""
    write(lead, lambda _what: TEXT[:90], plan_begun(lead))
    goal = rows_of(Goal).get()
    first = rows_of(Action).get()
    change(lead, first, title="A")
    for title in ("B", "C"):
        values = {"title": title, "level": "building"}
        actions.add_part(by=lead.actor, sort=ACTION, under=goal.pk, values=values)
    return list(rows_of(Action).order_by("position"))


def change(lead: Person, row: Action, **values: Any) -> None:
    version = rows_of(Action).get(pk=row.pk).edits
    seen = version + sum(one.edits for one in _notes(row))
    actions.change_part(by=lead.actor, sort=ACTION, pk=row.pk, version=seen, values=values)


def _notes(row: Action) -> Any:
    return rows_of(InternalNote).filter(part=row.pk)


def test_actions_never_wait_for_each_other_in_a_circle(lead: Person) -> None:
    with lead.acts():
        a, b, c = three(lead)
        change(lead, b, needs=[a.pk])
        change(lead, c, needs=[b.pk])
        with pytest.raises(Invalid, match="»A« → »C« → »B« → »A«"):
            change(lead, a, needs=[c.pk])
        with pytest.raises(Invalid, match="»A« → »A«"):
            change(lead, a, needs=[a.pk])
        with pytest.raises(Action.DoesNotExist):
            change(lead, a, needs=[uuid4()])
    browser = lead.browser()

    refused = sent(browser, f"{EDIT}handling/{a.pk}/", needs=[str(c.pk)], title="A, rettet")

    said = refused.content.decode()
    assert refused.status_code == 422
    assert "Handlingerne ville vente på hinanden: »A« → »C«" in said
    assert "A, rettet" in said


def test_a_circle_is_found_wherever_it_begins() -> None:
    needs = {1: [2, 3], 2: [4], 3: [], 4: [5], 5: [2]}
    assert circle(1, needs) == []
    assert circle(2, needs) == [2, 4, 5, 2]


def test_the_public_plan_says_what_an_action_depends_on_and_moves(
    lead: Person, leader: Person
) -> None:
    with lead.acts():
        a, b, _c = three(lead)
        change(lead, b, needs=[a.pk])
        rows_of(Effect).delete()
        plan = rows_of(Plan).get()
        actions.write_section(by=lead.actor, kind=SectionKind.ANTICIPATING, version=0, text=TEXT)
        indicator = rows_of(Indicator).get()
    browser = lead.browser()
    said = {"indicator_id": str(indicator.pk), "confidence": "medium", "basis": "Egen evaluering"}
    made = sent(browser, f"{EDIT}ny/virkning/{b.pk}/", **said)
    assert made.headers["Location"] == f"{EDIT}handling/{b.pk}/#virkninger"
    assert "Middel sikkerhed" in page(browser, f"{EDIT}handling/{b.pk}/")
    with leader.acts():
        actions.adopt(by=leader.actor, draft=plan, adopted_on=clock.today(), adopted_by="Byrådet")

    shown = " ".join(page(Client(), PUBLIC).split())

    assert "Afhænger af:</span> »A«" in shown
    assert f"Ventes at virke på »{indicator.name}« (middel sikkerhed)" in shown
    assert "Egen evaluering" in shown
    with lead.acts():
        draft = actions.revise(by=lead.actor)
        copies = {row.title: row for row in draft.actions.all()}
        assert copies["B"].needs == [copies["A"].pk]
        effect = draft.effects.get()
        assert (effect.action_id, effect.indicator.plan_id) == (copies["B"].pk, draft.pk)


def test_dates_that_do_not_fit_are_told_and_not_refused(lead: Person) -> None:
    with lead.acts():
        a, b, _c = three(lead)
        change(lead, a, end=date(2027, 5, 31), end_precision="month")
    browser = lead.browser()

    saved = sent(browser, f"{EDIT}handling/{b.pk}/", start="1.3.2027", needs=[str(a.pk)])

    assert saved.status_code == 302
    told = "»B« begynder 1. marts 2027, men afhænger af »A«, der først slutter maj 2027."
    assert page(browser, EDIT).count(told) == 2  # the message, and the list above the goals
    assert page(browser, EDIT).count(told) == 1


@pytest.mark.parametrize(
    ("end", "start", "is_told"),
    [
        (("2027-12-31", "year"), ("2027-03-01", "day"), False),
        (("2027-12-31", "year"), ("2026-12-31", "day"), True),
        (("2027-06-30", "quarter"), ("2027-04-01", "month"), False),
        (("2027-06-30", "day"), ("2027-06-30", "day"), False),
        ((None, "day"), ("2027-06-30", "day"), False),
    ],
    ids=str,
)
def test_only_what_surely_does_not_fit_is_told(end: Any, start: Any, is_told: bool) -> None:
    def row(pk: int, needs: list[int]) -> Any:
        days = {"start": None, "end": None, "starts": "", "ends": ""}
        return SimpleNamespace(pk=pk, title=str(pk), needs=needs, **days)

    first, second = row(1, []), row(2, [1, 99])
    first.end, first.end_precision = end[0] and date.fromisoformat(end[0]), end[1]
    second.start, second.start_precision = date.fromisoformat(start[0]), start[1]

    assert bool(out_of_order([first, second])) is is_told


def test_what_was_removed_by_itself_does_not_come_back_with_its_goal(lead: Person) -> None:
    with lead.acts():
        a, b, c = three(lead)
        goal = rows_of(Goal).get()
        actions.remove_part(by=lead.actor, sort=ACTION, pk=b.pk)
        actions.remove_part(by=lead.actor, sort=SORTS["maal"], pk=goal.pk)
    browser = lead.browser()
    assert [str(one.pk) in page(browser, f"{EDIT}fjernet/") for one in (goal, a, b, c)] == [
        *(True, False, False, False)
    ]
    with lead.acts():
        actions.restore_part(by=lead.actor, sort=SORTS["maal"], pk=goal.pk)
        assert {*rows_of(Action).filter(is_removed=False)} == {a, c}
    assert [str(one.pk) in page(browser, f"{EDIT}fjernet/") for one in (goal, a, b, c)] == [
        *(False, False, True, False)
    ]
    with lead.acts():
        actions.restore_part(by=lead.actor, sort=ACTION, pk=b.pk)
        assert rows_of(Action).filter(is_removed=False).count() == 3


def test_an_effect_goes_and_comes_with_its_indicator(lead: Person) -> None:
    with lead.acts():
        keys = write(lead, lambda _what: TEXT[:90], plan_begun(lead))
        sort, key = SORTS["indikator"], UUID(str(keys["indicator"]))
        actions.remove_part(by=lead.actor, sort=sort, pk=key)
        assert Effect.removed.for_actor(lead.actor).get().removed_with == key
        actions.restore_part(by=lead.actor, sort=sort, pk=key)
        row = rows_of(Effect).get()
        assert (row.is_removed, row.removed_with) == (False, None)


def test_a_plan_is_under_revision_while_there_is_a_draft(lead: Person, leader: Person) -> None:
    def status() -> str:
        text = page(Client(), PUBLIC)
        return "Under revision" if "Under revision" in text else "Vedtaget"

    publish(lead, leader)
    assert status() == "Vedtaget"
    with lead.acts():
        draft = actions.revise(by=lead.actor)
        assert rows_of(Plan).get(is_public=True).status == "revising"
    assert status() == "Under revision"
    with leader.acts():
        actions.discard_draft(by=leader.actor, draft=draft)
    assert status() == "Vedtaget"
    with leader.acts():
        draft = actions.revise(by=leader.actor)
        actions.adopt(by=leader.actor, draft=draft, adopted_on=clock.today(), adopted_by="Byrådet")
        found = rows_of(Plan).order_by("version").values_list("status", flat=True)
        assert [*found] == ["archived", "adopted"]


def test_the_day_of_revision_in_the_draft_is_offered_at_the_adoption(
    lead: Person, leader: Person
) -> None:
    with lead.acts():
        plan = plan_begun(lead)
        plan.revision_due = date(2029, 1, 31)
        plan.save(update_fields=["revision_due"])
    form = leader.browser().get("/handlingsplaner/min/vedtag/").context["form"]

    assert form["revision_due"].value() == date(2029, 1, 31)


def test_without_a_draft_its_pages_lead_to_the_own_plan(world: World, lead: Person) -> None:
    browser = lead.browser()
    for path in ("", "fjernet/", "hoved/", "afsnit/handling/"):
        led = browser.get(f"{EDIT}{path}")
        assert (led.status_code, led.headers["Location"]) == (302, OWN), path
    assert "I har ingen kladde at skrive i." in page(browser, OWN)
    assert browser.get(f"{EDIT}maal/{uuid4()}/").status_code == 404
    assert browser.post(f"{EDIT}maal/{uuid4()}/", {"text": "x"}).status_code == 404
    neighbour = world.person(NEIGHBOUR, Role.LEADER).browser()
    assert neighbour.get("/handlingsplaner/min/vedtag/").headers["Location"] == OWN
