"""The duty calendar: what falls when, as a page and as a file."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock
from uuid import UUID, uuid4

import pytest
from icalendar import Calendar

from knowledge.plans import actions
from knowledge.plans.choices import ActionStatus
from knowledge.plans.duties import Duty, all_duties, duties
from knowledge.plans.models import Plan
from knowledge.plans.policies import latest_revision
from knowledge.plans.reminders import days_ahead
from knowledge.plans.schedule import moved
from knowledge.plans.sorts import SORTS
from stopext.access import clock
from stopext.access.roles import Role
from stopext.notifications.sending import notify
from stopext.web.dates import format_date
from tests.knowledge.plans.browsing import page
from tests.matrix.plans import confirmed, plan_begun, publish, write
from tests.support.world import FAR, HOME, Person, World

PATH, FILE = "/handlingsplaner/min/kalender/", "/handlingsplaner/min/kalender.ics"


@pytest.fixture
def plan(world: World, lead: Person) -> Plan:
    """In force, of the home municipality."""
    return publish(lead, world.person(HOME, Role.LEADER))


def test_the_revision_stands_on_the_page_and_is_reached(lead: Person, plan: Plan) -> None:
    browser = lead.browser()
    shown = page(browser, PATH)

    assert "Handlingsplanen skal være revideret" in shown
    assert f"{lead.actor.authority_name}: Hvad I skal nå" in " ".join(shown.split())
    assert "UNDEFINED" not in shown
    assert FILE in shown
    assert "Mindst hvert fjerde år" in shown
    assert plan.revision_due is not None
    days = [format_date(moved(plan.revision_due, -months)) for months in (12, 6, 3)]
    assert f"disse dage: {', '.join(days)}." in " ".join(shown.split())
    assert [PATH in page(browser, way) for way in ("/start/", "/handlingsplaner/min/")] == [
        True,
        True,
    ]


def test_a_limit_of_its_own_is_told_as_that_and_passed_reminders_are_not_promised(
    world: World, lead: Person, plan: Plan
) -> None:
    adopted_on, due = clock.today(), moved(clock.today(), 4)
    with lead.acts():
        draft = actions.revise(by=lead.actor)
    leader = world.person(HOME, Role.LEADER)
    with leader.acts():
        said: dict[str, Any] = {"adopted_on": adopted_on, "adopted_by": "Rådet"}
        actions.adopt(by=leader.actor, draft=draft, revision_due=due, **said)

    shown = " ".join(page(lead.browser(), PATH).split())

    latest = format_date(latest_revision(adopted_on))
    assert f"Jeres egen dato. Loven siger senest {latest}" in shown
    assert f"disse dage: {format_date(moved(due, -3))}." in shown
    assert days_ahead(due, moved(due, -3)) == []


def test_the_file_is_read_by_calendars_and_the_same_each_time(lead: Person, plan: Plan) -> None:
    answer = lead.browser().get(FILE)
    events = [_event(row) for row in _events(answer.content)]

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert plan.adopted_on is not None
    half_year = moved(plan.adopted_on, 6)
    two_years = moved(plan.adopted_on, 24)
    with lead.acts():
        action = Plan.objects.for_actor(lead.actor).get(pk=plan.pk).actions.get()
    assert events == [
        (f"report-{HOME}@stopekstremisme", half_year, "Frys en statusrapport"),
        (
            f"status-{action.pk}-{HOME}@stopekstremisme",
            half_year,
            f"Meld halvårsstatus på: {action.title}",
        ),
        (
            f"exercise-{HOME}@stopekstremisme",
            min(two_years, two_years.replace(day=28)),
            "Hold en øvelse af beredskabet",
        ),
        (f"readiness-{HOME}@stopekstremisme", two_years, "Lav jeres første selvvurdering"),
        (f"revision-{HOME}@stopekstremisme", plan.revision_due, _revision_text()),
    ]
    assert [_event(row) for row in _events(lead.browser().get(FILE).content)] == events
    assert b"X-WR-CALNAME:Handlingsplanens frister" in answer.content
    assert [str(row["url"]) for row in _events(answer.content)] == [
        "http://testserver/handlingsplaner/min/rapporter/ny/",
        f"http://testserver/handlingsplaner/min/fremdrift/handling/{action.pk}/",
        "http://testserver/oevelser/",
        "http://testserver/selvvurdering/",
        "http://testserver/handlingsplaner/min/",
    ]
    assert b"Navnekanarie" not in answer.content
    assert b"ORGANIZER" not in answer.content
    assert b"ATTENDEE" not in answer.content


def test_a_limit_is_the_same_after_two_adoptions(world: World, lead: Person, plan: Plan) -> None:
    leader, browser = world.person(HOME, Role.LEADER), lead.browser()

    def adopted(**said: Any) -> set[str]:
        with lead.acts():
            draft = actions.revise(by=lead.actor)
            for slug, parts in (("handling", draft.actions), ("indikator", draft.indicators)):
                row, values = parts.get(), said.get(slug)
                if values:
                    seen: dict[str, Any] = {"pk": row.pk, "version": row.edits, "values": values}
                    actions.change_part(by=lead.actor, sort=SORTS[slug], **seen)
        with leader.acts():
            days: dict[str, Any] = {"adopted_on": clock.today(), "adopted_by": "Rådet"}
            actions.adopt(by=leader.actor, draft=draft, **days)
        return {str(row["uid"]) for row in _events(browser.get(FILE).content)}

    first = adopted(handling={"end": clock.today()}, indikator={"frequency": "hvert år"})
    assert (len(first), adopted(), adopted()) == (6, first, first)


def test_what_is_past_its_day_stands_on_the_start_page(
    world: World, lead: Person, leader: Person, plan: Plan
) -> None:
    browser, yesterday = lead.browser(), clock.today() - timedelta(days=1)
    coming = _own_panel(browser)
    with lead.acts():
        draft = actions.revise(by=lead.actor)
        row = draft.actions.get()
        seen: dict[str, Any] = {"pk": row.pk, "version": row.edits, "values": {"end": yesterday}}
        actions.change_part(by=lead.actor, sort=SORTS["handling"], **seen)
    with leader.acts():
        actions.adopt(by=leader.actor, draft=draft, adopted_on=clock.today(), adopted_by="Rådet")
    ends = (f"Meld status på: {row.title}", yesterday)

    late = _own_panel(browser)

    assert coming == [("Kalender for planen", plan.revision_due), (row.title, None)]
    assert late == [("Kalender for planen", late[0][1]), ends]
    assert 'Jeres handlingsplan <span class="count">' not in " ".join(
        page(browser, "/start/").split()
    )


def test_all_that_is_late_in_the_calendar_is_on_the_start_page_or_counted_there(
    lead: Person, leader: Person, plan: Plan
) -> None:
    today, browser = clock.today(), lead.browser()

    def shown() -> dict[str, str]:
        panels = browser.get("/start/").context["panels"]
        return {item.label: item.url for panel in panels for item in panel.items}

    with lead.acts():
        draft = actions.revise(by=lead.actor)
    with leader.acts():
        said: dict[str, Any] = {"adopted_on": moved(today, -30), "adopted_by": "Rådet"}
        plan = actions.adopt(by=leader.actor, draft=draft, **said, **confirmed(draft))
    with lead.acts():
        own = Plan.objects.for_actor(lead.actor).get(pk=plan.pk)
        late = {duty.text for duty in all_duties(lead.actor, own) if duty.on < today}
        action = own.actions.get()
    asked = {
        "Frys en statusrapport",
        "Hold en øvelse af beredskabet",
        "Lav jeres første selvvurdering",
    }
    assert (asked - late, late - {*shown()}) == (set(), set())
    for number, told in ((3, ""), (1, "Én frist mere er"), (1, "2 frister mere er")):
        with lead.acts():
            for _task in range(number):
                said = {"text": str(uuid4()), "due_on": moved(today, -1)}
                actions.add_task(by=lead.actor, action=action, **said)
        more = {label: url for label, url in shown().items() if "mere er overskredet" in label}
        assert more == ({f"{told} overskredet": PATH} if told else {})


def _own_panel(browser: Any) -> list[tuple[str, Any]]:
    panels = browser.get("/start/").context["panels"]
    own = next(one for one in panels if one.title == "Jeres handlingsplan")
    return [(item.label, item.due) for item in own.items]


def test_without_a_plan_in_force_there_is_no_file(world: World, lead: Person) -> None:
    with lead.acts():
        plan_begun(lead)

    assert "Kommunen har ingen plan, der gælder" in page(lead.browser(), PATH)
    assert lead.browser().get(FILE).status_code == 404
    assert world.person(HOME, Role.REPORTER).browser().get(FILE).status_code == 404


def test_what_other_apps_know_stands_among_them_also_without_a_plan(
    lead: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = date(2027, 3, 1)
    exercise = Duty("exercise-1", day, "Hold en øvelse", "Aftalt i marts.", "/start/")
    monkeypatch.setattr("knowledge.plans.duties.MORE", [lambda actor, plan: [exercise]])

    shown = page(lead.browser(), PATH)

    assert ("Kommunen har ingen vedtaget plan" in shown, "§ 15, stk. 3" in shown) == (True, True)
    assert "Hvad I skal nå med den plan, der gælder" not in shown
    assert "Hold en øvelse" in shown
    assert "Aftalt i marts." in shown
    assert "Portalen minder jer om revisionen" not in shown
    assert [_event(row) for row in _events(lead.browser().get(FILE).content)] == [
        (f"exercise-1-{HOME}@stopekstremisme", day, "Hold en øvelse")
    ]


def test_open_actions_that_end_are_reported_in_order() -> None:
    def action(number: int, end: date | None, status: ActionStatus) -> Any:
        said = {"title": f"H{number}", "end": end, "ends": "1. kvartal 2027", "status": status}
        said |= {"pace": "", "since": None, "reported_on": None, "start": None}
        return SimpleNamespace(pk=UUID(int=number), **said)

    day = date(2027, 1, 1)
    rows = [
        action(1, day + timedelta(days=9), ActionStatus.RUNNING),
        action(2, day, ActionStatus.PAUSED),
        action(3, day, ActionStatus.DONE),
        action(4, None, ActionStatus.PLANNED),
        action(5, day, ActionStatus.DROPPED),
    ]
    plan = _plan(revision_due=day + timedelta(days=3), actions=rows)

    made = duties(plan, {})

    assert made[0].why == "Handlingen slutter: 1. kvartal 2027"
    assert [(duty.on, duty.text) for duty in made] == [
        (day, "Meld status på: H2"),
        (day + timedelta(days=3), _revision_text()),
        (day + timedelta(days=9), "Meld status på: H1"),
    ]


def test_an_action_is_reported_each_half_year_until_it_ends() -> None:
    day = date(2027, 1, 1)

    def told(**said: Any) -> list[tuple[date, str]]:
        row = {"pk": UUID(int=1), "title": "H", "end": None, "ends": "", "pace": ""}
        row |= {"status": ActionStatus.RUNNING, "since": None, "reported_on": None, "start": None}
        plan = _plan(adopted_on=day, actions=[SimpleNamespace(**{**row, **said})])
        return [(one.on, one.why) for one in duties(plan, {})]

    half = "Et godt råd: hvert halve år. "
    assert told() == [(moved(day, 6), f"{half}Ikke meldt endnu i denne version.")]
    assert told(since=moved(day, -3))[0][0] == moved(day, 3)
    reported = told(reported_on=moved(day, 1), end=moved(day, 9))
    assert reported[0] == (moved(day, 7), f"{half}Senest meldt 1. februar 2027.")
    assert len(reported) == 2
    assert [on for on, _why in told(end=moved(day, 6))] == [moved(day, 6)]
    assert told(start=moved(day, 4))[0][0] == moved(day, 10)
    assert told(start=moved(day, -4))[0][0] == moved(day, 6)


def test_a_task_stands_with_its_words_on_the_page_and_without_them_in_the_file(
    lead: Person, plan: Plan
) -> None:
    browser, day = lead.browser(), clock.today() + timedelta(days=5)
    with lead.acts():
        action = Plan.objects.for_actor(lead.actor).get(pk=plan.pk).actions.get()
        for text, due_on in (("Ring til Navnekanarie", day), ("Uden dag", None)):
            actions.add_task(by=lead.actor, action=action, text=text, due_on=due_on)

    shown = page(browser, PATH)
    assert ("Opgave: Ring til Navnekanarie" in shown, "Uden dag" in shown) == (True, False)
    file = browser.get(FILE).content
    assert b"Navnekanarie" not in file
    assert f"Opgave: {action.title}" in [str(row["summary"]) for row in _events(file)]


def test_a_task_of_a_draft_is_told_of_without_the_draft(lead: Person) -> None:
    with lead.acts():
        draft = plan_begun(lead)
        write(lead, lambda _what: "Navnekanarie", draft)
        said: dict[str, Any] = {"text": "Ring", "due_on": clock.today()}
        actions.add_task(by=lead.actor, action=draft.actions.get(), **said)

    assert "Opgave: Ring" in page(lead.browser(), PATH)
    [event] = _events(lead.browser().get(FILE).content)
    assert str(event["summary"]) == "Opgave: en handling i kladden"


def test_what_is_measured_regularly_is_due_after_the_last_reading_or_the_adoption() -> None:
    day = date(2027, 1, 1)
    names = {1: "Hver uge", 2: "hvert kvartal", 3: " "}
    rows = [
        SimpleNamespace(pk=UUID(int=number), name=f"I{number}", frequency=often, since=None)
        for number, often in names.items()
    ]
    readings = [
        SimpleNamespace(indicator_id=UUID(int=1), on=day + timedelta(days=days)) for days in (3, 9)
    ]

    made = duties(_plan(adopted_on=day, indicators=rows, measurements=readings), {})

    assert [(duty.on, duty.text, duty.why) for duty in made] == [
        (
            day + timedelta(days=16),
            "Mål, og meld tallet: I1",
            "Måles: Hver uge. Senest målt 10. januar 2027.",
        ),
        (moved(day, 3), "Mål, og meld tallet: I2", "Måles: hvert kvartal."),
    ]


def test_a_reminder_says_the_limit_of_the_plan_in_force(
    world: World, lead: Person, plan: Plan
) -> None:
    with lead.acts():
        notify("plan_revision", authority_id=HOME, to=[lead.actor.user_id], about=plan.pk)
    browser = lead.browser()
    [line] = browser.get("/nyt/").context["lines"]

    assert line.line.url == PATH
    assert line.line.text.startswith("Kommunens handlingsplan skal revideres senest")
    with lead.acts():
        draft = actions.revise(by=lead.actor)
    with world.person(HOME, Role.LEADER).acts():
        actions.adopt(
            by=world.person(HOME, Role.LEADER).actor,
            draft=draft,
            adopted_on=clock.today(),
            adopted_by="Rådet",
        )
    assert browser.get("/nyt/").context["lines"] == []


def test_a_foreign_plan_is_no_line(world: World, plan: Plan) -> None:
    far = world.person(FAR, Role.COORDINATOR)
    with far.acts():
        notify("plan_revision", authority_id=FAR, to=[far.actor.user_id], about=plan.pk)

    assert far.browser().get("/nyt/").context["lines"] == []


def _plan(**said: Any) -> Any:
    names = ("actions", "indicators", "measurements")
    parts = {name: Mock(all=Mock(return_value=said.pop(name, ()))) for name in names}
    days = {"revision_due": None, "valid_from": None, "adopted_on": None}
    return SimpleNamespace(pk=UUID(int=9), **{**days, **said, **parts})


def _revision_text() -> str:
    return "Handlingsplanen skal være revideret"


def _events(content: bytes) -> list[Any]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def _event(row: Any) -> tuple[str, date, str]:
    return str(row["uid"]), row["dtstart"].dt, str(row["summary"])
