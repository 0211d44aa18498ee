"""A municipality whose plan is soon due: its coordinator was told, as the job would tell her."""

from __future__ import annotations

from knowledge.plans.choices import IN_FORCE
from knowledge.plans.models import Plan
from knowledge.plans.reminders import KIND, step_of
from stopext.access import clock
from stopext.access.context import acting
from stopext.access.roles import Role
from stopext.access.scoping import unscoped
from stopext.accounts.demo.sessions import open_session
from stopext.accounts.login.actors import as_actor
from stopext.accounts.models import Membership
from stopext.notifications.sending import notify
from stopext.web.registry import Progress

PLACE = 813


def tell(progress: Progress) -> None:
    """Once: who was told of a step is not told again."""
    rows = unscoped(Membership, reason="demo data: who is told is found by her role")
    row = rows.select_related("user", "authority").filter(
        authority_id=PLACE, role=Role.COORDINATOR, active=True
    )[0]
    actor = as_actor(row)
    with acting(open_session(row), actor):
        own = Plan.objects.for_actor(actor).filter(municipality_id=PLACE, status__in=IN_FORCE)
        for plan in own.exclude(revision_due=None):
            if step := step_of(plan.revision_due, clock.today()):
                occasion = f"{plan.revision_due} {step}"
                notify(
                    KIND,
                    authority_id=PLACE,
                    to=[actor.user_id],
                    about=plan.pk,
                    occasion=occasion,
                )
    progress(1, 1)
