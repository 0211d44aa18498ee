"""Authorities, people, memberships, sessions and invitations."""

from __future__ import annotations

import hashlib
import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower, Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stopext.access.actor import Actor
from stopext.access.context import digest_of
from stopext.access.models import TenantModel
from stopext.access.roles import AuthorityKind, Role
from stopext.access.scoping import ScopedQuerySet
from stopext.vault.fields import SealedTextField
from stopext.vault.keys import PORTAL

#: Code of the national centre; municipalities have 101-860, police districts 1460-1471.
CENTRE = 1


class Authority(models.Model):
    """A municipality, a police district or the centre, keyed by its public code.

    Reference data (public facts, see ``stopext/accounts/data/SOURCES.md``); holds no person.
    """

    id = models.PositiveIntegerField(_("kode"), primary_key=True)
    kind = models.CharField(_("art"), max_length=12, choices=AuthorityKind.choices)
    name = models.CharField(_("navn"), max_length=80)
    slug = models.SlugField(max_length=60, unique=True)
    police_district = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="municipalities"
    )
    region_name = models.CharField(max_length=40, blank=True)
    population = models.PositiveIntegerField(null=True)
    group_name = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("name",)
        constraints: ClassVar = [
            models.CheckConstraint(
                name="authority_district_iff_municipality",
                condition=models.Q(kind="municipality", police_district__isnull=False)
                | (~models.Q(kind="municipality") & models.Q(police_district__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Makes users; there is no superuser, and sign-up goes through invitations."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str | None) -> User:
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """A natural person who can log in. What she may do comes from memberships only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # The publishing tool reads its authors' rows whole; a hash opens nothing while it is sealed.
    password = SealedTextField(_("adgangskode"), max_length=128)
    email = models.EmailField(_("e-mail"), max_length=254)
    name = models.CharField(_("navn"), max_length=120)
    is_active = models.BooleanField(default=True)
    is_editor = models.BooleanField(default=False)
    """Centre staff; lets colleagues see each other as authors in the publishing tool."""
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    vault_owner = PORTAL
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """Name as shown to colleagues."""
        return self.name

    def get_short_name(self) -> str:
        """Given name."""
        return self.name.split(" ", 1)[0]

    @property
    def first_name(self) -> str:
        """Given name; the publishing tool asks for it."""
        return self.get_short_name()

    @property
    def last_name(self) -> str:
        """Remaining names; the publishing tool asks for it."""
        return self.name.partition(" ")[2]


def _manages_all(actor: Actor) -> bool:
    return actor.role is Role.ADMINISTRATOR


def in_force() -> models.Q:
    """Membership active today; the database's context applies the same rule."""
    today = timezone.localdate()
    unended = models.Q(valid_until__isnull=True) | models.Q(valid_until__gte=today)
    return unended & models.Q(active=True, valid_from__lte=today)


class Membership(TenantModel):
    """A role in an authority for a period. The name is kept here so that colleagues can read it
    without reading the table of users."""

    logged = False

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("rolle"), max_length=20, choices=Role.choices)
    name = models.CharField(_("navn"), max_length=120)
    title = models.CharField(_("stilling"), max_length=120, blank=True)
    active = models.BooleanField(_("aktiv"), default=True)
    valid_from = models.DateField(_("fra"), default=timezone.localdate)
    valid_until = models.DateField(_("til"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("name",)
        indexes: ClassVar = [
            models.Index(fields=["authority", "active", "name"], name="membership_in_authority")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["authority", "user", "role"],
                condition=models.Q(active=True),
                name="membership_once",
                violation_error_message=_("Personen har allerede denne rolle."),
            ),
            models.CheckConstraint(
                name="membership_period",
                condition=models.Q(valid_until__isnull=True)
                | models.Q(valid_until__gte=models.F("valid_from")),
                violation_error_message=_("Slutdatoen ligger før startdatoen."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.get_role_display()}"

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """Colleagues in the same authority; the administrator manages all."""
        return rows if _manages_all(actor) else rows.filter(authority_id=actor.authority_id)


class Session(models.Model):
    """A log-in. The key is never stored: a copy of the table is not a set of live sessions."""

    token_hash = models.BinaryField(primary_key=True, max_length=32)
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True)
    second_factor = models.BooleanField(default=False)
    data = SealedTextField(default="{}")
    agent = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(db_index=True)
    ends_at = models.DateTimeField()

    vault_owner = PORTAL

    class Meta:
        indexes: ClassVar = [models.Index(fields=["user", "-seen_at"], name="session_of_user")]

    def __str__(self) -> str:
        return bytes(self.token_hash).hex()[:8]


def token_hash(token: str) -> bytes:
    """What is stored of a secret token."""
    return hashlib.sha256(token.encode()).digest()


def session_hash(key: str) -> bytes:
    """What a session is stored under: a digest of the digest that ``sec.enter`` is given."""
    return hashlib.sha256(digest_of(key)).digest()


class Invitation(TenantModel):
    """An open door for one e-mail address into one role; the secret is stored as a hash only."""

    logged = False

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField(_("e-mail"), max_length=254)
    name = models.CharField(_("navn"), max_length=120)
    title = models.CharField(_("stilling"), max_length=120, blank=True)
    role = models.CharField(_("rolle"), max_length=20, choices=Role.choices)
    valid_from = models.DateField(_("fra"), default=timezone.localdate)
    valid_until = models.DateField(_("til"), null=True, blank=True)
    token_hash = models.BinaryField(max_length=32)
    invited_by = models.UUIDField()
    invited_by_name = models.CharField(max_length=120)
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    needs_second = models.BooleanField(default=False)
    """A second administrator must confirm before there is a link."""
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.UUIDField(null=True)
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-created_at",)
        indexes: ClassVar = [
            models.Index(fields=["authority", "-created_at"], name="invitation_in_authority"),
            models.Index(fields=["token_hash"], name="invitation_by_token"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="invitation_by_two",
                condition=models.Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | models.Q(confirmed_by__isnull=False, confirmed_at__isnull=False)
                & ~models.Q(confirmed_by=models.F("invited_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.get_role_display()}"

    @property
    def waits_for_second(self) -> bool:
        """Whether nobody can accept it yet."""
        return self.needs_second and self.confirmed_at is None

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """Invitations into the actor's own authority; the administrator manages all."""
        return rows if _manages_all(actor) else rows.filter(authority_id=actor.authority_id)


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
        return rows if _manages_all(actor) else rows.filter(authority_id=actor.authority_id)


class OutgoingMail(models.Model):
    """A mail waiting to be sent, written in the transaction of what it tells about."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    message = SealedTextField()
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now)
    """When it is tried next; moves away after each failure."""

    vault_owner = PORTAL

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["due_at"], name="mail_waiting", condition=models.Q(sent_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class CacheEntry(models.Model):
    """Shared counters: rate limits and used one-time codes, the same for every worker."""

    key = models.CharField(max_length=250, primary_key=True)
    value = models.JSONField()
    expires_at = models.DateTimeField(null=True, db_index=True)

    def __str__(self) -> str:
        return self.key
