"""What the plan brings to the start page of those who lead the work: where it is, what is next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge.plans.choices import IN_FORCE, ActionStatus, PlanStatus
from knowledge.plans.models import Action, Plan, Task
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
    """The draft that is being written, and the actions that end first, each one click from its
    report, and tasks past their day. Three questions."""
    if not actor.can(Permission.EDIT_OWN_PLAN):
        return [], []
    rows = Plan.objects.for_actor(actor).filter(municipality_id=actor.authority_id)
    found, late, due = yield [
        rows.exclude(status=PlanStatus.ARCHIVED),
        first(_late_tasks(actor), SHOWN),
        first(_due(actor), SHOWN),
    ]
    plans = {plan.is_public: plan for plan in found}
    panel = Panel(
        title=_("Jeres handlingsplan"),
        items=[*(items := _standing(plans)), *map(_task, late), *map(_action, due)],
        total=len(items) + counted(late) + counted(due),
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


def _due(actor: Actor) -> Any:
    rows = Action.objects.for_actor(actor).filter(
        municipality_id=actor.authority_id, plan__status__in=IN_FORCE, status__in=_OPEN
    )
    return rows.order_by("end", "position")


def _action(row: Action) -> Item:
    told = ", ".join(filter(None, (row.get_status_display(), held(row))))
    return Item(row.title, reverse("knowledge:plan_report", args=[row.pk]), told, row.end)
