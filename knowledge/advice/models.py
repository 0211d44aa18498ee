"""Threads of advice: a municipality asks the centre's advisers about its plan, or a part of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from knowledge.advice.choices import MARKS, Side, Status
from knowledge.plans.choices import SectionKind
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.models import TenantModel
from stopext.access.roles import Kind, Permission
from stopext.access.scoping import ScopedQuerySet
from stopext.accounts.models import Authority


class AdviceRow(TenantModel):
    """A row that a municipality's plan writers and the centre's advisers share."""

    logged: ClassVar[bool] = False  # a plan holds no data about a citizen

    municipality = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
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


class Thread(AdviceRow):
    """A question about a plan, and what follows. It stays while versions of the plan come and go.

    ``edits`` counts what was written or corrected in it; each message carries the count at which
    it got its words, so that "read up to here" says what exactly was read.
    """

    subject = models.CharField(_("emne"), max_length=160)
    about = models.CharField(_("afsnit"), max_length=20, blank=True, choices=SectionKind.choices)
    """A part of the plan; empty for the plan as a whole."""
    status = models.CharField(_("status"), max_length=12, choices=Status.choices)
    adviser_id = models.UUIDField(null=True, editable=False)
    adviser_name = models.CharField(max_length=120, blank=True, editable=False)
    draft_until = models.DateField(_("rådgiveren må læse kladden til og med"), null=True)
    """Until then the adviser who has taken the thread reads the municipality's draft. The database
    holds it (``sql/0002_walls.sql``)."""
    opened_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("-changed_at", "-id")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="advice_status_known", condition=models.Q(status__in=Status.values)
            ),
            models.CheckConstraint(
                name="advice_taken_or_new",
                condition=models.Q(status=Status.CLOSED)
                | models.Q(status=Status.NEW, adviser_id__isnull=True)
                | ~models.Q(status=Status.NEW) & models.Q(adviser_id__isnull=False),
            ),
            models.CheckConstraint(
                name="advice_closed_shows_no_draft",
                condition=~models.Q(status=Status.CLOSED) | models.Q(draft_until__isnull=True),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["municipality", "-changed_at"], name="advice_of_municipality"),
            models.Index(fields=["status", "-changed_at"], name="advice_by_status"),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        """The thread's page, the same for both sides."""
        return reverse("advice:thread", args=[self.pk])

    @property
    def about_words(self) -> str:
        """What part of the plan it is about."""
        return str(self.get_about_display() or _("Hele planen"))

    @property
    def mark(self) -> str:
        """How the status is marked beside its words."""
        return MARKS[Status(self.status)]

    @property
    def is_closed(self) -> bool:
        """Whether the municipality has closed it."""
        return self.status == Status.CLOSED

    @property
    def draft_is_open(self) -> bool:
        """Whether the adviser may read the draft today."""
        return self.draft_until is not None and self.draft_until >= clock.today()


class Message(AdviceRow):
    """Something one side wrote. Its writer corrects it until the other side says it has read it."""

    thread = models.ForeignKey(
        Thread, on_delete=models.DO_NOTHING, db_constraint=False, related_name="messages"
    )
    side = models.CharField(max_length=12, choices=Side.choices)
    text = models.TextField(_("besked"))
    by_user = models.UUIDField(editable=False)
    by_name = models.CharField(max_length=120, editable=False)
    at = models.DateTimeField(default=clock.now)
    stamp = models.PositiveIntegerField(editable=False)
    """The thread's count when these words were written."""
    earlier = models.JSONField(default=list, editable=False)
    """What stood there before: ``{"text", "until"}``, the oldest first."""
    read_at = models.DateTimeField(null=True, editable=False)
    read_by_name = models.CharField(max_length=120, blank=True, editable=False)

    class Meta:
        ordering = ("at", "stamp")
        indexes: ClassVar = [models.Index(fields=["thread", "at"], name="advice_message_order")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="advice_side_known", condition=models.Q(side__in=Side.values)
            ),
            models.CheckConstraint(
                name="advice_read_by_somebody",
                condition=models.Q(read_at__isnull=True, read_by_name="")
                | models.Q(read_at__isnull=False) & ~models.Q(read_by_name=""),
            ),
        ]

    def __str__(self) -> str:
        return self.text
