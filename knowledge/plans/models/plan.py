"""A plan itself. It belongs to its municipality; a public one to everybody.

``is_public`` stands on every row of a plan and follows the plan's own by a composite foreign key,
so that the database can tell a draft row from a public one by looking at that row alone.
"""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from knowledge.plans.choices import IN_FORCE, PUBLIC_STATUSES, OrganisationModel, PlanStatus
from knowledge.plans.models.template import PlanTemplate
from stopext.access.actor import Actor
from stopext.access.models import TenantModel
from stopext.access.roles import Kind
from stopext.access.scoping import ScopedManager, ScopedQuerySet, opened
from stopext.access.together import hang
from stopext.accounts.models import Authority


class PlanQuerySet(ScopedQuerySet):
    """Questions about plans and their parts."""

    _parts: tuple[str, ...] = ()

    def with_parts(self, *names: str) -> Self:
        """Plans read with what hangs on them by these names, all of it by one query more."""
        rows = self.all()
        rows._parts = names
        return rows

    def _clone(self) -> Self:
        rows: Self = super()._clone()  # type: ignore[misc]
        rows._parts = self._parts
        return rows

    def _fetch_all(self) -> None:
        if self._parts and self._result_cache is None:
            read: Any = self._iterable_class(self)
            self._result_cache = list(read)
            hang(self._result_cache, *self._parts)
        super()._fetch_all()

    def public(self) -> Self:
        """What everybody may read: of a plan the version in force, of its parts those of it."""
        status = "status__in" if self.model is Plan else "plan__status__in"
        return opened(self.filter(is_public=True, **{status: IN_FORCE}))

    def published(self) -> Self:
        """Plans in force and those they replaced."""
        return opened(self.filter(is_public=True))

    def earlier(self) -> Self:
        """Plans that were public and have been replaced: everybody may read them too."""
        return opened(self.filter(is_public=True, status=PlanStatus.ARCHIVED))


class PlanManager(ScopedManager.from_queryset(PlanQuerySet)):  # type: ignore[misc]
    """``objects`` of plans and their parts."""


class PlanRow(TenantModel):
    """A plan or a part of one."""

    logged: ClassVar[bool] = False  # a plan holds no data about a citizen
    internal: ClassVar[tuple[str, ...]] = ()
    """Fields of its form that only the own municipality reads: stored in ``InternalNote``, which no
    public reader can open."""

    municipality = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommune")
    )
    is_public = models.BooleanField(default=False, editable=False)
    edits = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    """How often the row was changed: the version that forms carry."""

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
    revision_due = models.DateField(_("skal revideres senest"), null=True, blank=True)
    organisation_model = models.CharField(
        _("organisering"), max_length=12, choices=OrganisationModel.choices
    )
    vision = models.TextField(_("vision"), blank=True)
    template = models.ForeignKey(
        PlanTemplate,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("skabelon"),
    )
    """The national template it was begun from; none for plans that were loaded from files."""
    changed_at = models.DateTimeField(null=True, editable=False)
    """When it was published, or something told of it since."""
    minutes = models.CharField(_("punkt i referatet"), max_length=200, blank=True, db_default="")
    agenda_url = models.URLField(
        _("link til dagsorden eller referat"), max_length=400, blank=True, db_default=""
    )

    class Meta:
        verbose_name = _("handlingsplan")
        verbose_name_plural = _("handlingsplaner")
        ordering = ("municipality__name",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["municipality", "version"], name="plan_version_once"),
            models.UniqueConstraint(
                fields=["municipality"],
                condition=Q(is_public=True, status__in=IN_FORCE),
                name="plan_public_once",
                violation_error_message=_("Kommunen har allerede en offentlig plan."),
            ),
            models.UniqueConstraint(
                fields=["municipality"], condition=Q(is_public=False), name="plan_draft_once"
            ),
            models.CheckConstraint(
                name="plan_public_when_adopted",
                condition=Q(
                    is_public=True,
                    status__in=PUBLIC_STATUSES,
                    adopted_on__isnull=False,
                    revision_due__isnull=False,
                )
                | Q(is_public=False) & ~Q(status__in=PUBLIC_STATUSES),
            ),
            models.CheckConstraint(
                name="plan_status_known", condition=Q(status__in=PlanStatus.values)
            ),
        ]

    def __str__(self) -> str:
        return self.title
