"""Municipal action plans as data. A plan belongs to its municipality; a public one to everybody.

``is_public`` stands on every row of a plan and follows the plan's own by a composite foreign key,
so that the database can tell a draft row from a public one by looking at that row alone.
"""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from knowledge.articles.choices import TriangleLevel
from knowledge.plans.choices import (
    PUBLIC_STATUSES,
    ActionStatus,
    OrganisationModel,
    PlanStatus,
    SectionKind,
)
from stopext.access.actor import Actor
from stopext.access.models import TenantModel
from stopext.access.roles import Kind
from stopext.access.scoping import ScopedManager, ScopedQuerySet, opened
from stopext.accounts.models import Authority
from stopext.web.text import anchor_of


class PlanQuerySet(ScopedQuerySet):
    """Questions about plans and their parts."""

    def public(self) -> Self:
        """What everybody may read."""
        return opened(self.filter(is_public=True))


class PlanManager(ScopedManager.from_queryset(PlanQuerySet)):  # type: ignore[misc]
    """``objects`` of plans and their parts."""


class PlanRow(TenantModel):
    """A plan or a part of one."""

    logged: ClassVar[bool] = False  # a plan holds no data about a citizen

    municipality = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommune")
    )
    is_public = models.BooleanField(default=False, editable=False)

    objects: ClassVar[PlanManager] = PlanManager()

    class Meta:
        abstract = True

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """Public plans, and for municipal staff also their own drafts."""
        own = Q(municipality_id=actor.authority_id)
        is_municipal = actor.kind is Kind.MUNICIPALITY
        return rows.filter(Q(is_public=True) | own if is_municipal else Q(is_public=True))


class Plan(PlanRow):
    """A municipality's plan for preventing extremism (barnets lov § 15, stk. 3)."""

    title = models.CharField(_("titel"), max_length=200)
    status = models.CharField(
        _("status"), max_length=16, choices=PlanStatus.choices, default=PlanStatus.DRAFT
    )
    version = models.CharField(_("version"), max_length=20)
    adopted_on = models.DateField(_("vedtaget"), null=True, blank=True)
    adopted_by = models.CharField(_("vedtaget af"), max_length=120, blank=True)
    valid_from = models.DateField(_("gælder fra"), null=True, blank=True)
    revision_due = models.DateField(_("skal revideres senest"))
    organisation_model = models.CharField(
        _("organisering"), max_length=12, choices=OrganisationModel.choices
    )
    vision = models.TextField(_("vision"), blank=True)

    class Meta:
        verbose_name = _("handlingsplan")
        verbose_name_plural = _("handlingsplaner")
        ordering = ("municipality__name",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "version"], name="plan_version_once"),
            models.UniqueConstraint(
                fields=["municipality"],
                condition=Q(is_public=True),
                name="plan_public_once",
                violation_error_message=_("Kommunen har allerede en offentlig plan."),
            ),
            models.CheckConstraint(
                name="plan_public_when_adopted",
                condition=Q(is_public=True, status__in=PUBLIC_STATUSES, adopted_on__isnull=False)
                | Q(is_public=False) & ~Q(status__in=PUBLIC_STATUSES),
            ),
            models.CheckConstraint(
                name="plan_status_known", condition=Q(status__in=PlanStatus.values)
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PlanPart(PlanRow):
    """A row under a plan."""

    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, db_constraint=False, related_name="%(class)ss"
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ("position",)


class PlanSection(PlanPart):
    """One of the thirteen parts the national concept asks for."""

    kind = models.CharField(_("afsnit"), max_length=20, choices=SectionKind.choices)
    text = models.TextField(_("tekst"), blank=True)

    class Meta(PlanPart.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality", "plan", "kind"], name="plan_section_once"
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def anchor(self) -> str:
        """The section's address on the page of the plan."""
        return anchor_of(self.get_kind_display())


class Goal(PlanPart):
    """What the municipality wants to reach."""

    text = models.TextField(_("mål"))
    level = models.CharField(_("niveau"), max_length=20, choices=TriangleLevel.choices)

    def __str__(self) -> str:
        return self.text


class Action(PlanPart):
    """What is done to reach a goal, by whom and when."""

    goal = models.ForeignKey(
        Goal, on_delete=models.CASCADE, db_constraint=False, related_name="actions"
    )
    title = models.CharField(_("handling"), max_length=200)
    level = models.CharField(_("niveau"), max_length=20, choices=TriangleLevel.choices)
    target_group = models.CharField(_("for hvem"), max_length=200, blank=True)
    owner = models.CharField(_("ansvarlig"), max_length=160, blank=True)
    start = models.DateField(_("fra"), null=True, blank=True)
    end = models.DateField(_("til"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=12, choices=ActionStatus.choices, default=ActionStatus.PLANNED
    )
    practice_page = models.IntegerField(_("praksis"), null=True, blank=True)
    """Id of the practice page the action follows; the page may be taken down, so no key."""
    cost_note = models.CharField(_("økonomi"), max_length=400, blank=True)

    class Meta(PlanPart.Meta):
        indexes: ClassVar = [
            models.Index(
                fields=["practice_page"],
                name="action_of_practice",
                condition=Q(is_public=True, practice_page__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.title


class Indicator(PlanPart):
    """Something counted regularly; baseline, target and measurements share the unit."""

    goal = models.ForeignKey(
        Goal, on_delete=models.CASCADE, db_constraint=False, related_name="indicators"
    )
    name = models.CharField(_("indikator"), max_length=200)
    baseline = models.DecimalField(_("udgangspunkt"), max_digits=12, decimal_places=2)
    target = models.DecimalField(_("ønsket niveau"), max_digits=12, decimal_places=2)
    unit = models.CharField(_("enhed"), max_length=60)
    frequency = models.CharField(_("hvor tit"), max_length=60, blank=True)

    def __str__(self) -> str:
        return self.name


class Measurement(PlanPart):
    """One reading of an indicator."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, db_constraint=False, related_name="measurements"
    )
    on = models.DateField(_("dato"))
    value = models.DecimalField(_("værdi"), max_digits=12, decimal_places=2)
    note = models.CharField(_("note"), max_length=400, blank=True)

    class Meta(PlanPart.Meta):
        ordering = ("on",)

    def __str__(self) -> str:
        return f"{self.on}: {self.value}"


def _texts() -> Any:
    return ArrayField(models.CharField(max_length=400), default=list)


class ActionCard(PlanPart):
    """A short memo for staff: what to do, step by step, and whom to call."""

    audience = models.CharField(_("for hvem"), max_length=200)
    steps = _texts()
    contacts = _texts()
    owner = models.CharField(_("ejer"), max_length=160, blank=True)

    def __str__(self) -> str:
        return self.audience
