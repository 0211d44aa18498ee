"""Tasks: what is open, of whom, and what a notice of one says."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from uuid import UUID

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.models import Task
from casework.models.case import ENDED
from stopext.access.actor import Actor
from stopext.access.scoping import ScopedQuerySet
from stopext.notifications.kinds import Line
from stopext.web.dates import format_date

#: The occasion of the notice to who was given a task; those of its day are the day and the step.
GIVEN = "given"


def open_tasks(actor: Actor) -> ScopedQuerySet:
    """Tasks of running cases that are still to be done, the first day first, with the ``number`` of
    the case."""
    rows = Task.objects.for_actor(actor).filter(ended_at__isnull=True)
    found: ScopedQuerySet = rows.exclude(case__state__in=ENDED).annotate(number=F("case__number"))
    return found.order_by("due_on", "pk")


def task_lines(actor: Actor, keys: Collection[UUID]) -> dict[UUID, Line]:
    """That somebody was given a task, or that its day is near or past; until it has ended. What is
    to be done, the case says."""
    rows = open_tasks(actor).filter(pk__in=keys).values_list("pk", "case", "number", "due_on")
    given = _("Du har fået en opgave i sag %(number)s: senest %(day)s")
    due = _("En opgave i sag %(number)s skal løses senest %(day)s")
    found = {}
    for pk, case, number, day in rows:
        facts = {"number": number, "day": format_date(day)}
        page = f"{reverse('casework:tasks', args=[case])}#opgave-{pk}"
        found[pk] = Line(due % facts, page, partial(_of_task, str(day), given % facts))
    return found


def _of_task(day: str, given: str, occasion: str) -> str | None:
    """``day`` is its day now: what was said of an earlier one is not shown."""
    if occasion.startswith(GIVEN):
        return given
    return "" if occasion.startswith(day) else None
