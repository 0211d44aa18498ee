"""What a municipality keeps beside its plan for itself: tasks, contact persons and notes.

Tables of their own, so that the database shows them to nobody else, whatever is public. They hang
on the plan in force and follow the work to the version that replaces it.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from knowledge.plans.choices import Pace
from knowledge.plans.models.parts import Action
from knowledge.plans.models.plan import Plan
from stopext.access.actor import Actor
from stopext.access.models import TenantModel
from stopext.access.roles import Kind
from stopext.access.scoping import ScopedQuerySet
from stopext.accounts.models import Authority


class InternalRow(TenantModel):
    """A row that only the own municipality's staff ever sees."""

    logged: ClassVar[bool] = False  # a plan holds no data about a citizen
    internal: ClassVar[tuple[str, ...]] = ()  # of itself: all of it is

    municipality = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(
        Plan, on_delete=models.DO_NOTHING, db_constraint=False, related_name="%(class)ss"
    )
    edits = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """The own municipality's."""
        if actor.kind is not Kind.MUNICIPALITY:
            return rows.none()
        return rows.filter(municipality_id=actor.authority_id)


class InternalNote(InternalRow):
    """What is internal to a part; the model of the part names which of these it has."""

    part = models.UUIDField(editable=False)
    contact_person = models.CharField(_("kontaktperson"), max_length=200, blank=True)
    internal_note = models.TextField(_("intern note"), blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "part"], name="plan_internal_once")
        ]

    def __str__(self) -> str:
        return self.contact_person or self.internal_note


class Task(InternalRow):
    """Something to do for an action, by whom and when."""

    action = models.ForeignKey(
        Action, on_delete=models.DO_NOTHING, db_constraint=False, related_name="tasks"
    )
    text = models.CharField(_("opgave"), max_length=400)
    owner = models.CharField(_("hvem"), max_length=160, blank=True)
    due_on = models.DateField(_("senest"), null=True, blank=True)
    done_on = models.DateField(_("udført"), null=True, blank=True)
    done_by_name = models.CharField(max_length=120, blank=True, editable=False)
    is_removed = models.BooleanField(default=False, db_default=False, editable=False)
    """Whoever was writing in it meanwhile is told so, and keeps her text."""

    class Meta:
        ordering = ("done_on", "due_on", "text")

    def __str__(self) -> str:
        return self.text

    @property
    def place(self) -> str:
        """Where it stands: among what is reported, or in the editor of the action's draft."""
        if self.plan.is_public:
            page = reverse("knowledge:plan_progress")
        else:
            page = reverse("knowledge:part", args=["handling", self.action_id])
        return f"{page}#opgave-{self.pk}"


class Override(InternalRow):
    """How an action goes, where the municipality knows better than its dates: who said so, when and
    why. Rows are never rewritten: one that is taken back or followed by another is ended."""

    action = models.ForeignKey(
        Action, on_delete=models.DO_NOTHING, db_constraint=False, related_name="overrides"
    )
    pace = models.CharField(_("tempo"), max_length=8, choices=Pace.choices)
    reason = models.CharField(_("begrundelse"), max_length=400)
    is_reason_public = models.BooleanField(default=False)
    made_at = models.DateTimeField(editable=False)
    made_by_name = models.CharField(max_length=120, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_by_name = models.CharField(max_length=120, blank=True, editable=False)

    class Meta:
        ordering: ClassVar = ["-made_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality", "action"],
                condition=Q(ended_at__isnull=True),
                name="plan_override_one_holds",
            ),
            models.CheckConstraint(
                name="plan_override_pace_known", condition=Q(pace__in=Pace.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_pace_display()}: {self.reason}"
