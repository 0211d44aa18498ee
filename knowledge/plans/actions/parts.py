"""The parts of a draft, each of its sort: add, change, move, remove, bring back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from knowledge.plans.actions.rows import hold_draft, own, save
from knowledge.plans.models import Action, Effect, Goal, Indicator, Measurement, Plan, PlanPart
from knowledge.plans.needs import circle
from knowledge.plans.policies import period_fault, reason_fault, share_faults
from knowledge.plans.sorts import Sort
from knowledge.plans.work import internals_of
from stopext.access.actor import Actor
from stopext.access.errors import Invalid
from stopext.audit.record import note


@transaction.atomic
def add_part(*, by: Actor, sort: Sort, under: UUID, values: dict[str, Any]) -> PlanPart:
    """One more part, last among its neighbours. ``under`` is what it hangs on: the plan itself for
    a goal.

    Raises:
        Refused: the role may not, or there is no draft.
        ObjectDoesNotExist: ``under`` is not of the draft.
        Invalid: the dates are the wrong way round, a reason is missing, or a share cannot be.
    """
    draft = hold_draft(by)
    said = own(sort.model, _checked(by, draft, None, values))
    made = new_part(draft, sort.model, said, **parent_of(by, sort, draft, under))
    inside = {name: values[name] for name in sort.model.internal if values.get(name)}
    if inside:
        beside = internals_of(by, made)
        for name, value in inside.items():
            setattr(beside, name, value)
        beside.save(force_insert=True)
    note("plan.add", made._meta.label_lower, made.pk)
    return made


def new_part(draft: Plan, model: type[PlanPart], values: dict[str, Any], **parent: Any) -> PlanPart:
    """A stored part of a plan, after all others of its sort."""
    rows: Any = getattr(draft, f"{model._meta.model_name}s")
    last = rows.aggregate(last=Max("position"))["last"]
    made = model(
        plan=draft,
        municipality_id=draft.municipality_id,
        is_public=draft.is_public,
        position=0 if last is None else last + 1,
        **parent,
        **values,
    )
    made.save(force_insert=True)
    return made


@transaction.atomic
def change_part(
    *, by: Actor, sort: Sort, pk: UUID, version: int, values: dict[str, Any]
) -> PlanPart:
    """Change a part; nothing when it is stored so already.

    Raises:
        Refused: the role may not, or there is no draft.
        ObjectDoesNotExist: it is not of the draft.
        Conflict: changed since ``version``.
        Invalid: as of a new one, or actions would wait for each other in a circle.
    """
    draft = hold_draft(by)
    row = _own(by, sort, draft, pk)
    said = _checked(by, draft, pk, values)
    save(row, version, said, "plan.part", beside=internals_of(by, row))
    return row


@transaction.atomic
def move_part(*, by: Actor, sort: Sort, pk: UUID, up: bool) -> None:
    """Change places with the neighbour above or below; at the end nothing happens.

    Raises:
        Refused: the role may not, or there is no draft.
        ObjectDoesNotExist: it is not of the draft.
    """
    draft = hold_draft(by)
    row = _own(by, sort, draft, pk)
    beside = sort.model.objects.for_actor(by).filter(plan=draft)
    if sort.link:
        beside = beside.filter(**{f"{sort.link}_id": getattr(row, f"{sort.link}_id")})
    if up:
        neighbour = beside.filter(position__lt=row.position).order_by("-position").first()
    else:
        neighbour = beside.filter(position__gt=row.position).order_by("position").first()
    if neighbour is None:
        return
    row.position, neighbour.position = neighbour.position, row.position
    row.save(update_fields=["position"])
    neighbour.save(update_fields=["position"])
    note("plan.move", row._meta.label_lower, row.pk)


@transaction.atomic
def remove_part(*, by: Actor, sort: Sort, pk: UUID) -> None:
    """Take a part out of the draft with what hangs on it; its rows go when the plan is published.

    Raises:
        Refused: the role may not, or there is no draft.
        ObjectDoesNotExist: it is not of the draft.
    """
    row = _own(by, sort, hold_draft(by), pk)
    take_out(by, row)
    note("plan.remove", row._meta.label_lower, row.pk)


def take_out(by: Actor, row: PlanPart) -> None:
    """A part with what hangs on it is not there any more, and can be brought back."""
    for model, path in _BELOW.get(type(row), ()):
        beneath = model.objects.for_actor(by).filter(**{path: row.pk})
        beneath.update(is_removed=True, removed_with=row.pk)
    type(row).objects.for_actor(by).filter(pk=row.pk).update(is_removed=True)


@transaction.atomic
def restore_part(*, by: Actor, sort: Sort, pk: UUID) -> None:
    """Bring a removed part back to its place, with what its removal took along; nothing when it is
    there.

    Raises:
        Refused: the role may not, or there is no draft.
        Invalid: what it hangs on is removed itself.
        ObjectDoesNotExist: it is not of the draft.
    """
    draft = hold_draft(by)
    row = sort.model.removed.for_actor(by).filter(plan=draft, pk=pk).first()
    if row is None:
        _own(by, sort, draft, pk)
        return
    if sort.parent is not None:
        above = getattr(row, f"{sort.link}_id")
        if not sort.parent.objects.for_actor(by).filter(pk=above).exists():
            raise Invalid(_("Det, den hører under, er fjernet. Hent det tilbage først."))
    for model, _path in _BELOW.get(sort.model, ()):
        taken = model.removed.for_actor(by).filter(plan=draft, removed_with=row.pk)
        taken.update(is_removed=False, removed_with=None)
    kept = sort.model.removed.for_actor(by).filter(pk=row.pk)
    kept.update(is_removed=False, removed_with=None)
    note("plan.restore", row._meta.label_lower, row.pk)


#: What hangs on a part, by the way to it.
_BELOW: dict[type[PlanPart], tuple[tuple[type[PlanPart], str], ...]] = {
    Goal: (
        (Effect, "indicator__goal"),
        (Effect, "action__goal"),
        (Measurement, "indicator__goal"),
        (Indicator, "goal"),
        (Action, "goal"),
    ),
    Action: ((Effect, "action"),),
    Indicator: ((Effect, "indicator"), (Measurement, "indicator")),
}


def _own(by: Actor, sort: Sort, draft: Plan, pk: UUID) -> PlanPart:
    row: PlanPart = sort.model.objects.for_actor(by).get(plan=draft, pk=pk)
    return row


def parent_of(by: Actor, sort: Sort, draft: Plan, under: UUID) -> dict[str, Any]:
    """What a new part hangs on, by the name of its link.

    Raises:
        ObjectDoesNotExist: ``under`` is not of the draft.
    """
    if sort.parent is None:
        if under != draft.pk:
            raise Plan.DoesNotExist
        return {}
    return {sort.link: sort.parent.objects.for_actor(by).get(plan=draft, pk=under)}


def _checked(by: Actor, draft: Plan, pk: UUID | None, values: dict[str, Any]) -> dict[str, Any]:
    if fault := period_fault(values.get("start"), values.get("end")):
        raise Invalid(fault, "end")
    if fault := reason_fault(values.get("status", ""), values.get("status_reason", "")):
        raise Invalid(fault, "status_reason")
    for name, fault in share_faults(values).items():
        raise Invalid(fault, name)
    if "indicator_id" in values:
        Indicator.objects.for_actor(by).get(plan=draft, pk=values["indicator_id"])
    if values.get("needs"):
        _check_needs(by, draft, pk, values["needs"])
    return values


def _check_needs(by: Actor, draft: Plan, pk: UUID | None, needed: list[UUID]) -> None:
    """Only actions of the draft, none of which waits for this one."""
    rows = {row.pk: row for row in Action.objects.for_actor(by).filter(plan=draft)}
    if not rows.keys() >= {*needed}:
        raise Action.DoesNotExist
    found = circle(pk, {**{key: row.needs for key, row in rows.items()}, pk: needed})
    if found:
        names = " → ".join(f"»{rows[key].title}«" for key in found)
        raise Invalid(_("Handlingerne ville vente på hinanden: %s.") % names, "needs")
