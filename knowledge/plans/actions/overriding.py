"""Say how an action goes, where the municipality knows better than its dates; and take it back."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from knowledge.plans.actions.rows import own_plans, public_plan, store, tell
from knowledge.plans.choices import Pace
from knowledge.plans.models import Action, Override
from knowledge.plans.policies import check_can_write, pace_fault
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.audit.record import note


@transaction.atomic
def override_pace(
    *,
    by: Actor,
    action: UUID,
    version: int,
    pace: Pace,
    reason: str,
    is_reason_public: bool = False,
) -> Action:
    """How an action of the plan in force goes, from now until it is taken back or the plan is
    replaced. The reason is internal unless ``is_reason_public``. Nothing when it stands so already.

    Raises:
        Refused: the role may not, or the plan has been replaced.
        Conflict: the action was reported on since ``version``.
        Invalid: there is no reason, it is done or dropped, or its dates do not say otherwise.
    """
    row = _hold(by, action)
    if not reason.strip():
        raise Invalid(_("Skriv, hvorfor I vurderer det."), "reason")
    if fault := pace_fault(row, pace, clock.today()):
        raise Invalid(fault, "pace")
    held = Override.objects.for_actor(by).filter(action=row, ended_at=None).first()
    said = (pace, reason, is_reason_public)
    if held is not None and (held.pace, held.reason, held.is_reason_public) == said:
        return row
    if row.edits != version:
        raise Conflict(_("Det samme er ændret imens, af en kollega eller i et andet vindue."))
    if held is not None:
        _end(by, held)
    Override(
        municipality_id=row.municipality_id,
        plan_id=row.plan_id,
        action=row,
        pace=pace,
        reason=reason,
        is_reason_public=is_reason_public,
        made_at=clock.now(),
        made_by_name=by.name,
    ).save(force_insert=True)
    # Counted also where nothing public changes, so that who saw less is told.
    store(row, {"pace": pace, "pace_note": reason if is_reason_public else ""})
    tell(by, row.plan_id)
    note("plan.pace", "plans.action", row.pk, details={"pace": str(pace)})
    return row


@transaction.atomic
def take_back_pace(*, by: Actor, action: UUID) -> Action:
    """The dates of an action hold again; what was said is kept. Nothing when they do already.

    Raises:
        Refused: the role may not, or the plan has been replaced.
    """
    row = _hold(by, action)
    held = Override.objects.for_actor(by).filter(action=row, ended_at=None).first()
    if held is not None:
        _end(by, held)
        store(row, {"pace": "", "pace_note": ""})
        tell(by, row.plan_id)
        note("plan.pace_back", "plans.action", row.pk)
    return row


def _hold(by: Actor, key: UUID) -> Action:
    check_can_write(by)
    # Held like a draft: nobody adopts a version meanwhile.
    list(own_plans(by).filter(is_public=False).select_for_update())
    rows = Action.objects.for_actor(by).select_for_update()
    row: Action | None = rows.filter(plan=public_plan(by), pk=key).first()
    if row is None:
        raise Refused(_("Planen er afløst af en ny version. Vurdér handlingen dér."))
    return row


def _end(by: Actor, held: Override) -> None:
    """The database lets the dates of the action hold again."""
    held.ended_at, held.ended_by_name = clock.now(), by.name
    held.save(update_fields=["ended_at", "ended_by_name"])
