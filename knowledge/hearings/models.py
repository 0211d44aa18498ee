"""Comments on the parts of a draft, and hearings: who was asked about which version, and answered.

All of it is read by those who lead the work in the own municipality and nobody else. Who is asked
reaches her own invitation and what she writes through functions of the database (``guests``).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from knowledge.plans.models import Plan
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.models import TenantModel
from stopext.access.roles import Permission
from stopext.access.scoping import ScopedQuerySet
from stopext.accounts.models import Authority


def _dated(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**one, "at": datetime.fromisoformat(one["at"])} for one in rows]


class WorkRow(TenantModel):
    """A row that only those who lead the work in the own municipality ever see."""

    logged: ClassVar[bool] = False  # a plan holds no data about a citizen

    municipality = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    edits = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    """How often the row was changed: the version that forms carry."""

    class Meta:
        abstract = True

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """The own municipality's, for who writes its plan."""
        if not actor.can(Permission.EDIT_OWN_PLAN):
            return rows.none()
        return rows.filter(municipality_id=actor.authority_id)


class Comment(WorkRow):
    """What a colleague says about a part of a draft, or answers to that. It goes with its plan."""

    plan = models.ForeignKey(
        Plan, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    part = models.UUIDField(editable=False)
    part_name = models.CharField(max_length=240, editable=False)
    """What the part was called when the comment was written."""
    answers = models.ForeignKey(
        "self", on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="replies"
    )
    """The comment that this one answers; none for one that begins a thread."""
    author = models.UUIDField(editable=False)
    author_name = models.CharField(max_length=120, editable=False)
    text = models.TextField(_("kommentar"))
    at = models.DateTimeField(default=clock.now, editable=False)
    earlier = models.JSONField(default=list, editable=False)
    """Wordings that its author has corrected since: ``text`` and ``at`` of each, oldest first."""
    changed_at = models.DateTimeField(null=True, editable=False)
    resolved_at = models.DateTimeField(null=True, editable=False)
    resolved_by_name = models.CharField(max_length=120, blank=True, editable=False)

    class Meta:
        ordering = ("at", "pk")
        indexes: ClassVar = [
            models.Index(fields=["municipality", "part"], name="comment_by_part"),
            models.Index(fields=["municipality", "-at", "-id"], name="comment_newest"),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def worded_before(self) -> list[dict[str, Any]]:
        """Wordings that were corrected since, with the moment of each."""
        return _dated(self.earlier)


class Hearing(WorkRow):
    """A draft laid before people, as it was when the hearing was opened."""

    plan = models.UUIDField(editable=False)
    """Key of the plan; no reference, because what was said outlives a draft that is thrown away."""
    version = models.CharField(max_length=20, editable=False)
    title = models.CharField(_("hvad høringen hedder"), max_length=200)
    letter = models.TextField(_("følgetekst"))
    contact = models.CharField(_("kontakt"), max_length=200)
    """Whom to ask; shown also when the link has ended."""
    deadline = models.DateField(_("frist"))
    """The last day on which an answer is taken."""
    parts = models.JSONField(default=list, editable=False)
    """The frozen version, part by part (``frozen.freeze``)."""
    opened_at = models.DateTimeField(default=clock.now, editable=False)
    opened_by_name = models.CharField(max_length=120, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by_name = models.CharField(max_length=120, blank=True, editable=False)

    class Meta:
        ordering = ("-opened_at", "-pk")
        indexes: ClassVar = [
            models.Index(fields=["municipality", "-opened_at"], name="hearing_newest")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality"],
                condition=Q(closed_at__isnull=True),
                name="hearing_one_open",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def is_open(self, today: date) -> bool:
        """Whether answers are taken that day."""
        return self.closed_at is None and self.deadline >= today


class Invitee(WorkRow):
    """Somebody who is asked: a colleague with a role, or somebody outside with a link."""

    hearing = models.ForeignKey(
        Hearing, on_delete=models.DO_NOTHING, db_constraint=False, related_name="invitees"
    )
    user = models.UUIDField(null=True, editable=False)
    """A colleague, who answers when she is logged in."""
    name = models.CharField(_("navn"), max_length=120)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    digest = models.BinaryField(max_length=32, null=True, editable=False, unique=True)
    """Of the secret in the link, which stands in the mail and nowhere else."""
    mail = models.UUIDField(null=True, editable=False)
    """Of the mail with the link, in the outbox; none of those before mails were followed."""
    invited_at = models.DateTimeField(default=clock.now, editable=False)
    invited_by_name = models.CharField(max_length=120, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    """When she last sent her answer."""

    class Meta:
        ordering = ("name", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["hearing", "user"],
                condition=Q(revoked_at__isnull=True),
                name="invitee_user_once",
            ),
            models.UniqueConstraint(
                fields=["hearing", "email"],
                condition=Q(revoked_at__isnull=True, user__isnull=True),
                name="invitee_email_once",
            ),
            models.CheckConstraint(
                name="invitee_inside_or_outside",
                condition=Q(user__isnull=False, digest__isnull=True, email="")
                | Q(user__isnull=True, digest__isnull=False) & ~Q(email=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def counts(self) -> bool:
        """Whether she is among those who were heard: not when it was taken back unanswered."""
        return self.revoked_at is None or self.sent_at is not None


class Verdict(models.TextChoices):
    """What became of an answer."""

    TAKEN = "taken", _("Indarbejdet")
    PARTLY = "partly", _("Delvist indarbejdet")
    LEFT = "left", _("Ikke indarbejdet")


class Answer(WorkRow):
    """What somebody says of a part of the frozen version; of all of it, when the part is the
    hearing. Until she sends it, it is a draft that the database shows to her alone."""

    hearing = models.ForeignKey(
        Hearing, on_delete=models.DO_NOTHING, db_constraint=False, related_name="given"
    )
    invitee = models.ForeignKey(
        Invitee, on_delete=models.DO_NOTHING, db_constraint=False, related_name="given"
    )
    part = models.UUIDField(editable=False)
    is_draft = models.BooleanField(default=False, editable=False)
    text = models.TextField(blank=True)
    """Empty when she has taken it back."""
    at = models.DateTimeField(editable=False)
    earlier = models.JSONField(default=list, editable=False)
    """What she had sent before: ``text`` and ``at`` of each, oldest first."""
    verdict = models.CharField(_("svaret er"), max_length=8, choices=Verdict.choices, blank=True)
    reason = models.TextField(_("begrundelse"), blank=True)
    judged_at = models.DateTimeField(null=True, editable=False)
    judged_by_name = models.CharField(max_length=120, blank=True, editable=False)
    judged_before = models.JSONField(default=list, editable=False)
    """Earlier verdicts: ``verdict``, ``reason``, ``by`` and ``at`` of each, oldest first."""

    class Meta:
        ordering = ("at", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["invitee", "part", "is_draft"], name="hearing_answer_once"
            ),
            models.CheckConstraint(
                name="hearing_verdict_known", condition=Q(verdict__in=["", *Verdict.values])
            ),
            models.CheckConstraint(
                name="hearing_verdict_reasoned", condition=Q(verdict="") | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def sent_before(self) -> list[dict[str, Any]]:
        """What she had sent before, with the moment of each."""
        return _dated(self.earlier)

    @property
    def judgements_before(self) -> list[dict[str, Any]]:
        """Earlier verdicts in words, with the moment of each."""
        labels = {"": _("Ikke vurderet"), **dict(Verdict.choices)}
        return [{**one, "verdict": labels[one["verdict"]]} for one in _dated(self.judged_before)]

    @property
    def changed_since(self) -> bool:
        """Whether it was corrected after it was judged."""
        return bool(self.judged_at and self.at > self.judged_at)
