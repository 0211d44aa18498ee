"""How an action goes beside its dates, who said so and why; and whether a plan is followed up."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock
from uuid import UUID, uuid4

import pytest
from django.db import ProgrammingError, connection, transaction

from knowledge.plans import actions
from knowledge.plans.choices import Pace
from knowledge.plans.followup import FollowUp, follow_up, share_word
from knowledge.plans.linter.advice import actions_not_begun, actions_overdue
from knowledge.plans.models import Action, Indicator, Override, Plan
from knowledge.plans.progress import in_words, pace_in_words, progress
from knowledge.plans.sorts import SORTS
from stopext.access import clock
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.access.roles import Role
from tests.knowledge.plans.browsing import page, sent
from tests.matrix.plans import publish
from tests.support.rows import rows_of
from tests.support.world import HOME, NEIGHBOUR, Person, World

PROGRESS = "/handlingsplaner/min/fremdrift/"
ON_TRACK = "følger planen, selv om slutdatoen er passeret"
REASON = "Kampagnen er flyttet til foråret"
TODAY = date(2027, 5, 1)


@pytest.fixture
def action(lead: Person, leader: Person) -> Action:
    """An action of the plan in force, past its end."""
    publish(lead, leader)
    with lead.acts():
        draft = actions.revise(by=lead.actor)
        row = draft.actions.get()
        said: dict[str, Any] = {"end": clock.today() - timedelta(days=2), "owner": "SSP"}
        sort = SORTS["handling"]
        actions.change_part(by=lead.actor, sort=sort, pk=row.pk, version=row.edits, values=said)
    with leader.acts():
        actions.adopt(by=leader.actor, draft=draft, adopted_on=clock.today(), adopted_by="Byrådet")
        found: Action = rows_of(Action).get(plan=draft)
        return found


def judge(by: Person, action: Action, version: int, **more: Any) -> Action:
    said = {"pace": Pace.ON_TRACK, "reason": REASON, "is_reason_public": False, **more}
    with by.acts():
        return actions.override_pace(by=by.actor, action=action.pk, version=version, **said)


def test_an_override_stands_with_who_when_and_why_and_is_taken_back(
    world: World, lead: Person, action: Action
) -> None:
    browser, path = lead.browser(), f"{PROGRESS}vurdering/{action.pk}/"
    nobody = world.person(NEIGHBOUR, Role.COORDINATOR).browser()
    public = f"/handlingsplaner/{action.municipality.slug}/"
    assert path in page(browser, PROGRESS)
    assert "1 er over sin slutdato" in page(nobody, public)

    made = sent(browser, path, pace="on_track", reason=REASON)

    assert made.headers["Location"] == PROGRESS
    inside, outside = page(browser, PROGRESS), page(nobody, public)
    assert [text in inside for text in (REASON, lead.actor.name, "er intern")] == [True] * 3
    assert (ON_TRACK in outside, REASON in outside) == (True, False)
    assert lead.actor.name not in outside
    assert "Slutdatoen er passeret" in outside
    assert "at 1 af dem følger planen" in outside
    assert "Kommunen vurderer" in page(browser, "/start/")
    assert "Kommunen vurderer" in page(browser, "/handlingsplaner/min/kalender/")
    told = nobody.get(f"/api/v1/plans/{action.municipality.slug}/").json()
    assert (told["progress"]["overdue"], told["progress"]["excused"]) == (1, 1)
    assert (told["goals"][0]["actions"][0]["pace"], REASON in str(told)) == ("on_track", False)
    listed = nobody.get("/api/v1/plans/").json()["results"][0]["progress"]
    assert listed == told["progress"]

    sent(browser, path, is_reason_public="on")
    assert (REASON in page(nobody, public), "er offentlig" in page(browser, PROGRESS)) == (
        True,
    ) * 2

    back = browser.post(f"{path}tilbage/", {"idempotency_key": str(uuid4())})
    assert back.headers["Location"] == PROGRESS
    again = browser.post(f"{path}tilbage/", {"idempotency_key": str(uuid4())})
    assert again.headers["Location"] == PROGRESS
    assert ("Kommunen vurderer" in page(nobody, public), REASON in page(nobody, public)) == (
        False,
        False,
    )
    earlier = page(browser, path)
    assert ("Tidligere vurderinger" in earlier, REASON in earlier) == (True, True)


def test_what_cannot_be_said_of_an_action_is_refused(
    lead: Person, leader: Person, action: Action
) -> None:
    with pytest.raises(Invalid, match="Skriv, hvorfor"):
        judge(lead, action, action.edits, reason=" ")
    with pytest.raises(Conflict):
        judge(lead, action, action.edits + 1)
    reader = replace(lead.actor, role=Role.CASEWORKER)
    said: dict[str, Any] = {"pace": Pace.LATE, "reason": REASON}
    with lead.acts():
        with pytest.raises(Refused, match="Kun tovholder"):
            actions.override_pace(by=reader, action=action.pk, version=action.edits, **said)
        with pytest.raises(Refused, match="Planen er afløst"):
            actions.override_pace(by=lead.actor, action=uuid4(), version=0, **said)
    row = judge(lead, action, action.edits)
    same = judge(lead, action, 0)
    assert same.edits == row.edits
    done: dict[str, Any] = {"status": "done", "version": row.edits}
    with leader.acts():
        row = actions.report_status(by=leader.actor, action=row, **done)
        again = actions.report_status(by=leader.actor, action=row, **done | {"version": row.edits})
        assert again.edits == row.edits  # told once a day
    with pytest.raises(Invalid, match="gennemført eller opgivet"):
        judge(lead, action, row.edits, pace=Pace.LATE)
    told = sent(lead.browser(), f"{PROGRESS}vurdering/{action.pk}/", pace="late")
    assert "gennemført eller opgivet" in told.content.decode()


def test_on_track_needs_an_end_that_is_past(lead: Person, leader: Person) -> None:
    publish(lead, leader)
    with lead.acts():
        row = rows_of(Action).get()
    with pytest.raises(Invalid, match="Slutdatoen er ikke passeret"):
        judge(lead, row, row.edits)
    judge(lead, row, row.edits, pace=Pace.LATE)
    shown = page(lead.browser(), "/handlingsplaner/min/")
    assert "Kommunen vurderer, at handlingen er forsinket" in shown
    assert "at 1 handling er forsinket" in shown


def test_nobody_rewrites_an_override_and_others_have_none(
    world: World, lead: Person, action: Action
) -> None:
    judge(lead, action, action.edits)
    with lead.acts():
        for change in ("reason = 'x'", "ended_at = now(), pace = 'late'"):
            with (
                pytest.raises(ProgrammingError, match="only ended"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(f"update plans_override set {change}")
    foreign = world.person(NEIGHBOUR, Role.COORDINATOR)
    with foreign.acts():
        assert rows_of(Override).count() == 0
    path = f"{PROGRESS}vurdering/{action.pk}/"
    assert foreign.browser().get(path).status_code == 404
    assert world.person(HOME, Role.CASEWORKER).browser().get(path).status_code in {403, 404}


def test_the_linter_is_silent_of_what_is_held_to_be_on_track() -> None:
    def one(number: int, pace: str, **more: Any) -> Any:
        said = {"title": f"H{number}", "end": TODAY - timedelta(days=9), "ends": "april"}
        start = {"start": TODAY - timedelta(days=30), "starts": "marts", "status": "planned"}
        return Action(pk=UUID(int=number), pace=pace, **_stored({**said, **start, **more}))

    rows = [one(1, ""), one(2, Pace.ON_TRACK), one(3, Pace.LATE)]
    facts: Any = SimpleNamespace(actions=rows, today=TODAY)
    assert [each.label.split(":")[0] for each in actions_overdue(facts)] == ["H1", "H3"]
    open_ended = [one(4, "", end=None), one(5, Pace.LATE, end=None)]
    begun: Any = SimpleNamespace(actions=open_ended, today=TODAY)
    assert [each.label.split(":")[0] for each in actions_not_begun(begun)] == ["H4"]


def _stored(said: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if name not in {"ends", "starts"}}


def test_progress_in_words_tells_what_the_municipality_holds() -> None:
    past = TODAY - timedelta(days=1)
    rows = [_action(end=past, pace=Pace.ON_TRACK), _action(end=past), _action(pace=Pace.LATE)]
    rows += [_action(pace=Pace.LATE, status="done"), _action(pace=Pace.LATE)]
    assert in_words(progress(rows, TODAY)).endswith(
        "2 er over deres slutdato. Kommunen vurderer, at 1 af dem følger planen."
        " Kommunen vurderer, at 2 handlinger er forsinkede."
    )
    assert [bool(pace_in_words(row, TODAY)) for row in rows] == [True, False, True, False, True]


def _action(**said: Any) -> Any:
    blank = {"status": "running", "end": None, "pace": "", "owner": "SSP", "goal_id": 1}
    return SimpleNamespace(**{**blank, "reported_on": None, "since": None, "start": None, **said})


def _plan(since: date | None, **parts: Any) -> Any:
    names = ("actions", "indicators", "measurements")
    made = {name: Mock(all=Mock(return_value=parts.get(name, []))) for name in names}
    return SimpleNamespace(valid_from=since, adopted_on=None, **made)


def test_what_is_in_time_is_counted() -> None:
    fresh, old = TODAY - timedelta(days=30), TODAY - timedelta(days=300)
    rows = [
        _action(reported_on=fresh),
        _action(reported_on=old),
        _action(),
        _action(status="done"),
        _action(end=fresh, reported_on=fresh - timedelta(days=1)),
        _action(end=fresh, reported_on=fresh + timedelta(days=1), goal_id=2),
    ]
    often = {1: "hver måned", 2: "hvert år", 3: ""}
    indicators = [
        SimpleNamespace(pk=n, goal_id=n, frequency=said, since=None) for n, said in often.items()
    ]
    readings = [SimpleNamespace(indicator_id=1, on=old)]

    found = follow_up(_plan(old, actions=rows, indicators=indicators, measurements=readings), TODAY)

    assert found == FollowUp(
        reported=3, due=6, actions=6, measured=0, readings_due=1, indicators=2, followed=1
    )
    assert found.words == [
        "Omkring halvdelen af alle handlinger, der skulle meldes, er meldt til tiden: 3 af 6.",
        "Få handlinger kan følges på tal: 1 af 6 har ansvarlig, slutdato og et målt mål.",
        "Ingen indikatorer, der skulle måles, er målt til tiden: 0 af 1.",
    ]
    assert follow_up(_plan(None, actions=[_action()]), TODAY).reported == 0
    new = follow_up(_plan(fresh, actions=[_action()], indicators=indicators[1:2]), TODAY)
    assert (new.reported, new.due, new.measured, new.readings_due) == (0, 0, 0, 0)
    assert (new.words[0], new.words[-1]) == (
        "Ingen handlinger skulle være meldt endnu.",
        "Ingen indikatorer skulle være målt endnu.",
    )
    ended = follow_up(_plan(fresh, actions=[_action(end=fresh + timedelta(days=9))]), TODAY)
    assert (ended.reported, ended.due) == (0, 1)
    assert follow_up(_plan(fresh, actions=[_action(since=old)]), TODAY).reported == 0
    later = [_action(start=fresh), _action(start=fresh, reported_on=old - timedelta(days=9))]
    begins = follow_up(_plan(old, actions=later), TODAY)
    assert (begins.reported, begins.due) == (0, 0)
    indicators[0].since = old
    assert follow_up(_plan(fresh, indicators=indicators[:1]), TODAY).measured == 0
    assert follow_up(_plan(None, indicators=indicators[:1]), TODAY).measured == 0
    assert follow_up(_plan(None), TODAY).words == []
    assert [share_word(n, 9) for n in (0, 1, 4, 6, 9)] == [
        "Ingen",
        "Få",
        "Omkring halvdelen af alle",
        "De fleste",
        "Alle",
    ]


def test_what_is_held_stands_in_the_tables_and_ends_with_the_version(
    lead: Person, leader: Person, action: Action
) -> None:
    browser, place = lead.browser(), action.municipality.slug
    row = judge(lead, action, action.edits, pace=Pace.LATE)
    public = f"/handlingsplaner/{place}/"
    plans, [told] = (_table(browser, name) for name in ("planer", "handlinger"))
    assert [one["vurderet_forsinket"] for one in plans if one["kommune"] == told["kommune"]] == [
        "1"
    ]
    assert told["vurdering"] == "Forsinket"
    beside = f"/handlingsplaner/sammenlign/?kommune={place}&kommune=aarhus"
    assert "Vurderet forsinket: 1" in " ".join(page(browser, beside).split())
    with lead.acts():
        version = row.plan.version
        draft = actions.revise(by=lead.actor)
    with leader.acts():
        said: dict[str, Any] = {"adopted_on": clock.today(), "adopted_by": "Byrådet"}
        actions.adopt(by=leader.actor, draft=draft, **said)
    earlier = page(browser, f"{public}{version}/")
    assert ("Kommunen vurderer" in earlier, "Fremdrift" in earlier) == (False, True)


def test_a_new_version_reports_nothing(lead: Person, leader: Person) -> None:
    first = publish(lead, leader).valid_from

    def renewed() -> tuple[Action, Indicator]:
        with lead.acts():
            draft = actions.revise(by=lead.actor)
        with leader.acts():
            said: dict[str, Any] = {"adopted_on": clock.today(), "adopted_by": "Byrådet"}
            actions.adopt(by=leader.actor, draft=draft, **said)
            return rows_of(Action).get(plan=draft), rows_of(Indicator).get(plan=draft)

    row, indicator = renewed()
    assert (row.since, indicator.since, row.reported_on) == (first, first, None)
    sent(lead.browser(), f"{PROGRESS}handling/{row.pk}/")
    row, indicator = renewed()
    assert (row.since, indicator.since, row.reported_on) == (first, first, clock.today())


def test_a_report_that_nothing_changed_counts_as_one(lead: Person, action: Action) -> None:
    sent(lead.browser(), f"{PROGRESS}handling/{action.pk}/")
    with lead.acts():
        assert rows_of(Action).get(pk=action.pk).reported_on == clock.today()
    shown = page(lead.browser(), "/handlingsplaner/min/")
    assert "Alle handlinger, der skulle meldes, er meldt til tiden: 1 af 1" in shown


def _table(browser: Any, name: str) -> list[dict[str, str]]:
    text = page(browser, f"/handlingsplaner/data/{name}.csv").lstrip("\ufeff")
    return list(csv.DictReader(text.splitlines(), delimiter=";"))


def test_the_feed_tells_when_something_public_was_told(lead: Person, action: Action) -> None:
    def updated() -> datetime:
        [entry] = page(lead.browser(), "/handlingsplaner/feed/").split("<entry>")[1:]
        return datetime.fromisoformat(entry.split("<updated>")[1].split("</updated>")[0])

    def changed() -> Any:
        with lead.acts():
            return rows_of(Plan).get(pk=action.plan_id).changed_at

    before = changed()
    row = judge(lead, action, action.edits, pace=Pace.LATE)
    judged = changed()
    with lead.acts():
        actions.take_back_pace(by=lead.actor, action=row.pk)
    back = changed()
    sent(lead.browser(), f"{PROGRESS}handling/{action.pk}/")
    reported = changed()
    with lead.acts():
        said: dict[str, Any] = {"on": clock.today(), "value": 3}
        actions.report_measurement(
            by=lead.actor, indicator=rows_of(Indicator).get(plan=action.plan), **said
        )
    times = [before, judged, back, reported, changed()]
    assert times == sorted(set(times))
    assert updated() == times[-1]
