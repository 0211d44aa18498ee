"""What was changed from one version of a plan to the next: public, and of the draft."""

from __future__ import annotations

import re
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from knowledge.plans import actions
from knowledge.plans.choices import SectionKind
from knowledge.plans.difference import difference, newest_first
from knowledge.plans.models import Action, ActionCard, Goal, Plan
from knowledge.plans.sorts import SORTS
from knowledge.plans.views.public import with_parts
from stopext.access import clock
from stopext.access.roles import Role
from tests.knowledge.plans.browsing import page
from tests.matrix.plans import LAW, PLAIN, plan_begun, publish
from tests.support.rows import rows_of
from tests.support.world import NEIGHBOUR, Person, World

PUBLIC, OWN = "/handlingsplaner/aalborg/", "/handlingsplaner/min/"
CHANGES, ADOPT = f"{OWN}forskel/", f"{OWN}vedtag/"
BETWEEN = f"{PUBLIC}2/forskel/"


@pytest.fixture
def draft(lead: Person, leader: Person) -> Plan:
    """A revision in which a section is changed, one is new, a goal is, and a card is gone."""
    publish(lead, leader)
    with lead.acts():
        draft = actions.revise(by=lead.actor)
        text = PLAIN.replace("hvert år", "hver måned")
        actions.write_section(by=lead.actor, kind=SectionKind.HANDLING, version=0, text=text)
        actions.write_section(by=lead.actor, kind=SectionKind.PURPOSE, version=0, text="Formålet.")
        values = {"text": "Et nyt mål", "level": "intervening"}
        actions.add_part(by=lead.actor, sort=SORTS["maal"], under=draft.pk, values=values)
        card = rows_of(ActionCard).get(plan=draft)
        actions.remove_part(by=lead.actor, sort=SORTS["kort"], pk=card.pk)
        row = rows_of(Action).get(plan=draft)
        said = {name: getattr(row, name) for name in SORTS["handling"].names}
        said |= {"owner": "SSP-konsulenten", "end": date(2028, 12, 31), "end_precision": "year"}
        actions.change_part(
            by=lead.actor, sort=SORTS["handling"], pk=row.pk, version=0, values=said
        )
        return draft


def marked(text: str, mark: str) -> list[str]:
    found = BeautifulSoup(text, "lxml").find_all(mark)
    return [" ".join(each.get_text().split()) for each in found]


def test_the_draft_is_held_against_the_plan_in_force(lead: Person, draft: Plan) -> None:
    text = page(lead.browser(), CHANGES)

    assert "Tilføjet: år." not in marked(text, "ins")
    assert {f"Fjernet: hvert år. {LAW}"} <= set(marked(text, "del"))
    assert {"Tilføjet: hver måned.", "Tilføjet: Formålet.", "Tilføjet: Et nyt mål"} <= set(
        marked(text, "ins")
    )
    assert {"Tilføjet: SSP-konsulenten", "Tilføjet: 2028"} <= set(marked(text, "ins"))
    assert [each for each in ("Ansvarlig", "Til", "Niveau") if f"<h4>{each}</h4>" not in text] == []
    words = " ".join(BeautifulSoup(text, "lxml").get_text().split())
    assert "Tilføjet: 2, Fjernet: 1, Ændret: 2." in words
    assert "Kladden, version 2, i forhold til den plan, der gælder, version 1" in words


def test_published_versions_are_held_against_each_other_by_everybody(
    lead: Person, leader: Person, draft: Plan
) -> None:
    anonymous = Client()
    assert anonymous.get(BETWEEN).status_code == 404
    assert f'href="{CHANGES}"' in page(leader.browser(), ADOPT)
    assert f'href="{CHANGES}"' in page(lead.browser(), OWN)
    assert "forskel" not in page(anonymous, PUBLIC)
    with leader.acts():
        actions.adopt(by=leader.actor, draft=draft, adopted_on=clock.today(), adopted_by="x")

    answer = anonymous.get(BETWEEN)

    assert answer.headers["Cache-Control"].startswith("public")
    assert f"Fjernet: hvert år. {LAW}" in marked(answer.content.decode(), "del")
    assert f'href="{BETWEEN}"' in page(anonymous, PUBLIC)
    for path in (f"{PUBLIC}1/forskel/", f"{PUBLIC}9/forskel/", "/handlingsplaner/nej/2/forskel/"):
        assert anonymous.get(path).status_code == 404
    assert anonymous.get(f"{PUBLIC}%00/forskel/").status_code == 404


def test_a_middle_version_is_held_against_the_one_before_it(
    lead: Person, leader: Person, draft: Plan
) -> None:
    with leader.acts():
        for text in ("", "Tredje."):
            row = actions.revise(by=leader.actor)
            if text:
                kind, version = SectionKind.PURPOSE, 0
                actions.write_section(by=leader.actor, kind=kind, version=version, text=text)
            actions.adopt(by=leader.actor, draft=row, adopted_on=clock.today(), adopted_by="x")
    anonymous = Client()

    assert "Tilføjet: Formålet." in marked(page(anonymous, BETWEEN), "ins")
    third = page(anonymous, f"{PUBLIC}3/forskel/")
    assert (marked(third, "del"), marked(third, "ins")) == (
        ["Fjernet: Formålet."],
        ["Tilføjet: Tredje."],
    )
    text = page(anonymous, PUBLIC)
    assert re.findall(r'href="([^"]*forskel/)"', text) == [BETWEEN, f"{PUBLIC}3/forskel/"]


def test_without_two_versions_the_page_says_so(lead: Person, leader: Person, world: World) -> None:
    assert "ikke to versioner" in page(lead.browser(), CHANGES)
    publish(lead, leader)
    with lead.acts():
        actions.revise(by=lead.actor)
    assert "Der er ingen ændringer" in page(lead.browser(), CHANGES)
    neighbour = world.person(NEIGHBOUR, Role.COORDINATOR)
    with neighbour.acts():
        plan_begun(neighbour)
    assert "ikke to versioner" in page(neighbour.browser(), CHANGES)


def test_a_part_is_known_by_what_it_was_copied_from_and_else_by_its_name(
    lead: Person, draft: Plan
) -> None:
    goals = SORTS["maal"]
    with lead.acts():
        row = rows_of(Goal).get(plan=draft, position=0)
        said = {"text": "Omdøbt", "level": "building"}
        actions.change_part(by=lead.actor, sort=goals, pk=row.pk, version=0, values=said)
        values = {"text": PLAIN, "level": "building"}
        actions.add_part(by=lead.actor, sort=goals, under=draft.pk, values=values)
        read = {plan.is_public: plan for plan in with_parts(rows_of(Plan))}
        found = dict(difference(read[True], read[False]).groups)["Mål"]
        told = [(one.heading, one.kind) for one in found]
        assert told == [("Omdøbt", "changed"), ("Et nyt mål", "added"), (PLAIN, "added")]
        cards = dict(difference(read[True], read[False]).groups)["Action cards"]
        assert [(one.heading, one.kind) for one in cards] == [(PLAIN, "removed")]
        for goal in read[False].goals.all():
            goal.origin = None
        again = dict(difference(read[True], read[False]).groups)["Mål"]

    assert [one.heading for one in again] == ["Omdøbt", "Et nyt mål"]


def test_queries_do_not_grow_with_the_changes(lead: Person, draft: Plan) -> None:
    def cost() -> int:
        browser = lead.browser()
        page(browser, CHANGES)
        with CaptureQueriesContext(connections["default"]) as captured:
            page(browser, CHANGES)
        return len(captured)

    before = cost()
    with lead.acts():
        for number in range(5):
            values = {"text": f"Mål {number}", "level": "building"}
            actions.add_part(by=lead.actor, sort=SORTS["maal"], under=draft.pk, values=values)
        assert rows_of(Goal).filter(plan=draft).count() == 7

    assert cost() == before


def test_versions_stand_by_day_and_then_by_number() -> None:
    rows = [
        Plan(version=version, adopted_on=date(2026, 1, day))
        for version, day in (("2", 5), ("10", 5), ("1.0", 9), ("b", 1))
    ]

    assert [plan.version for plan in newest_first(rows)] == ["1.0", "10", "2", "b"]
