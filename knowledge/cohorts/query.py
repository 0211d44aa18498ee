"""A cohort as it is shown: where each member is with each milestone, and how many have come so far.

The database says what a reader may know of the others: advisers everything, a member only numbers
(``sec.cohort_standing`` and ``sec.cohort_counts``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge.cohorts.choices import BY_HAND, PAGES, Known
from knowledge.cohorts.models import Cohort, Member, Milestone, Report
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.roles import Kind, Permission
from stopext.web.dates import format_date

#: When a milestone was reached, where that is known, and the key of the hearing or exercise.
Reached = tuple[date | None, UUID | None]


@dataclass(frozen=True, slots=True)
class State:
    """Where a municipality is with a milestone."""

    is_done: bool
    words: str
    mark: str
    note: str = ""
    url: str = ""
    """Of what the portal saw, for who may read it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A milestone as a member sees it: its own state, and how many of all have reached it."""

    milestone: Milestone
    state: State
    report: Report | None
    can_report: bool
    done: int
    members: int

    @property
    def earlier(self) -> list[tuple[str, str, str]]:
        """What was said before: by whom, when it was reached in words, and the remark."""
        said = self.report.earlier if self.report else []
        return [(one["by"], _reached(one["done_on"]), one["note"]) for one in said]


def _reached(day: str) -> str:
    return _("Nået %s") % format_date(date.fromisoformat(day)) if day else _("Ikke nået endnu")


def current_cohort(actor: Actor) -> Cohort | None:
    """The one that the actor's municipality is in today. One query."""
    if actor.kind is not Kind.MUNICIPALITY or not actor.can(Permission.EDIT_OWN_PLAN):
        return None
    rows = Member.objects.for_actor(actor).select_related("cohort").order_by("-joined_on")
    return next((one.cohort for one in rows if one.is_in), None)


def milestones(cohort: Cohort) -> list[Milestone]:
    """Those that stand, by their day."""
    return list(cohort.milestones.filter(is_removed=False))


def own_lines(actor: Actor, cohort: Cohort) -> list[Line]:
    """Every milestone for the reader's own municipality. Four queries."""
    rows = Report.objects.for_actor(actor).filter(milestone__cohort=cohort)
    reports = {row.milestone_id: row for row in rows.order_by()}
    counts = _counts(cohort)
    seen = {
        pk: how for (place, pk), how in _standing(cohort).items() if place == actor.authority_id
    }
    lines = []
    for one in milestones(cohort):
        said = reports.get(one.pk)
        done, members = counts.get(one.pk, (0, 0))
        lines.append(
            Line(
                one,
                _state(one, said, seen.get(one.pk)),
                said,
                one.known in BY_HAND,
                done,
                members,
            )
        )
    return lines


def table(
    actor: Actor, cohort: Cohort, stones: Iterable[Milestone], places: Iterable[int]
) -> dict[int, list[State]]:
    """For advisers: the states of every member, in the order of the milestones. Two queries."""
    seen = _standing(cohort)
    rows = Report.objects.for_actor(actor).filter(milestone__cohort=cohort).order_by()
    said = {(row.municipality_id, row.milestone_id): row for row in rows}
    return {
        place: [_state(one, said.get((place, one.pk)), seen.get((place, one.pk))) for one in stones]
        for place in places
    }


def _state(milestone: Milestone, said: Report | None, reached: Reached | None) -> State:
    told = said.note if said else ""
    if reached:
        day, what = reached
        url = reverse(PAGES[Known(milestone.known)], args=[what]) if what else ""
        return State(True, _("Nået %s") % format_date(day) if day else _("Nået"), "done", told, url)
    if milestone.due_on < clock.today():
        return State(False, _("Over tiden"), "attention", told)
    return State(False, _("Ikke nået endnu"), "waiting", told)


def _standing(cohort: Cohort) -> dict[tuple[int, UUID], Reached]:
    with connection.cursor() as cursor:
        cursor.execute("select * from sec.cohort_standing(%s)", [cohort.pk])
        return {(place, pk): (day, what) for place, pk, day, what in cursor.fetchall()}


def _counts(cohort: Cohort) -> dict[UUID, tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute("select * from sec.cohort_counts(%s)", [cohort.pk])
        return {pk: (done, members) for pk, done, members in cursor.fetchall()}
