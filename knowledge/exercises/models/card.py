"""Action cards: what to do and whom to call, on one sheet."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from knowledge.exercises.models.scenario import texts
from stopext.access.actor import Actor
from stopext.access.models import TenantModel
from stopext.access.roles import Kind
from stopext.access.scoping import ScopedQuerySet
from stopext.accounts.models import Authority


class Card(TenantModel):
    """A card for one group of staff. It stores which contacts stand on it, never their numbers:
    those are read when it is shown. Changing its text ends approval; the public page keeps what was
    approved for it."""

    logged: ClassVar[bool] = False  # no data about a citizen

    municipality = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(_("for hvem"), max_length=80)
    steps = texts(_("trin"), 180)
    attention = texts(_("vær opmærksom på"), 160)
    uses = ArrayField(models.CharField(max_length=12), default=list)
    """Codes of :class:`stopext.accounts.models.Contact.Use`."""
    owner = models.CharField(_("ejer"), max_length=80)
    is_public = models.BooleanField(default=False)
    approved_on = models.DateField(null=True)
    approved_by_name = models.CharField(max_length=120, blank=True)
    approved_plan = models.UUIDField(null=True)
    """The plan in force then; none when there was none."""
    approved_contacts = texts(length=1000)
    """The contacts as they read then, one to a line."""
    public_edition: Any = models.JSONField(null=True, editable=False)
    """What the public page says, by field: the card as the leader last approved it for everybody;
    none when she did not."""
    edits = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ("audience", "pk")
        indexes: ClassVar = [
            models.Index(fields=["municipality", "audience"], name="exercise_card_of")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="exercise_card_public_when_approved",
                condition=Q(is_public=False) | Q(public_edition__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.audience

    @classmethod
    def for_everybody(cls, *, place: int | None = None, pk: UUID | None = None) -> list[Card]:
        """Public cards of a municipality, or one of them, as the public page says it; never what
        was written since and waits, which nobody else can read. One query."""
        with connection.cursor() as cursor:
            cursor.execute("select * from sec.public_cards(%s, %s)", [place, pk])
            rows = cursor.fetchall()
        return [cls._shown(key, owner, _read(edition)) for key, owner, edition in rows]

    @classmethod
    def _shown(cls, key: UUID, owner: int, edition: dict[str, Any]) -> Card:
        on = date.fromisoformat(edition["approved_on"])
        return cls(pk=key, municipality_id=owner, **{**edition, "approved_on": on})

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """The own municipality's; what is public of others is read by ``for_everybody``."""
        if actor.kind is not Kind.MUNICIPALITY:
            return rows.none()
        return rows.filter(municipality_id=actor.authority_id)


def _read(edition: Any) -> Any:
    return json.loads(edition) if isinstance(edition, str) else edition
