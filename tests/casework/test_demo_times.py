"""The demo's times: within working days, in order, never in the future, and the clocks hold."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest

from casework.demo import seed
from casework.demo.daytime import Office, Slot, slots
from casework.demo.loader import Story, load_stories
from casework.demo.timeline import LATE, RUNNING, is_urgent, route
from casework.models import Case, Disclosure, Note, Receipt, Report, StateChange
from casework.rules.clocks import COPENHAGEN
from casework.rules.workflow import State, clock_for
from screening.models import Rating, Screening
from stopext.access.roles import Role
from stopext.web.dates import is_working_day
from tests.support.world import HOME, HOME_DISTRICT, World

#: Night, both sides of the hour from which a day counts, and late evening.
HOURS = ((1, 0), (10, 29), (10, 30), (23, 59))
#: Every day of two years that hold 29 February, both changes of the clocks and all holidays.
DAYS = [date(2027, 3, 1) + timedelta(days=number) for number in range(731)]
#: A night, a Sunday, Christmas, New Year, 29 February, Easter Monday, and both changes of clocks.
SEEDED = [
    datetime(2026, 11, 26, 1, 2, tzinfo=COPENHAGEN),
    datetime(2026, 11, 22, 13, 0, tzinfo=COPENHAGEN),
    datetime(2026, 12, 26, 9, 0, tzinfo=COPENHAGEN),
    datetime(2027, 1, 1, 0, 5, tzinfo=COPENHAGEN),
    datetime(2028, 2, 29, 12, 0, tzinfo=COPENHAGEN),
    datetime(2027, 3, 29, 23, 30, tzinfo=COPENHAGEN),
    datetime(2027, 3, 28, 3, 30, tzinfo=COPENHAGEN),
    datetime(2026, 10, 25, 2, 30, tzinfo=COPENHAGEN),
]


def _danish(day: date, hour: int, minute: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=COPENHAGEN)


def _random(what: str) -> Random:
    return Random(what)  # noqa: S311 (not a secret)


def _story_slots(story: Story, now: datetime) -> list[Slot]:
    office = Office(now, on_call=is_urgent(story))
    agos = [story.days_ago, *(stop.ago for stop in route(story))]
    if story.state is State.FOLLOW_UP:
        agos.append((LATE if story.overdue else RUNNING)[State.FOLLOW_UP])
    return list(slots(office, agos, _random(story.key)))


def _in_hours(moment: datetime) -> bool:
    local = moment.astimezone(COPENHAGEN)
    return (8, 0) <= (local.hour, local.minute) < (16, 0)


def _worked(moment: datetime) -> bool:
    return _in_hours(moment) and is_working_day(moment.astimezone(COPENHAGEN).date())


def test_steps_fall_within_working_days_in_order_and_never_in_the_future() -> None:
    agos, looked_at = [400, 9, 8.95, 8.9, 8, 2.2, 0.4, 0.15, 0.15], 0
    for day in DAYS:
        for hour in HOURS:
            now = _danish(day, *hour)
            found = list(slots(Office(now), agos, _random(str(now))))
            ends = [slot.start + 17 * slot.pause for slot in found]
            assert all(_worked(slot.start) for slot in found), now
            assert all(end < slot.start for end, slot in zip(ends, found[1:], strict=False)), now
            assert ends[-1] < now
            looked_at += len(found)
    assert looked_at == 731 * 4 * 9


def test_the_same_story_has_the_same_times_whenever_it_is_told_that_day() -> None:
    (story,) = (one for one in load_stories() if one.key == "aalborg-05")
    told = [_story_slots(story, _danish(date(2026, 11, 26), hour, 0)) for hour in (11, 16, 20)]
    assert told[0] == told[1] == told[2]


@pytest.mark.parametrize("story", load_stories(), ids=lambda story: story.key)
def test_the_clock_of_a_story_runs_or_has_run_out_as_told_on_every_day(story: Story) -> None:
    """Also a child's 24 hours, over weekends and holidays."""
    wrong = []
    for day in DAYS[:: 1 if story.closure is None else 731]:
        for hour in HOURS:
            now = _danish(day, *hour)
            last = _story_slots(story, now)[-1].start
            running = clock_for(story.state, under_18=story.age < 18)
            late = running is not None and running.due(last) < now
            if story.closure is None and late is not story.overdue:
                wrong.append((now, last))
    assert wrong == []


def test_a_childs_first_assessment_is_told_at_daytime_within_its_24_hours() -> None:
    urgent = [story for story in load_stories() if is_urgent(story)]
    assert {story.key for story in urgent} == {"aalborg-01", "odense-02"}
    for story in urgent:
        for day in DAYS:
            for hour in HOURS:
                now = _danish(day, *hour)
                last = _story_slots(story, now)[-1].start
                assert _in_hours(last)
                assert now - timedelta(hours=24) < last < now


def test_the_next_slot_is_the_next_working_day_or_what_is_left_of_the_last() -> None:
    office = Office(_danish(date(2026, 11, 26), 12, 0))
    friday, today = _danish(date(2026, 11, 20), 15, 0), _danish(date(2026, 11, 26), 9, 0)
    after = office.next_slot(friday, _random("")).start.astimezone(COPENHAGEN)
    left = office.next_slot(today, _random("")).start
    assert after.date() == date(2026, 11, 23)
    assert today < left < office.now


@pytest.mark.parametrize("now", SEEDED, ids=str)
def test_everything_a_seed_writes_happened_in_office_hours(world: World, now: datetime) -> None:
    wanted = {"aalborg-01", "aalborg-02", "aalborg-04", "aalborg-07", "aalborg-14", "aalborg-09"}
    stories = sorted(
        (story for story in load_stories() if story.key in wanted),
        key=lambda story: -story.days_ago,
    )
    list(seed.tell(HOME, stories, now))
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        cases = list(Case.objects.for_actor(lead.actor).order_by("number"))
        moments = _moments(lead.actor)
    assert [case.created_at for case in cases] == sorted(case.created_at for case in cases)
    urgent = {case.pk for case, story in zip(cases, stories, strict=True) if is_urgent(story)}
    assert [
        moment
        for case, moment in moments
        if not (_in_hours(moment) if case in urgent else _worked(moment)) or moment > now
    ] == []
    assert len(moments) > 60
    assert [
        story.key
        for case, story in zip(cases, stories, strict=True)
        if story.closure is None and case.is_overdue(now) is not story.overdue
    ] == []


def _moments(by: Any) -> list[tuple[Any, datetime]]:
    found: list[tuple[Any, datetime]] = []
    for model in (StateChange, Note, Disclosure):
        found += model.objects.for_actor(by).values_list("case_id", "at")
    cases = Case.objects.for_actor(by)
    for name in ("received_at", "created_at", "state_since"):
        found += cases.values_list("pk", name)
    found += Screening.objects.for_actor(by).values_list("subject_id", "ordered_at")
    locked = Rating.objects.for_actor(by).filter(locked_at__isnull=False)
    found += locked.values_list("screening__subject_id", "locked_at")
    return found


def test_a_day_of_a_story_is_minutes_to_hours_apart(world: World) -> None:
    stories = [story for story in load_stories() if story.key == "aalborg-05"]
    list(seed.tell(HOME, stories, _danish(date(2026, 11, 26), 1, 0)))
    lead = world.person(HOME, Role.COORDINATOR)
    with lead.acts():
        (case,) = Case.objects.for_actor(lead.actor)
        moments = [at for _case, at in _moments(lead.actor)]
    assert case.state == State.RECOMMENDATION
    assert len({f"{moment:%Y-%m-%d %H:%M}" for moment in moments}) > len(moments) - 4


def test_police_and_reporters_work_at_daytime_too(world: World) -> None:
    now = _danish(date(2026, 11, 26), 1, 0)
    stories = [story for story in load_stories() if story.key in {"aalborg-04", "aalborg-05"}]
    list(seed.tell(HOME, sorted(stories, key=lambda story: -story.days_ago), now))
    seed.tell_beside(HOME, Office(now))
    seed._open_deliveries(HOME_DISTRICT, Office(now))
    police = world.person(HOME_DISTRICT, Role.POLICE_COORDINATOR)
    reporter = world.person(HOME, Role.REPORTER)
    with police.acts():
        opened = list(Receipt.objects.for_actor(police.actor))
        shared = {row.pk: row.at for row in Disclosure.objects.for_actor(police.actor)}
        locked = [
            row.police_locked_at
            for row in Screening.objects.for_actor(police.actor)
            if row.police_locked_at
        ]
    with reporter.acts():
        reports = list(Report.objects.for_actor(reporter.actor))
    assert all(shared[row.disclosure_id] < row.opened_at for row in opened)
    moments = [*(row.opened_at for row in opened), *locked]
    moments += [
        moment for row in reports for moment in (row.received_at, row.answered_at) if moment
    ]
    assert len(moments) >= 3
    assert [moment for moment in moments if not _worked(moment) or moment > now] == []
