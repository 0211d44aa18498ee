"""allauth's forms in the portal's words: labels instead of placeholders, hints as plain text."""

from __future__ import annotations

import time
from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.http import HttpRequest
from django.utils.translation import gettext as _

from stopext.accounts.login.seeds import seeds_of


class _Plain:
    """Mixed into each: what the page itself says is not repeated inside the fields."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.help_text = ""
            if name in {"login", "email"}:
                field.label = _("E-mail")
            elif name == "password1":
                field.help_text = " ".join(password_validators_help_texts())
            elif name == "code":
                field.label = _("Kode")
                field.widget.attrs["spellcheck"] = "false"


class LoginForm(_Plain, account.LoginForm):
    """E-mail and password."""


class ResetPasswordForm(_Plain, account.ResetPasswordForm):
    """Ask for a link. The answer takes as long for an address nobody has: the mail that is only
    made for a known one would be measured otherwise."""

    #: Seconds from reading the form to the answer; the work takes about a twentieth of it.
    TAKES = 0.3

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._began = time.monotonic()
        super().__init__(*args, **kwargs)

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Write to whom the address belongs, if anybody, and answer at a fixed time."""
        try:
            return str(super().save(request, **kwargs))
        finally:
            time.sleep(max(0.0, self._began + self.TAKES - time.monotonic()))


class ResetPasswordKeyForm(_Plain, account.ResetPasswordKeyForm):
    """A new password from the link."""


class ChangePasswordForm(_Plain, account.ChangePasswordForm):
    """A new password, knowing the old one."""


class SetPasswordForm(_Plain, account.SetPasswordForm):
    """A first password."""


class PasswordAgainForm(_Plain, account.ReauthenticateForm):
    """The password once more."""


class CodeForm(_Plain, mfa.AuthenticateForm):
    """A code at log-in."""

    def clean_code(self) -> str:
        """Checked with the seeds of the person who is logging in: nobody is logged in yet."""
        with seeds_of(self.user):
            return str(super().clean_code())


class CodeAgainForm(_Plain, mfa.ReauthenticateForm):
    """A code once more."""


class FirstCodeForm(_Plain, ActivateTOTPForm):
    """The first code of a new app."""


class AddKeyForm(AddWebAuthnForm):
    """A new passkey or security key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Navn på nøglen")
        self.fields["name"].help_text = _("For eksempel »Arbejdstelefon«. Kun du ser navnet.")
        self.fields["name"].max_length = 100
        self.fields["credential"].error_messages["required"] = _(
            "Nøglen svarede ikke. Tryk på »Tilføj nøglen«, og følg browserens vejledning."
        )
        self.fields["passwordless"].label = _("Log ind med nøglen alene, uden adgangskode")
        self.fields["passwordless"].help_text = _(
            "Kræver, at nøglen beder om fingeraftryk, ansigt eller pinkode."
        )


class RenameKeyForm(EditWebAuthnForm):
    """Another name for a key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Navn på nøglen")
        self.fields["name"].max_length = 100
