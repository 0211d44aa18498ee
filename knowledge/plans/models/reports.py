"""A plan in force as it was on a day: a report that nobody changes afterwards."""

from __future__ import annotations

from copy import deepcopy
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge.plans.choices import ActionStatus
from knowledge.plans.models.plan import Plan, PlanRow
from stopext.access.actor import Actor
from stopext.access.roles import Permission
from stopext.access.scoping import ScopedQuerySet
from stopext.web.dates import format_date


class StatusReport(PlanRow):
    """What stood in a plan in force when somebody froze it, which the database keeps as it was.
    Whether everybody may read it is chosen, and can be chosen again."""

    plan = models.ForeignKey(
        Plan, on_delete=models.DO_NOTHING, db_constraint=False, related_name="statusreports"
    )
    period_from = models.DateField()
    period_to = models.DateField()
    frozen_at = models.DateTimeField()
    remark = models.TextField(blank=True)
    """What those who lead the work want to say of the period."""
    content = models.JSONField()
    """As ``knowledge.plans.frozen`` made it: words, days as ISO and numbers as text."""

    is_replaced = False
    """Whether there is a later one for the same period; a page that shows that sets it."""

    class Meta:
        ordering: ClassVar = ["-frozen_at"]
        indexes: ClassVar = [
            models.Index(fields=["municipality", "-frozen_at"], name="plan_report_by_time")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="plan_report_period", condition=Q(period_to__gt=F("period_from"))
            )
        ]

    def __str__(self) -> str:
        day = format_date(timezone.localtime(self.frozen_at).date())
        said = {"period": self.period, "day": day}
        return _("Statusrapport for %(period)s, som planen stod %(day)s") % said

    @property
    def is_early(self) -> bool:
        """Whether it was frozen before its period had ended."""
        return timezone.localtime(self.frozen_at).date() < self.period_to

    @property
    def period(self) -> str:
        """The half-year or the year it is for, in words."""
        year = self.period_from.year
        if self.period_from.month > 1:
            return _("2. halvår %s") % year
        return str(year) if self.period_to.month > 6 else _("1. halvår %s") % year

    @property
    def told(self) -> Any:
        """``content``, with the status of each action in the words of its code, which the database
        compared with the plan; reports older than that keep their words."""
        said = deepcopy(self.content)
        for goal in said["goals"]:
            for row in goal["actions"]:
                if "code" in row:
                    row["status"] = str(ActionStatus(row["code"]).label)
        return said

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """Public ones, and for those who lead the work all of their own."""
        told: Any = Q(is_public=True)
        if actor.can(Permission.EDIT_OWN_PLAN):
            told |= Q(municipality_id=actor.authority_id)
        return rows.filter(told)
