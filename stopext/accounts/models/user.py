"""People who log in."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stopext.vault.fields import SealedTextField
from stopext.vault.keys import PORTAL


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
