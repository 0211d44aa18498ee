"""What the plan brings to the start page of those who lead the work: where it is, what is next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knowledge.plans.choices import IN_FORCE, ActionStatus, PlanStatus
from knowledge.plans.duties import Duty, last_report, overdue
from knowledge.plans.models import Action, Indicator, Measurement, Plan, Task
from knowledge.plans.progress import pace_in_words
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.roles import Permission
from stopext.access.together import Asking
from stopext.web.start import Item, Panel, Work, counted, first

SHOWN = 3
ORDER = 35
_OPEN = (ActionStatus.PLANNED, ActionStatus.RUNNING, ActionStatus.PAUSED)


def own_plan(actor: Actor) -> Asking[Work]:
    """The draft that is being written, what is past its day, tasks too, with how many more are, and
    the actions that end first, each one click from its report. Six questions. What other apps know
    to be late stands in their own panels."""
    if not actor.can(Permission.EDIT_OWN_PLAN):
        return [], []
    rows = Plan.objects.for_actor(actor).filter(municipality_id=actor.authority_id)
    found, tasks, running, measured, indicators, reports = yield [
        rows.exclude(status=PlanStatus.ARCHIVED),
        first(_late_tasks(actor), SHOWN),
        _of(Action, actor).filter(status__in=_OPEN).order_by("end", "position"),
        _of(Measurement, actor).order_by("indicator_id", "-on").distinct("indicator_id"),
        _of(Indicator, actor).exclude(frequency=""),
        last_report(actor),
    ]
    plans = {plan.is_public: plan for plan in found}
    days = {row.indicator_id: row.on for row in measured}
    last = next(iter(reports), None)
    late = overdue(plans[True], running, indicators, days, last) if True in plans else []
    told = {duty.url for duty in late}
    shown = late[:SHOWN]
    hidden = len(late) - len(shown) + counted(tasks) - len(tasks)
    coming = [item for item in map(_action, running) if item.url not in told][:SHOWN]
    panel = Panel(
        title=_("Jeres handlingsplan"),
        items=[
            *_standing(plans),
            *map(_late, shown),
            *map(_task, tasks),
            *_more_that_is_late(hidden),
            *coming,
        ],
        more_url=reverse("knowledge:plan_progress") if True in plans else "",
        order=ORDER,
    )
    return [], [panel]


def _standing(plans: Mapping[bool, Plan]) -> list[Item]:
    """Where the draft and the plan in force are, by whether they are public."""
    items = []
    if not plans:
        told = _("Kommunen har ingen plan i portalen.")
        items.append(Item(_("Lav en plan"), reverse("knowledge:plan_begin"), told))
    if False in plans:
        told = _("Kladde, version %s") % plans[False].version
        items.append(Item(plans[False].title, reverse("knowledge:plan_edit"), told))
    if True in plans:
        told, due_on = _("Planen skal være revideret"), plans[True].revision_due
        items.append(Item(_("Kalender for planen"), reverse("knowledge:plan_duties"), told, due_on))
    return items


def held(action: Action) -> str:
    """How an action goes, as the municipality holds beside its dates, while that matters."""
    is_told = pace_in_words(action, clock.today())
    return _("%s efter jeres vurdering") % action.get_pace_display().lower() if is_told else ""


def _late_tasks(actor: Actor) -> Any:
    rows = Task.objects.for_actor(actor).filter(
        is_removed=False, done_on=None, due_on__lt=clock.today()
    )
    return rows.select_related("plan", "action").order_by("due_on", "text")


def _task(row: Task) -> Item:
    return Item(row.text, row.place, _("Opgave: %s") % row.action.title, row.due_on)


def _late(duty: Duty) -> Item:
    return Item(duty.text, duty.url, duty.why, duty.on)


def _more_that_is_late(number: int) -> list[Item]:
    """The way to what is past its day and does not stand here."""
    if not number:
        return []
    told = ngettext(
        "Én frist mere er overskredet", "%(number)s frister mere er overskredet", number
    )
    return [Item(told % {"number": number}, reverse("knowledge:plan_duties"))]


def _of(model: Any, actor: Actor) -> Any:
    """Parts of the own plan in force."""
    rows = model.objects.for_actor(actor)
    return rows.filter(municipality_id=actor.authority_id, plan__status__in=IN_FORCE)


def _action(row: Action) -> Item:
    told = ", ".join(filter(None, (row.get_status_display(), held(row))))
    return Item(row.title, reverse("knowledge:plan_report", args=[row.pk]), told, row.end)
