"""Write down what a committee or the council decided on a plan, correct it, withdraw it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from knowledge.plans.actions.rows import own_plans
from knowledge.plans.choices import Body, Outcome, PlanStatus
from knowledge.plans.models import Decision, Plan
from knowledge.plans.policies import check_can_write, decision_faults, is_safe, trail_faults
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.audit.record import note


@transaction.atomic
def add_decision(*, by: Actor, plan: Plan, values: Mapping[str, Any]) -> Decision:
    """One more decision on the draft or on the plan in force; ``values`` are those of its form.

    Raises:
        Refused: the role may not, or the plan is replaced or gone.
        Invalid: its day, who decided or its link cannot be, alone or beside the others.
    """
    home = _hold(by, plan.pk)
    _check(values, home, Decision.objects.for_actor(by).filter(plan=home))
    made = _write(home, uuid4(), 0, values)
    note("plan.decision", "plans.decision", made.pk)
    return made


@transaction.atomic
def correct_decision(
    *, by: Actor, entry: UUID, version: int, values: Mapping[str, Any]
) -> Decision:
    """Another wording of a decision; the earlier one is kept. Nothing when it says so already.

    Raises:
        Refused: the role may not, or the plan is replaced or gone.
        ObjectDoesNotExist: it is withdrawn, or not the actor's own.
        Conflict: corrected since ``version``.
        Invalid: as of a new one.
    """
    row = _own(by, entry)
    if all(getattr(row, name) == value for name, value in values.items()):
        return row
    if row.edits != version:
        raise Conflict(_("Det samme er ændret imens, af en kollega eller i et andet vindue."))
    rows = Decision.objects.for_actor(by).filter(plan_id=row.plan_id)
    _check(values, row.plan, rows.exclude(pk=row.pk))
    is_in_force_by_it = row.plan.is_public and row.outcome == Outcome.ADOPTED
    if is_in_force_by_it and values["outcome"] != Outcome.ADOPTED:
        raise Invalid(_("Planen gælder i kraft af den beslutning og står som vedtaget."), "outcome")
    # The database ends the wording that it follows.
    made = _write(row.plan, entry, row.edits + 1, values)
    note("plan.decision_change", "plans.decision", made.pk)
    return made


@transaction.atomic
def withdraw_decision(*, by: Actor, entry: UUID) -> None:
    """Take away a decision that was never made; what was written is kept for the municipality.

    Raises:
        Refused: the role may not, the plan is replaced or gone, or it is in force by this decision.
        ObjectDoesNotExist: it is withdrawn already, or not the actor's own.
    """
    row = _own(by, entry)
    if row.plan.is_public and row.outcome == Outcome.ADOPTED:
        raise Refused(_("Planen gælder i kraft af den beslutning. Den kan rettes, ikke fjernes."))
    row.stands, row.ended_at = False, clock.now()
    row.save(update_fields=["stands", "ended_at"])
    note("plan.decision_withdraw", "plans.decision", row.pk)


def told_by_adoption(
    by: Actor, draft: Plan, *, on: date, name: str, minutes: str, agenda_url: str
) -> None:
    """The council's decision as the adoption tells it, where nobody wrote it down before."""
    rows = Decision.objects.for_actor(by).filter(plan=draft, outcome=Outcome.ADOPTED)
    if rows.exists():
        return
    values = {
        "body": Body.COUNCIL,
        "body_name": name,
        "on": on,
        "outcome": Outcome.ADOPTED,
        "minutes": minutes,
        "agenda_url": agenda_url if is_safe(agenda_url) else "",
    }
    _write(draft, uuid4(), 0, values)


def _hold(by: Actor, plan_id: object) -> Plan:
    """The plan, until the end of the transaction: nobody adopts or decides on it meanwhile."""
    check_can_write(by)
    list(own_plans(by).filter(is_public=False).select_for_update())
    found: Plan | None = (
        own_plans(by).exclude(status=PlanStatus.ARCHIVED).filter(pk=plan_id).first()
    )
    if found is None:
        raise Refused(_("Planen er afløst eller kasseret imens. Skriv på den, der gælder nu."))
    return found


def _own(by: Actor, entry: UUID) -> Decision:
    rows = Decision.objects.for_actor(by).filter(municipality_id=by.authority_id, entry=entry)
    plan = _hold(by, rows.get().plan_id)
    row: Decision = rows.select_for_update().get()
    row.plan = plan
    return row


def _check(values: Mapping[str, Any], plan: Plan, others: Any) -> None:
    faults = decision_faults(values, clock.today()) or trail_faults(values, plan, others)
    for name, fault in faults.items():
        raise Invalid(fault, name)


def _write(plan: Plan, entry: UUID, number: int, values: Mapping[str, Any]) -> Decision:
    made = Decision(
        municipality_id=plan.municipality_id,
        plan_id=plan.pk,
        is_public=plan.is_public,
        entry=entry,
        edits=number,
        written_at=clock.now(),
        **values,
    )
    made.save(force_insert=True)
    return made
