"""Freeze the plan in force into a report, and choose whether everybody may read it."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from knowledge.plans.actions.rows import own_plans, public_plan
from knowledge.plans.frozen import frozen, whole
from knowledge.plans.models import Plan, StatusReport
from knowledge.plans.periods import periods
from knowledge.plans.policies import check_can_write
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Invalid
from stopext.audit.record import note


@transaction.atomic
def freeze_report(
    *, by: Actor, period: str, remark: str = "", is_public: bool = False
) -> StatusReport:
    """The plan in force as it is now, kept for a period (a code of ``periods``).

    Raises:
        Refused: the role may not.
        Invalid: no plan is in force, or the period is not the one at hand or the one before, or
            had ended when the plan was adopted.
    """
    check_can_write(by)
    list(own_plans(by).filter(is_public=False).select_for_update())  # nobody adopts meanwhile
    plan = public_plan(by)
    if plan is None:
        raise Invalid(_("Kommunen har ingen plan, der gælder, at lave en rapport om."))
    offered = periods(clock.today(), plan.adopted_on)
    if period not in offered:
        told = _("Vælg en af perioderne på listen: de, der ikke var slut, da planen blev vedtaget.")
        raise Invalid(told, "period")
    _words, first, last = offered[period]
    before = StatusReport.objects.for_actor(by).filter(municipality_id=by.authority_id).first()
    read: Plan = whole(Plan.objects.for_actor(by)).get(pk=plan.pk)
    made = StatusReport(
        municipality_id=plan.municipality_id,
        plan=read,
        is_public=is_public,
        period_from=first,
        period_to=last,
        frozen_at=clock.now(),
        remark=remark,
        content=frozen(read, before.content if before else None, last),
    )
    made.save(force_insert=True)
    note("plan.freeze", "plans.statusreport", made.pk, details={"public": is_public})
    return made


@transaction.atomic
def show_report(*, by: Actor, pk: UUID, is_public: bool) -> StatusReport:
    """Let everybody read a report, or the own municipality alone; nothing when it is so already.

    Raises:
        Refused: the role may not. ObjectDoesNotExist: it is not the actor's own.
    """
    check_can_write(by)
    rows = StatusReport.objects.for_actor(by).filter(municipality_id=by.authority_id)
    row: StatusReport = rows.select_for_update().get(pk=pk)
    if row.is_public is not is_public:
        row.is_public = is_public
        row.save(update_fields=["is_public"])
        note("plan.freeze_show", "plans.statusreport", row.pk, details={"public": is_public})
    return row
