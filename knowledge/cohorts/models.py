"""Cohorts: municipalities that make their plans at the same time with the centre's help."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from knowledge.cohorts.choices import Known
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.models import TenantModel
from stopext.access.roles import Kind, Permission
from stopext.access.scoping import ScopedQuerySet
from stopext.accounts.models import Authority


class CohortRow(TenantModel):
    """A row of a cohort; ``through`` is the way to its cohort."""

    logged: ClassVar[bool] = False  # holds no data about a citizen
    through: ClassVar[str] = "cohort_id"

    edits = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """Every one for advisers; for who writes a municipality's plan those it is or was in."""
        if actor.can(Permission.GUIDE_MUNICIPALITIES):
            return rows
        if actor.kind is not Kind.MUNICIPALITY or not actor.can(Permission.EDIT_OWN_PLAN):
            return rows.none()
        return rows.filter(
            **{f"{cls.through}__in": Member.objects.for_actor(actor).values("cohort_id")}
        )


class Cohort(CohortRow):
    """Some municipalities and a period."""

    through: ClassVar[str] = "id"

    name = models.CharField(_("navn"), max_length=120)
    starts_on = models.DateField(_("begynder"))
    ends_on = models.DateField(_("slutter"))

    class Meta:
        ordering = ("-starts_on", "name")
        constraints: ClassVar = [
            models.CheckConstraint(name="cohort_period", condition=Q(ends_on__gte=F("starts_on")))
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The cohort's page, the same for both sides."""
        return reverse("cohorts:cohort", args=[self.pk])


class Milestone(CohortRow):
    """Something every member is to reach by a day."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="milestones")
    text = models.CharField(_("milepæl"), max_length=160)
    due_on = models.DateField(_("senest"))
    known = models.CharField(_("hvem ved det"), max_length=10, choices=Known.choices, blank=True)
    is_removed = models.BooleanField(_("fjernet"), default=False, db_default=False)

    class Meta:
        ordering = ("due_on", "text")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="cohort_milestone_known", condition=Q(known__in=Known.values)
            )
        ]

    def __str__(self) -> str:
        return self.text


class MunicipalRow(TenantModel):
    """A row of one municipality in a cohort."""

    logged: ClassVar[bool] = False

    municipality = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommune")
    )
    edits = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """The own municipality's for who writes its plan, every one for advisers."""
        if actor.can(Permission.GUIDE_MUNICIPALITIES):
            return rows
        if actor.kind is Kind.MUNICIPALITY and actor.can(Permission.EDIT_OWN_PLAN):
            return rows.filter(municipality_id=actor.authority_id)
        return rows.none()


class Member(MunicipalRow):
    """A municipality's time in a cohort; one that comes back gets a row more."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="members")
    joined_on = models.DateField(_("med fra"))
    left_on = models.DateField(_("med til og med"), null=True, blank=True)

    class Meta:
        ordering = ("municipality__name", "joined_on")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="cohort_member_period",
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("joined_on")),
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality", "cohort"], name="cohort_of_municipality")
        ]

    def __str__(self) -> str:
        return self.municipality.name

    @property
    def is_in(self) -> bool:
        """Whether it is a member today, or will be."""
        return self.left_on is None or self.left_on >= clock.today()


class Report(MunicipalRow):
    """What a municipality says of a milestone."""

    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="reports")
    done_on = models.DateField(_("nået den"), null=True, blank=True)
    note = models.TextField(_("bemærkning"), blank=True)
    by_name = models.CharField(max_length=120, editable=False)
    at = models.DateTimeField(default=clock.now)
    earlier = models.JSONField(default=list, editable=False)
    """What was said before: ``{"done_on", "note", "by"}``, the oldest first."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "milestone"], name="cohort_report_once")
        ]

    def __str__(self) -> str:
        return self.note
