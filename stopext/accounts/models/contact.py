"""How authorities are reached."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stopext.access.actor import Actor
from stopext.access.models import TenantModel
from stopext.access.scoping import ScopedQuerySet
from stopext.accounts.models.authority import Authority
from stopext.accounts.models.membership import manages_all


class ContactFacts(models.Model):
    """How somebody is reached. Empty is a value: pages say that it is missing."""

    name = models.CharField(_("hvem eller hvad"), max_length=160, blank=True)
    phone = models.CharField(_("telefon"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    hours = models.CharField(_("hvornår"), max_length=200, blank=True)

    FACTS: ClassVar = ("name", "phone", "email", "hours")

    class Meta:
        abstract = True

    @property
    def is_given(self) -> bool:
        """Whether somebody can be reached by it."""
        return bool(self.phone or self.email)

    @property
    def in_one_line(self) -> str:
        """All that is given."""
        return ", ".join(filter(None, (getattr(self, name) for name in self.FACTS)))


class Contact(TenantModel, ContactFacts):
    """One way into an authority. There is a row for each from the start; somebody fills it in."""

    logged = False

    class Use(models.TextChoices):
        """What it is for."""

        CENTRE = "centre", _("Centeret")
        NOTIFICATION = "notification", _("Underretning om børn og unge")
        INFOHUS = "infohus", _("Infohuset")
        COORDINATOR = "coordinator", _("Tovholder")

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    use = models.CharField(_("til"), max_length=12, choices=Use.choices)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["authority", "use"], name="contact_once"),
            models.CheckConstraint(
                name="contact_use_known",
                condition=models.Q(use__in=["centre", "notification", "infohus", "coordinator"]),
            ),
        ]

    def __str__(self) -> str:
        return self.get_use_display()

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """Everybody who is logged in."""
        return rows


class ContactRevision(TenantModel, ContactFacts):
    """What a contact was changed to, by whom and when; never changed itself."""

    logged = False

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, related_name="revisions", db_constraint=False
    )
    version = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)
    by_user = models.UUIDField()
    by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ("-version",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["authority", "contact", "version"], name="contact_revision_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.version}"

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """Who keeps the contacts of that authority."""
        return rows if manages_all(actor) else rows.filter(authority_id=actor.authority_id)
