"""A mapping: written in parts by several, finished and kept, revised, never about a person."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from knowledge.areas import actions
from knowledge.areas.linked import links
from knowledge.areas.models import AreaMap
from knowledge.areas.parts import PARTS
from knowledge.plans import actions as plan_actions
from knowledge.plans.models import Action
from knowledge.plans.sorts import SORTS
from stopext.access import clock
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.access.roles import Role
from tests.knowledge.plans.browsing import page, sent
from tests.matrix.plans import publish
from tests.matrix.readiness import mapped
from tests.support.rows import rows_of
from tests.support.world import HOME, NEIGHBOUR, Person, World

LIST = "/omraader/"


def text(_what: str) -> str:
    return "Der er to klubber og et beboerhus."


@pytest.fixture
def row(lead: Person) -> AreaMap:
    """Open, with something in every text."""
    pk = mapped(lead, text)
    with lead.acts():
        found = rows_of(AreaMap).get(pk=pk)
        values: dict[str, Any] = {"mapped_on": clock.today()}
        return actions.write(by=lead.actor, row=found, version=1, values=values)


def finished(by: Person, row: AreaMap) -> AreaMap:
    with by.acts():
        return actions.finish(by=by.actor, row=row)


def test_from_nothing_to_a_finished_mapping_in_the_browser(lead: Person) -> None:
    browser = lead.browser()
    assert "I har ikke kortlagt nogen områder" in page(browser, LIST)
    made = sent(browser, f"{LIST}ny/", name="Fyrrevænget", housing="Boligforeningen Fyr")
    place = made.headers["Location"]
    assert "Før kortlægningen kan afsluttes, mangler" in page(browser, place)
    assert sent(browser, f"{place}afslut/").status_code == 422
    day = f"{clock.today():%d.%m.%Y}"
    for slug, said in (
        ("omraade", {"mapped_on": day}),
        ("samarbejde", {"participants": "SSP-konsulent\nBoligsocial medarbejder"}),
        ("kortlaegning", {"resources": "Et beboerhus", "sources": "Beboermøde, 3. marts 2026"}),
        ("analyse", {"needs": "Et sted at være om aftenen"}),
        ("indsats", {"effort": "Åben klub to aftener"}),
    ):
        assert sent(browser, f"{place}{slug}/", **said).status_code == 302

    assert sent(browser, f"{place}afslut/").headers["Location"] == place

    shown = page(browser, place)
    for words in ("Fyrrevænget", "Boligforeningen Fyr", "Et beboerhus", "Begynd en ny udgave"):
        assert words in shown
    assert "mangler" not in shown
    assert "Fyrrevænget" in page(browser, LIST)
    for late in ("afslut/", "analyse/"):
        assert browser.get(f"{place}{late}").headers["Location"] == place
    assert browser.get(f"{place}findes-ikke/").status_code == 404


def test_two_write_at_once_and_nothing_is_wiped(world: World, lead: Person, row: AreaMap) -> None:
    mine, theirs = lead.browser(), world.person(HOME, Role.LEADER).browser()
    path = f"{LIST}{row.pk}/analyse/"
    form = mine.get(path).context["form"]
    old = {each.html_name: "" if each.value() is None else each.value() for each in form}

    assert sent(theirs, path, needs="Flere voksne om aftenen").status_code == 302
    assert mine.post(path, {**old, "analysis": "Der mangler voksne."}).status_code == 302

    with lead.acts():
        kept = rows_of(AreaMap).get(pk=row.pk)
        assert (kept.needs, kept.analysis) == ("Flere voksne om aftenen", "Der mangler voksne.")
        with pytest.raises(Conflict, match="er ændret imens"):
            actions.write(by=lead.actor, row=row, version=0, values={"needs": "Andet"})
        with pytest.raises(Invalid, match="hedder"):
            actions.write(by=lead.actor, row=row, version=kept.edits, values={"name": " "})


def test_it_is_kept_while_it_is_written_but_no_number(lead: Person, row: AreaMap) -> None:
    browser, path = lead.browser(), f"{LIST}{row.pk}/kortlaegning/"
    form = browser.get(path).context["form"]
    typed = {each.html_name: "" if each.value() is None else each.value() for each in form}

    said = {**typed, "resources": "En ny klub", "challenges": "010190-1234"}
    told = browser.post(path, {**said, "autosave_version": "1"}).json()

    assert "CPR-nummer" in told["left"][0]
    shown = page(browser, path)
    assert ("En ny klub" in shown, "010190-1234" in shown) == (True, False)
    refused = browser.post(path, {**said, "idempotency_key": str(uuid4())})
    assert (refused.status_code, "010190-1234" in refused.content.decode()) == (422, True)


def test_a_finished_version_stands_and_the_next_begins_as_its_copy(
    lead: Person, row: AreaMap
) -> None:
    done = finished(lead, row)
    assert finished(lead, row).finished_at == done.finished_at
    with lead.acts():
        assert rows_of(AreaMap).update(needs="Rettet bagefter") == 0
        with pytest.raises(Refused, match="afsluttet imens"):
            actions.write(by=lead.actor, row=row, version=2, values={"needs": "Rettet"})
    browser = lead.browser()
    late = {"needs": "For sent", "idempotency_key": str(uuid4())}
    closed = browser.post(f"{LIST}{row.pk}/analyse/", late)
    assert (closed.status_code, "For sent" in closed.content.decode()) == (409, True)

    first = browser.post(f"{LIST}{row.pk}/revider/", {"idempotency_key": str(uuid4())})
    again = browser.post(f"{LIST}{row.pk}/revider/", {"idempotency_key": str(uuid4())})

    assert first.headers["Location"] == again.headers["Location"]
    with lead.acts():
        new = rows_of(AreaMap).get(is_finished=False)
    assert (new.number, new.needs, new.mapped_on) == (2, row.needs, None)
    assert "Der er en nyere udgave" in page(browser, f"{LIST}{row.pk}/")
    assert "Udgave 1" in page(browser, f"{LIST}{new.pk}/")
    with lead.acts():
        actions.write(by=lead.actor, row=new, version=0, values={"name": "Ørstedparken"})
    assert "Der er en nyere udgave" in page(browser, f"{LIST}{row.pk}/")
    renamed = page(browser, f"{LIST}{new.pk}/")
    assert ("Der er en nyere udgave" in renamed, "Ingen er valgt." in renamed) == (False, True)
    with lead.acts():
        gone = AreaMap(municipality_id=HOME)
        with pytest.raises(AreaMap.DoesNotExist):
            actions.write(by=lead.actor, row=gone, version=0, values={"needs": "x"})
        with pytest.raises(AreaMap.DoesNotExist):
            actions.revise(by=lead.actor, row=gone)


def test_actions_of_the_plan_follow_it_to_its_next_version(
    world: World, lead: Person, row: AreaMap
) -> None:
    leader = world.person(HOME, Role.LEADER)
    browser, path = lead.browser(), f"{LIST}{row.pk}/indsats/"
    assert "Når jeres plan har handlinger" in page(browser, path)
    publish(lead, leader)
    with lead.acts():
        public = rows_of(Action).get()
        draft = plan_actions.revise(by=lead.actor)
        values = {"title": "Ny i kladden", "level": "building"}
        goal = draft.goals.get().pk
        plan_actions.add_part(by=lead.actor, sort=SORTS["handling"], under=goal, values=values)
        new = rows_of(Action).get(title="Ny i kladden")
        with pytest.raises(Conflict, match="ikke i planen"):
            actions.write(by=lead.actor, row=row, version=2, values={"plan_actions": [uuid4()]})

    sent(browser, path, plan_actions=[str(public.pk), str(new.pk)])

    shown = page(browser, f"{LIST}{row.pk}/")
    assert ("Ny i kladden" in shown, str(public.pk) in shown) == (True, True)
    with leader.acts():
        plan_actions.adopt(
            by=leader.actor, draft=draft, adopted_on=clock.today(), adopted_by="Byrådet"
        )
        found = links(leader.actor, [public.pk, new.pk])
    assert sorted(one["title"] for one in found) == sorted([public.title, "Ny i kladden"])
    assert str(public.pk) not in page(browser, f"{LIST}{row.pk}/")


@pytest.mark.parametrize(
    ("place", "role"),
    [(NEIGHBOUR, Role.LEADER), (HOME, Role.CASEWORKER)],
    ids=["neighbour", "caseworker"],
)
def test_nobody_else_reads_or_writes(
    world: World, lead: Person, row: AreaMap, place: int, role: Role
) -> None:
    person = world.person(place, role)
    assert person.browser().get(f"{LIST}{row.pk}/").status_code in {403, 404}
    with person.acts():
        assert not rows_of(AreaMap).exists()
        assert not AreaMap.objects.for_actor(person.actor).exists()
    with lead.acts(), pytest.raises(Refused, match="Kun tovholder"):
        actions.add(
            by=replace(lead.actor, role=Role.CASEWORKER), name="x", description="", housing=""
        )


def test_the_list_costs_the_same_with_many(lead: Person, row: AreaMap) -> None:
    browser = lead.browser()
    page(browser, LIST)
    with CaptureQueriesContext(connection) as one:
        page(browser, LIST)
    with lead.acts():
        for number in range(30):
            actions.add(by=lead.actor, name=f"Område {number:02}", description="", housing="")
    with CaptureQueriesContext(connection) as many:
        shown = page(browser, LIST)

    assert len(one) == len(many)
    assert "cursor=" in shown
    assert len(PARTS) == 5


def test_what_is_written_already_is_written_once(lead: Person, row: AreaMap) -> None:
    with lead.acts():
        again = actions.write(
            by=lead.actor, row=row, version=row.edits, values={"mapped_on": row.mapped_on}
        )
    assert again.edits == row.edits


def test_the_one_that_is_open_is_revised_also_when_two_begin_at_once(
    lead: Person, row: AreaMap
) -> None:
    """The second finds no open one when she looks, and one when she writes."""
    done = finished(lead, row)
    with lead.acts():
        begun = actions.revise(by=lead.actor, row=done)
        rows_of(AreaMap).filter(pk=begun.pk).update(number=0)
        assert actions.revise(by=lead.actor, row=done).pk == begun.pk
