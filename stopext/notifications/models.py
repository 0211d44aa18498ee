"""What a person is told, and how often she wants mail about it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.models import TenantModel
from stopext.access.scoping import ScopedQuerySet


class Frequency(models.TextChoices):
    """When a person gets mail about a kind of notices. They stand in the portal at once."""

    NOW = "now", _("Med det samme")
    DAILY = "daily", _("Samlet hver dag kl. 7")
    WEEKLY = "weekly", _("Samlet hver mandag kl. 7")
    OFF = "off", _("Ingen mail")


class Notice(TenantModel):
    """That something happened to a thing. What it says is made when it is shown, so that it tells
    no more than the reader may see at that moment; here stand keys and codes only.

    Kept for a year: the job ``remove_leftovers`` sees older ones by its policy.
    """

    logged = False

    authority_id = models.PositiveIntegerField()
    """Where the person gets it: in another role of hers it does not exist."""
    user_id = models.UUIDField()
    kind = models.CharField(max_length=40)
    about = models.UUIDField()
    """Key of the thing; the kind knows what it is and where it is shown."""
    occasion = models.CharField(max_length=80, blank=True)
    """What of the same kind may be told again of the same thing: a date, a step."""
    made_at = models.DateTimeField(default=clock.now)
    read_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    """When it was part of a mail, or it was clear that it never will be."""

    class Meta:
        ordering = ("-made_at", "-id")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["authority_id", "user_id", "kind", "about", "occasion"], name="notice_once"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["authority_id", "user_id", "-made_at"], name="notice_newest"),
            models.Index(
                fields=["authority_id", "user_id"],
                name="notice_unread",
                condition=models.Q(read_at__isnull=True),
            ),
            models.Index(
                fields=["made_at"],
                name="notice_unsettled",
                condition=models.Q(settled_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """A person's own, in the authority she acts for."""
        return rows.filter(authority_id=actor.authority_id, user_id=actor.user_id)


class Preference(TenantModel):
    """How often a person gets mail, by kind; a kind that is not named has its own default."""

    logged = False

    user_id = models.UUIDField(unique=True)
    frequencies = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.user_id)

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """A person's own, in all her roles."""
        return rows.filter(user_id=actor.user_id)
