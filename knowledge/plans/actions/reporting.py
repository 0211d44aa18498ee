"""Report how far the public plan is: the status of an action, and what was measured.

What is reported while the next version is written is told to its copy too, so that publishing it
loses nothing.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Min
from django.utils.translation import gettext as _

from knowledge.plans.actions.parts import new_part
from knowledge.plans.actions.rows import own_plans, public_plan, save, tell
from knowledge.plans.choices import ActionStatus
from knowledge.plans.models import Action, Indicator, Measurement, Plan
from knowledge.plans.policies import check_can_write, day_fault, reason_fault, value_fault
from knowledge.plans.work import internals_of
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Invalid, Refused
from stopext.audit.record import note


@transaction.atomic
def report_status(
    *,
    by: Actor,
    action: Action,
    version: int,
    status: ActionStatus,
    reason: str = "",
    **inside: str,
) -> Action:
    """How far an action of the public plan is, and why, and what is internal to it (``inside``);
    nothing when that was reported today.

    Raises:
        Refused: the role may not, or the plan has been replaced.
        Conflict: reported since ``version``.
        Invalid: it rests or is given up for no reason.
    """
    if fault := reason_fault(status, reason):
        raise Invalid(fault, "status_reason")
    plan = _reported(by, action.plan_id)
    row: Action = Action.objects.for_actor(by).select_for_update().get(plan=plan, pk=action.pk)
    for copy in _copies(by, Action, row):
        if copy.status == row.status:
            copy.status, copy.status_reason, copy.edits = status, reason, copy.edits + 1
            copy.save(update_fields=["status", "status_reason", "edits"])
    # That it is as it was is a report too, once a day.
    values = {"status": status, "status_reason": reason, "reported_on": clock.today(), **inside}
    beside = internals_of(by, row)
    seen = row.edits
    save(row, version, values, "plan.report", beside=beside, status=str(status))
    if row.edits != seen:
        tell(by, plan.pk)
    return row


@transaction.atomic
def report_measurement(
    *, by: Actor, indicator: Indicator, on: date, value: Decimal, note_text: str = ""
) -> Measurement:
    """One more reading of an indicator of the public plan. A wrong one is corrected by a new one of
    the same day: the last stands, and both are kept. Without a remark the earlier one stays.

    Raises:
        Refused: the role may not, or the plan has been replaced.
        Invalid: the day has not been or is long before the plan, or the number cannot be.
    """
    plan = _reported(by, indicator.plan_id)
    if on > clock.today():
        raise Invalid(_("Datoen ligger i fremtiden."), "on")
    row: Indicator = Indicator.objects.for_actor(by).get(plan=plan, pk=indicator.pk)
    told: Any = Measurement.objects.for_actor(by).filter(indicator=row)
    known = (plan.valid_from, plan.adopted_on, told.aggregate(first=Min("on"))["first"])
    if fault := day_fault(on, known):
        raise Invalid(fault, "on")
    if fault := value_fault(value, row):
        raise Invalid(fault, "value")
    if not note_text and (corrected := told.filter(on=on).last()):
        note_text = corrected.note
    values: dict[str, Any] = {"on": on, "value": value, "note": note_text}
    made = new_part(plan, Measurement, values, indicator=row)
    for copy in _copies(by, Indicator, row):
        new_part(copy.plan, Measurement, {**values, "origin": made.pk}, indicator=copy)
    tell(by, plan.pk)
    note("plan.measure", "plans.measurement", made.pk)
    return made  # type: ignore[return-value]


def _reported(by: Actor, plan_id: object) -> Plan:
    check_can_write(by)
    # Held like a draft, so that a revision begun meanwhile copies all of it or is told.
    own_plans(by).filter(is_public=False).select_for_update().first()
    plan = public_plan(by)
    if plan is None or plan.pk != plan_id:
        raise Refused(_("Planen er afløst af en ny version. Meld fremdrift på den."))
    return plan


def _copies(by: Actor, model: Any, row: Any) -> list[Any]:
    rows = model.objects.for_actor(by).filter(municipality_id=by.authority_id, is_public=False)
    return list(rows.filter(origin=row.pk).select_related("plan"))
