"""A municipality that follows up its plan: what was decided on it, an action it judges itself, and
a frozen report. Through the real actions, by the one who coordinates there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from knowledge.plans import actions
from knowledge.plans.choices import IN_FORCE, Body, Outcome, Pace
from knowledge.plans.models import Plan
from knowledge.plans.periods import periods
from knowledge.plans.progress import CLOSED, is_overdue
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.context import acting
from stopext.access.roles import Role
from stopext.access.scoping import unscoped
from stopext.accounts.demo.sessions import open_session
from stopext.accounts.login.actors import as_actor
from stopext.accounts.models import Membership
from stopext.web.registry import Progress

PLACE = 813
COMMITTEE = "Børne- og Ungdomsudvalget"
REASON = "Den kommunale partner var optaget i foråret. Vi indhenter det efter sommerferien."
REMARK = "Halvåret gik med at få skolerne med. Filmen er vist på to personalemøder."


def follow(progress: Progress) -> None:
    """Once: decisions that are there are left alone."""
    rows = unscoped(Membership, reason="demo data: who acts is found by her role")
    row = rows.select_related("user", "authority").filter(
        authority_id=PLACE, role=Role.COORDINATOR, active=True
    )[0]
    actor = as_actor(row)
    with acting(open_session(row), actor):
        own = Plan.objects.for_actor(actor).filter(municipality_id=PLACE)
        plan = own.filter(status__in=IN_FORCE).first()
        draft = own.filter(is_public=False).first()
        if plan is not None and not plan.decisions.exists():
            _decide(actor, plan)
            _judge(actor, plan)
            period = [*periods(clock.today(), plan.adopted_on)][1]
            actions.freeze_report(by=actor, period=period, remark=REMARK, is_public=True)
        if draft is not None and not draft.decisions.exists():
            on = clock.today() - timedelta(days=12)
            _write(actor, draft, on=on, outcome=Outcome.POSTPONED, remark="Venter på politikredsen")
    progress(1, 1)


def _decide(actor: Actor, plan: Plan) -> None:
    if plan.adopted_on is None:
        return
    before = plan.adopted_on - timedelta(days=21)
    _write(actor, plan, on=before, outcome=Outcome.RECOMMENDED, minutes="punkt 8")
    name = plan.adopted_by.partition(" (")[0] or str(Body.COUNCIL.label)
    council = {"body": Body.COUNCIL, "body_name": name, "minutes": "punkt 14"}
    _write(actor, plan, on=plan.adopted_on, outcome=Outcome.ADOPTED, **council)


def _write(actor: Actor, plan: Plan, **said: Any) -> None:
    blank = {"body": Body.COMMITTEE, "body_name": COMMITTEE}
    texts = dict.fromkeys(("minutes", "agenda_url", "remark"), "")
    actions.add_decision(by=actor, plan=plan, values={**blank, **texts, **said})


def _judge(actor: Actor, plan: Plan) -> None:
    today = clock.today()
    open_rows = [row for row in plan.actions.order_by("position") if row.status not in CLOSED]
    late = [row for row in open_rows if is_overdue(row, today)]
    for row in (late or open_rows)[:1]:
        actions.override_pace(
            by=actor,
            action=row.pk,
            version=row.edits,
            pace=Pace.ON_TRACK if late else Pace.LATE,
            reason=REASON,
            is_reason_public=True,
        )
