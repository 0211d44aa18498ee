"""What committees and the council decided on a plan, in the order of their meetings."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from knowledge.plans.choices import Body, Outcome
from knowledge.plans.models.plan import Plan, PlanManager, PlanRow
from stopext.access.actor import Actor
from stopext.access.roles import Kind
from stopext.access.scoping import ScopedQuerySet


class StandingManager(PlanManager):
    """``objects`` of decisions: as they are told now."""

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(stands=True)


class Decision(PlanRow):
    """What one meeting decided, as public as its plan. A correction is a row of its own, and the
    one it corrects is kept: the own municipality reads it, nobody else."""

    plan = models.ForeignKey(
        Plan, on_delete=models.DO_NOTHING, db_constraint=False, related_name="decisions"
    )
    entry = models.UUIDField(default=uuid.uuid4, editable=False)
    """The same in all wordings of one decision, which ``edits`` numbers."""
    stands = models.BooleanField(default=True, db_default=True, editable=False)
    """False of what was corrected or withdrawn."""
    written_at = models.DateTimeField(editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    """When it was corrected or withdrawn."""
    body = models.CharField(_("hvem"), max_length=12, choices=Body.choices)
    body_name = models.CharField(_("navn"), max_length=120)
    on = models.DateField(_("mødedato"))
    outcome = models.CharField(_("beslutning"), max_length=12, choices=Outcome.choices)
    minutes = models.CharField(_("punkt i referatet"), max_length=200, blank=True)
    agenda_url = models.URLField(_("link til dagsorden"), max_length=400, blank=True)
    remark = models.CharField(_("bemærkning"), max_length=400, blank=True)

    objects: ClassVar[StandingManager] = StandingManager()
    every: ClassVar[PlanManager] = PlanManager()

    class Meta:
        ordering: ClassVar = ["on", "written_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality", "entry", "edits"], name="plan_decision_once"
            ),
            models.CheckConstraint(name="plan_decision_body", condition=Q(body__in=Body.values)),
            models.CheckConstraint(
                name="plan_decision_outcome", condition=Q(outcome__in=Outcome.values)
            ),
            models.CheckConstraint(
                name="plan_decision_council_adopts",
                condition=~Q(outcome=Outcome.ADOPTED) | Q(body=Body.COUNCIL),
            ),
            models.CheckConstraint(
                name="plan_decision_link_is_safe",
                condition=Q(agenda_url="") | Q(agenda_url__startswith="https://"),
            ),
            models.CheckConstraint(
                name="plan_decision_ended_together",
                condition=Q(stands=True, ended_at__isnull=True)
                | Q(stands=False, ended_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body_name}: {self.get_outcome_display()}"

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """Of public plans what stands, and for municipal staff all of their own."""
        told = Q(is_public=True, stands=True)
        if actor.kind is Kind.MUNICIPALITY:
            told |= Q(municipality_id=actor.authority_id)
        return rows.filter(told)
