"""Topics of a district's info-house network, and what is written in them. Without persons."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.models.base import Signed, coded, known, together
from casework.rules.codes import ConcernForm
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.roles import Kind, Permission, Role
from stopext.access.scoping import ScopedQuerySet
from stopext.accounts.models import Authority
from stopext.vault.fields import SealedTextField


class NetworkRow(Signed):
    """A row of a police district, shared by its police and those who lead the work in its
    municipalities; sealed with the district's key."""

    vault_owner = "district_id"

    district_id = models.PositiveIntegerField(editable=False)

    class Meta:
        abstract = True

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """Those of the actor's district, and of the district of her municipality."""
        if not actor.can(Permission.JOIN_NETWORK):
            return rows.none()
        if actor.kind is Kind.POLICE:
            return rows.filter(district_id=actor.authority_id)
        mine = Authority.objects.filter(pk=actor.authority_id).values("police_district_id")
        return rows.filter(district_id=models.Subquery(mine))


class Topic(NetworkRow):
    """Something that is seen in the district. Its text is the first post."""

    title = SealedTextField(_("emne"), max_length=160)
    """Empty when who began it took it away."""
    theme = coded(ConcernForm, _("tema"))
    last_at = models.DateTimeField(default=clock.now)
    """When something was written last."""
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True, editable=False)
    closed_by_name = models.CharField(max_length=120, blank=True, editable=False)
    closed_word = SealedTextField(_("hvorfor emnet er lukket"), max_length=1000, blank=True)

    class Meta:
        ordering = ("-last_at", "-id")
        constraints: ClassVar = [
            known("topic", "theme", ConcernForm),
            together(
                "topic",
                "closing",
                "closed_at",
                "closed_by",
                message=_("En lukning har både tidspunkt og person."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["district_id", "-last_at", "-id"], name="topic_of_district")
        ]

    def __str__(self) -> str:
        return self.title or gettext("Emne, der er trukket tilbage")

    def get_absolute_url(self) -> str:
        """The topic's page, the same for everybody of the district."""
        return reverse("network:topic", args=[self.pk])

    @property
    def is_closed(self) -> bool:
        """Whether nobody writes in it any more."""
        return self.closed_at is not None


class Post(NetworkRow):
    """What one person wrote. She takes it away with a reason, and then nobody reads it again."""

    topic = models.ForeignKey(
        Topic, on_delete=models.DO_NOTHING, db_constraint=False, related_name="posts"
    )
    is_opening = models.BooleanField(editable=False)
    text = SealedTextField(_("tekst"), max_length=8000)
    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="+", editable=False
    )
    by_role = coded(Role, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_reason = SealedTextField(_("hvorfor"), max_length=1000, blank=True)

    class Meta:
        ordering = ("at", "id")
        constraints: ClassVar = [
            known("post", "by_role", Role),
            models.UniqueConstraint(
                fields=["topic"], condition=models.Q(is_opening=True), name="post_opens_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["district_id", "topic", "at"], name="post_of_topic")
        ]

    def __str__(self) -> str:
        return str(self.pk)
