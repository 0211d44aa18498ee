"""Tell who leads the work that the time for the plan's revision draws near.

Twelve, six and three months before. First the coordinators; the leaders when there is none, or when
none of them has read it in two weeks. What was told stands in the notices themselves, so that the
job is safe to run twice, and after a pause tells only the newest step.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge.plans.choices import IN_FORCE
from knowledge.plans.models import Plan
from knowledge.plans.schedule import moved
from stopext.access import clock, jobs
from stopext.access.actor import Actor
from stopext.access.roles import Role
from stopext.access.scoping import unscoped
from stopext.accounts.models import Membership, in_force
from stopext.notifications.kinds import Line
from stopext.notifications.models import Notice
from stopext.notifications.sending import notify
from stopext.web.dates import format_date

#: Its name, by which the policies of the tables know it.
JOB = "remind_of_plans"
#: The kind of its notices; the policy of the notices knows it too.
KIND = "plan_revision"
MONTHS = (3, 6, 12)
PATIENCE = timedelta(days=14)
#: So many months after the limit the last step is not told to anybody new any more. With the three
#: before it that is less than the year for which notices are kept, so that none is told again.
LONGEST_AFTER = 6
REASON = "the job, for everybody; its policy lets it"


def remind_of_plans() -> None:
    """Tell the next ones who must know, of each plan in force."""
    now = clock.now()
    today = clock.today()
    with jobs.working(JOB):
        plans = unscoped(Plan, reason=REASON).filter(status__in=IN_FORCE, is_public=True)
        first, last = moved(today, -LONGEST_AFTER), moved(today, max(MONTHS))
        for plan in plans.filter(revision_due__range=(first, last)).order_by("pk"):
            if plan.revision_due and (step := step_of(plan.revision_due, today)):
                _remind(plan, f"{plan.revision_due} {step}", now)


def step_of(due: date, today: date) -> int | None:
    """The newest of the steps whose day has come: months before ``due``."""
    return next((step for step in MONTHS if today >= moved(due, -step)), None)


def days_ahead(due: date, today: date) -> list[date]:
    """The days on which a reminder is still to come, the first one first."""
    days = (moved(due, -step) for step in sorted(MONTHS, reverse=True))
    return [day for day in days if day > today]


def next_in_chain(
    told: Mapping[UUID, Notice],
    coordinators: Collection[UUID],
    leaders: Collection[UUID],
    now: datetime,
) -> Collection[UUID]:
    """Who must be told now, after those who were ``told`` of this step."""
    if any(notice.read_at for notice in told.values()):
        return ()
    asked = [told[user].made_at for user in coordinators if user in told]
    if coordinators and not asked:
        return coordinators
    if not coordinators or now - min(asked) >= PATIENCE:
        return leaders
    return ()


def revision_lines(actor: Actor, keys: Collection[UUID]) -> dict[UUID, Line]:
    """What a reminder says: the limit of the plan that is in force in the reader's municipality."""
    rows = Plan.objects.for_actor(actor).filter(
        pk__in=keys, municipality_id=actor.authority_id, status__in=IN_FORCE
    )
    text = _("Kommunens handlingsplan skal revideres senest %s")
    url = reverse("knowledge:plan_duties")
    return {row.pk: Line(text % format_date(row.revision_due), url) for row in rows}


def _remind(plan: Plan, occasion: str, now: datetime) -> None:
    rows = unscoped(Notice, reason=REASON).filter(kind=KIND, about=plan.pk, occasion=occasion)
    people = next_in_chain(
        {row.user_id: row for row in rows},
        _with_role(plan, Role.COORDINATOR),
        _with_role(plan, Role.LEADER),
        now,
    )
    notify(KIND, authority_id=plan.municipality_id, to=people, about=plan.pk, occasion=occasion)


def _with_role(plan: Plan, role: Role) -> set[UUID]:
    rows = unscoped(Membership, reason=REASON).filter(in_force(), role=role)
    return {*rows.filter(authority_id=plan.municipality_id).values_list("user_id", flat=True)}
