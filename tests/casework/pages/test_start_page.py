"""The start page of those who work with cases: its panels in order, for few queries."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework import actions
from casework.models import Case, DisclosureItem
from casework.queries.start_team import SHOWN
from casework.rules.workflow import Field, State
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.roles import Role
from stopext.audit.models import AuditEvent
from tests.casework.actions.test_course import REASON
from tests.casework.actions.test_rules import _share as share
from tests.casework.actions.test_rules import _triage as triage
from tests.casework.pages.browsing import text_of, url
from tests.casework.samples import facts, new_case, other_than, person
from tests.support.world import HOME, HOME_DISTRICT, NEIGHBOUR, Person, World

#: Panels of one role's own work at most (the leader's), what was begun among them; each reads its
#: own rows, and what is waited for is of two sorts.
PANELS = 15
#: Who it is (3), the context (3), the log, all panels of screenings, and in one statement what all
#: other apps ask: what is new, the hub's articles, the plan and what stands around it, the radar.
BESIDES = 9


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.COORDINATOR, Role.LEADER])
def test_it_costs_one_statement_for_each_panel_and_little_else(world: World, role: Role) -> None:
    browser, address = world.person(HOME, role).browser(), reverse("web:start")
    browser.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(address).status_code == 200
    statements = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(statements) <= BESIDES + PANELS, statements


def test_the_most_urgent_cases_stand_first_and_are_in_the_log(world: World) -> None:
    leading, order = world.person(HOME, Role.COORDINATOR), list[str]()
    with leading.acts():
        for weeks in range(SHOWN + 2):
            hits = actions.search_repeats(by=leading.actor, person=person())
            with clock.at(clock.now() - timedelta(weeks=weeks)):
                made = actions.register_concern(
                    by=leading.actor, person=person(), facts=facts(), answers=other_than(hits)
                )
            order.insert(0, made.number)
    page = text_of(leading.browser().get(reverse("web:start")))

    places = [page.find(number) for number in order]
    assert (sorted(places[:SHOWN]), places[SHOWN:]) == (places[:SHOWN], [-1, -1])
    reviewer = world.person(HOME, Role.LOG_REVIEWER)
    with reviewer.acts():
        events = AuditEvent.objects.of_authority(HOME).filter(object_type="casework.case")
        newest = events.order_by("-id").first()
        assert newest is not None
        assert (newest.action, newest.result_count) == ("list", SHOWN + 1)


@pytest.mark.parametrize(
    ("role", "address", "title"),
    [
        pytest.param(Role.CASEWORKER, "/sager/ny/{}/fare/", "Påbegyndte registreringer", id="case"),
        pytest.param(
            Role.REPORTER, "/sager/henvendelser/ny/{}/fare/", "Påbegyndte henvendelser", id="report"
        ),
    ],
)
def test_what_was_begun_stands_with_how_far_it_is(
    world: World, role: Role, address: str, title: str
) -> None:
    browser, start, here = world.person(HOME, role).browser(), reverse("web:start"), uuid4()
    assert title not in text_of(browser.get(start))
    danger = dict.fromkeys(("weapon", "target_or_plan", "departure", "suicidal"), "no")
    assert browser.post(address.format(here), danger).status_code == 302
    page = " ".join(text_of(browser.get(start)).split())
    assert (title in page, address.format(here) in page) == (True, True)
    assert f"Trin 1 af {4 if role is Role.CASEWORKER else 2}: " in page
    assert str(here) not in text_of(world.person(HOME, Role.COORDINATOR).browser().get(start))


def test_the_police_are_led_to_each_delivery_and_told_what_is_new(world: World) -> None:
    leading, officer = (
        world.person(HOME, Role.COORDINATOR),
        world.person(HOME_DISTRICT, Role.OFFICER),
    )
    with leading.acts():
        share(leading.actor, new_case(leading.actor))
    address = reverse("web:start")
    before = text_of(officer.browser().get(address))
    with officer.acts():
        (item,) = DisclosureItem.objects.for_actor(officer.actor)
        actions.receive(by=officer.actor, disclosure=item.disclosure, items=[item])
    after = text_of(officer.browser().get(address))

    assert url("disclosure", item.disclosure_id) in before
    assert "Ikke åbnet endnu. Delt af Aalborg Kommune." in before
    assert "Ikke åbnet endnu" not in after


def gathering(by: Actor) -> Case:
    """A case in which others are asked."""
    case = new_case(by)
    values = {Field.COORDINATOR: by.membership_id}
    case = actions.change_state(
        by=by, case=case, version=case.version, target=State.ASSESSMENT, values=values
    )
    triage(by, case)
    case.refresh_from_db()
    reason = {Field.REASON: REASON}
    return actions.change_state(
        by=by, case=case, version=case.version, target=State.GATHERING, values=reason
    )


def test_what_is_waited_for_is_counted_as_it_is_and_all_of_it_is_found(world: World) -> None:
    leading = world.person(HOME, Role.COORDINATOR)
    start = reverse("web:start")

    def panel() -> Tag:
        page = BeautifulSoup(text_of(leading.browser().get(start)), "lxml")
        [found] = [one for one in page.select("section.work") if "Venter på andre" in one.text]
        return found

    with leading.acts():
        case = gathering(leading.actor)
        for number in range(SHOWN):
            actions.ask_information(
                by=leading.actor, case=case, authority=f"Skole {number}", question="Trivsel?"
            )
    exactly = panel()
    with leading.acts():
        actions.ask_information(
            by=leading.actor, case=case, authority="Skolen ved søen", question="Trivsel?"
        )
        idle = new_case(leading.actor, person(name="Ea Attrapsen"))
    more = panel()

    assert [one.select("span.count")[0].text for one in (exactly, more)] == ["(5)", "(6)"]
    assert len(more.select("li")) == SHOWN
    assert not exactly.select("p a")
    [way] = more.select("p a")
    listed = text_of(leading.browser().get(str(way["href"])))
    assert (case.number in listed, idle.number in listed) == (True, False)

    # Who was asked still owes an answer while the case rests, and not when it is closed.
    resting = {"state": State.PAUSED, "paused_from": "gathering", "paused_until": clock.today()}
    closed = {"closed_at": clock.now(), "closure_reason": "moved", "delete_earliest": "2040-01-01"}
    ended = {"state": State.CLOSED, "paused_from": "", "paused_until": None, **closed}
    for changed, still in ((resting, True), (ended, False)):
        with leading.acts():
            Case.objects.for_actor(leading.actor).filter(pk=case.pk).update(**changed)
        assert bool(panel().select("li")) == still


def test_a_case_without_a_coordinator_stands_first_and_is_told_to_who_can_appoint_one(
    world: World,
) -> None:
    """Also when others are more urgent; until somebody is appointed, and to who may read it."""
    leading, leader, worker = (
        world.person(HOME, role) for role in (Role.COORDINATOR, Role.LEADER, Role.CASEWORKER)
    )
    with leading.acts():
        for weeks in range(1, SHOWN + 2):
            with clock.at(clock.now() - timedelta(weeks=weeks)):
                hits = actions.search_repeats(by=leading.actor, person=person())
                overdue = actions.register_concern(
                    by=leading.actor, person=person(), facts=facts(), answers=other_than(hits)
                )
                actions.assign(
                    by=leading.actor,
                    case=overdue,
                    version=overdue.version,
                    coordinator_id=leading.membership.pk,
                )
    with worker.acts():
        child = person(name="Ea Attrapsen", birth_year=clock.today().year - 15)
        case = new_case(worker.actor, child)

    def told(who: Person) -> tuple[bool, bool]:
        page = BeautifulSoup(text_of(who.browser().get(reverse("web:start"))), "lxml")
        panels = [one for one in page.select("section.work") if "Sager uden tovholder" in one.text]
        news = text_of(who.browser().get("/nyt/"))
        said = f"Sag {case.number} har ingen tovholder endnu" in news
        return any(case.number in one.text for one in panels), said

    assert [told(one) for one in (leading, leader, worker)] == [(True, True)] * 2 + [(False,) * 2]
    neighbour = world.person(NEIGHBOUR, Role.COORDINATOR)
    assert told(neighbour) == (False, False)
    with leading.acts():
        row = Case.objects.for_actor(leading.actor).get(pk=case.pk)
        row = actions.restrict(
            by=leading.actor,
            case=row,
            version=row.version,
            membership_ids=[leading.membership.pk],
        )
    assert [told(one) for one in (leading, leader)] == [(True, True), (False, False)]
    with leading.acts():
        actions.assign(
            by=leading.actor,
            case=row,
            version=row.version,
            coordinator_id=leading.membership.pk,
        )
    assert told(leading) == (False, False)


def test_questions_receipts_and_reports_are_shown(world: World) -> None:
    leading, officer = (
        world.person(HOME, Role.COORDINATOR),
        world.person(HOME_DISTRICT, Role.OFFICER),
    )
    by = leading.actor
    with leading.acts():
        case = gathering(by)
        actions.ask_information(by=by, case=case, authority="Skolen ved søen", question="Trivsel?")
        share(by, case)
    with officer.acts():
        items = list(DisclosureItem.objects.for_actor(officer.actor))
        actions.receive(by=officer.actor, disclosure=items[0].disclosure, items=items)

    page = text_of(leading.browser().get(reverse("web:start")))

    link = f'<a href="{url("case", case.pk)}">{case.number}</a> <span class="work-text">'
    told = [row.split("</span>")[0] for row in " ".join(page.split()).split(link)[1:]]
    assert told == [
        "Oplysninger indhentes",
        "Oplysninger fra Skolen ved søen",
        "Politiet har åbnet det, I har delt",
    ]


def test_a_panel_without_work_takes_one_line(world: World) -> None:
    leading = world.person(HOME, Role.COORDINATOR)
    with leading.acts():
        new_case(leading.actor)

    page = BeautifulSoup(text_of(leading.browser().get(reverse("web:start"))), "lxml")

    panels = page.select("section.work")
    assert [bool(one.select("li")) for one in panels] == [
        "is-empty" not in one["class"] for one in panels
    ]
    assert {len(one.select("p.soft")) for one in page.select("section.is-empty")} == {1}
    assert page.select("section.work:not(.is-empty)")
