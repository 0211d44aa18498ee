"""What falls when in the plan of a municipality: its revision, and what is to be reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from knowledge.plans.choices import IN_FORCE, ActionStatus
from knowledge.plans.followup import counted_from
from knowledge.plans.models import Action, Indicator, Plan, StatusReport, Task
from knowledge.plans.periods import half_year_end, next_due
from knowledge.plans.policies import law_limit
from knowledge.plans.progress import pace_in_words
from knowledge.plans.schedule import moved, next_reading
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.roles import Permission
from stopext.web.dates import format_date

#: Months between two status reports, of the plan and of each action.
HALF_YEAR = 6
_OPEN = (ActionStatus.PLANNED, ActionStatus.RUNNING, ActionStatus.PAUSED)


@dataclass(frozen=True, slots=True)
class Duty:
    """Something the municipality has to do with its plan by a day."""

    key: str
    """The same in every file of a municipality, so that a calendar replaces what it has."""
    on: date
    text: str
    why: str
    url: str
    in_files: str = ""
    """What stands in a file instead of ``text``, where that is internal and may name somebody."""


#: What other apps know to fall due for the municipality of an actor, and of its plan in force where
#: there is one: exercises, self-assessments. Each appends its function from its ``portal.py``, and
#: answers nothing where it has nothing.
MORE: list[Callable[[Actor, Plan | None], Iterable[Duty]]] = []


def all_duties(actor: Actor, plan: Plan | None) -> list[Duty]:
    """The duties of the actor's municipality, the next first: those of the plan in force whose
    parts were fetched, when there is one, and those of other apps."""
    own = [*duties(plan, first_keys(actor)), *_next_frozen(actor, plan)] if plan else []
    found = [*own, *_tasks(actor), *(duty for more in MORE for duty in more(actor, plan))]
    return sorted(found, key=_by_day)


def first_keys(actor: Actor) -> dict[UUID, UUID]:
    """Of each action and indicator of the actor's municipality that was copied from an earlier
    version: the key it had in the first. Two queries."""
    origins: dict[UUID, UUID] = {}
    for model in (Action, Indicator):
        rows: Any = model.objects.for_actor(actor).filter(municipality_id=actor.authority_id)
        copies = rows.filter(is_public=True, origin__isnull=False).order_by()
        origins.update(copies.values_list("pk", "origin"))
    found = {}
    for key, origin in origins.items():
        first = origin
        while first in origins:
            first = origins[first]
        found[key] = first
    return found


def duties(plan: Plan, first: Mapping[UUID, UUID]) -> list[Duty]:
    """The duties of a plan in force whose parts were fetched, the next first; ``first`` are the
    keys that its parts had in the first version (``first_keys``)."""
    measured = {row.indicator_id: row.on for row in plan.measurements.all()}  # they come by day
    reports = _actions(plan, plan.actions.all(), first)
    found = [*reports, *_readings(plan, plan.indicators.all(), measured, first)]
    if plan.revision_due:
        found.append(
            Duty(
                "revision",
                plan.revision_due,
                _("Handlingsplanen skal være revideret"),
                _revision_why(plan),
                reverse("knowledge:own_plan"),
            )
        )
    return sorted(found, key=_by_day)


def overdue(
    plan: Plan,
    actions: Iterable[Any],
    indicators: Iterable[Any],
    measured: Mapping[UUID, date],
    last: StatusReport | None,
) -> list[Duty]:
    """What is to be reported of a plan in force and is past its day, the oldest first: of its
    ``actions`` and ``indicators``, by the day each indicator was last ``measured``, and of all of
    it, by the ``last`` status report. For who may freeze the next."""
    parts = [*_actions(plan, actions, {}), *_readings(plan, indicators, measured, {})]
    return past_their_day([*parts, *_report(plan, last)])


def own_in_force(actor: Actor) -> Any:
    """The plan in force of the actor's municipality, the only one."""
    rows = Plan.objects.for_actor(actor)
    return rows.filter(municipality_id=actor.authority_id, status__in=IN_FORCE)


def past_their_day(found: Iterable[Duty]) -> list[Duty]:
    """Those that are late, the oldest first."""
    return sorted((duty for duty in found if duty.on < clock.today()), key=_by_day)


def last_report(actor: Actor) -> Any:
    """The status report of the actor's municipality that is for the latest period."""
    rows = StatusReport.objects.for_actor(actor).filter(municipality_id=actor.authority_id)
    latest = rows.defer("content").select_related("plan").order_by("-period_to", "-frozen_at")
    return latest[:1]


def _revision_why(plan: Plan) -> str:
    if latest := law_limit(plan.adopted_on, plan.revision_due):
        told = _("Jeres egen dato. Loven siger senest %s (barnets lov § 15, stk. 3).")
        return told % format_date(latest)
    return _("Mindst hvert fjerde år (barnets lov § 15, stk. 3).")


def _next_frozen(actor: Actor, plan: Plan) -> Iterator[Duty]:
    """The next status report, for who may freeze it. One query."""
    if actor.can(Permission.EDIT_OWN_PLAN):
        yield from _report(plan, next(iter(last_report(actor)), None))


def _report(plan: Plan, last: StatusReport | None) -> Iterator[Duty]:
    """The next status report: half a year after the adoption; after one was frozen when the next
    half-year ends, that of this plan's adoption at the earliest."""
    if plan.adopted_on:
        due = moved(plan.adopted_on, HALF_YEAR)
        told = _("Der er ingen endnu.")
        if last:
            frozen_on = timezone.localdate(last.frozen_at)
            due = max(next_due(last.period_to, frozen_on), half_year_end(plan.adopted_on))
            told = _("Den seneste er for %(period)s, om version %(version)s.") % {
                "period": last.period,
                "version": last.plan.version,
            }
        yield Duty(
            "report",
            due,
            _("Frys en statusrapport"),
            _("Et godt råd: hvert halve år. %s") % told,
            reverse("knowledge:report_freeze"),
        )


def _tasks(actor: Actor) -> Iterator[Duty]:
    """What is to be done by a day for an action. Its words are internal, and in files it is called
    by the public action alone."""
    rows = Task.objects.for_actor(actor).filter(
        municipality_id=actor.authority_id, is_removed=False, done_on=None, due_on__isnull=False
    )
    for row in rows.select_related("plan", "action"):
        known = row.action.title if row.plan.is_public else _("en handling i kladden")
        yield Duty(
            f"task-{row.pk}",
            row.due_on,
            _("Opgave: %s") % row.text,
            _("Hører til: %s") % known,
            row.place,
            _("Opgave: %s") % known,
        )


def _actions(plan: Plan, rows: Iterable[Any], first: Mapping[UUID, UUID]) -> Iterator[Duty]:
    """Of each open action the next report of the half-year, while it lasts, and the one at its
    end."""
    for row in rows:
        if row.status not in _OPEN:
            continue
        key, url = first.get(row.pk, row.pk), reverse("knowledge:plan_report", args=[row.pk])
        due = _next_report(plan, row)
        if due and (row.end is None or due < row.end):
            yield Duty(
                f"status-{key}",
                due,
                _("Meld halvårsstatus på: %s") % row.title,
                _reported(row),
                url,
            )
        if row.end:
            yield Duty(
                f"action-{key}", row.end, _("Meld status på: %s") % row.title, _ends(row), url
            )


def _next_report(plan: Plan, row: Any) -> date | None:
    """Half a year after what ``followup.is_reported`` takes for the last report."""
    told = row.reported_on or row.since or plan.valid_from or plan.adopted_on
    since = counted_from(row, told)
    return moved(since, HALF_YEAR) if since else None


def _reported(row: Any) -> str:
    if row.reported_on:
        return _("Et godt råd: hvert halve år. Senest meldt %s.") % format_date(row.reported_on)
    return _("Et godt råd: hvert halve år. Ikke meldt endnu i denne version.")


def _ends(row: Any) -> str:
    told = _("Handlingen slutter: %s") % row.ends
    held = pace_in_words(row, clock.today())
    return f"{told}. {held}" if held else told


def _by_day(duty: Duty) -> tuple[date, str]:
    return duty.on, duty.text


def _readings(
    plan: Plan, rows: Iterable[Any], measured: Mapping[UUID, date], first: Mapping[UUID, UUID]
) -> Iterator[Duty]:
    """The next reading of each indicator that says how often it is measured."""
    for row in rows:
        last = measured.get(row.pk)
        since = last or row.since or plan.valid_from or plan.adopted_on
        if since and row.frequency.strip():
            told = _("Måles: %(often)s. Senest målt %(day)s.") if last else _("Måles: %(often)s.")
            yield Duty(
                f"measure-{first.get(row.pk, row.pk)}",
                next_reading(since, row.frequency),
                _("Mål, og meld tallet: %s") % row.name,
                told % {"often": row.frequency, "day": format_date(last) if last else ""},
                reverse("knowledge:plan_measure", args=[row.pk]),
            )


def as_calendar(
    found: Iterable[Duty], absolute: Callable[[str], str], authority: int | None
) -> bytes:
    """The duties of an authority as an iCalendar file (RFC 5545): whole days, public texts, no
    person. ``absolute`` makes a whole address of a path."""
    calendar = Calendar()
    calendar.add("prodid", "-//StopEkstremisme//Handlingsplan//DA")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Handlingsplanens frister"))
    for duty in found:
        event = Event()
        event.add("uid", f"{duty.key}-{authority}@stopekstremisme")
        event.add("dtstamp", clock.now())
        event.add("dtstart", duty.on)
        event.add("dtend", duty.on + timedelta(days=1))
        event.add("summary", duty.in_files or duty.text)
        event.add("description", duty.why)
        event.add("url", absolute(duty.url))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
