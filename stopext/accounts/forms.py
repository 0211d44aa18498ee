"""Forms about people: invitation, period, acceptance, and the names of keys."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stopext.access.actor import Actor
from stopext.access.roles import AuthorityKind, Role
from stopext.accounts.models import Authority, Invitation, User
from stopext.accounts.policies import roles_in
from stopext.web.forms import DateField, Form, IdempotencyField, VersionField


class _Period(IdempotencyField, Form):
    """From and to, both included."""

    valid_from = DateField(label=gettext_lazy("Gælder fra"))
    valid_until = DateField(
        label=gettext_lazy("Gælder til og med"),
        required=False,
        help_text=gettext_lazy("Lad feltet stå tomt, hvis rollen ikke har en slutdato."),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        cleaned = super().clean() or {}
        start, end = cleaned.get("valid_from"), cleaned.get("valid_until")
        if start and end and end < start:
            self.add_error("valid_until", _("Slutdatoen ligger før startdatoen."))
        return cleaned


class PeriodForm(VersionField, _Period):
    """The period of a role that somebody has."""


class InvitationForm(_Period):
    """One person into one role."""

    name = forms.CharField(label=gettext_lazy("Navn"), max_length=120)
    email = forms.EmailField(
        label=gettext_lazy("Arbejdsmail"),
        max_length=254,
        help_text=gettext_lazy("Invitationen sendes hertil, og adressen bruges til at logge ind."),
    )
    title = forms.CharField(label=gettext_lazy("Stilling"), max_length=120, required=False)
    role = forms.ChoiceField(
        label=gettext_lazy("Rolle"), choices=[("", gettext_lazy("Vælg rolle"))]
    )

    field_order = ("authority", "name", "email", "title", "role", "valid_from", "valid_until")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [actor.authority_kind]
        if actor.role is Role.ADMINISTRATOR:
            self.fields["authority"] = forms.ModelChoiceField(
                Authority.objects.all(),
                label=_("Myndighed"),
                empty_label=_("Vælg myndighed"),
                initial=actor.authority_id,
            )
            self.order_fields(self.field_order)
            kinds = list(AuthorityKind)
        roles = {role: None for kind in kinds for role in roles_in(kind)}
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)  # noqa: S101 (declared above)
        role.choices = [("", _("Vælg rolle")), *((each.value, each.label) for each in roles)]

    def clean(self) -> dict[str, Any]:
        """Refuse a role that the chosen authority does not have."""
        cleaned = super().clean()
        authority, role = cleaned.get("authority"), cleaned.get("role")
        if authority and role and Role(role) not in roles_in(AuthorityKind(authority.kind)):
            self.add_error("role", _("Den rolle findes ikke i den valgte myndighed."))
        return cleaned


class AcceptanceForm(Form):
    """A password of one's own, typed twice."""

    password1 = forms.CharField(
        label=gettext_lazy("Adgangskode"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=gettext_lazy("Adgangskode igen"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = User(email=invitation.email, name=invitation.name)
        self.fields["password1"].help_text = " ".join(password_validators_help_texts())

    def clean_password1(self) -> str:
        """Apply the portal's rules for passwords."""
        password: str = self.cleaned_data["password1"]
        validate_password(password, self.person)
        return password

    def clean(self) -> dict[str, Any]:
        """Both must be the same."""
        cleaned = super().clean() or {}
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("De to adgangskoder er ikke ens."))
        return cleaned


class ConfirmForm(IdempotencyField, Form):
    """Nothing but a button that works once."""


class ContactForm(VersionField, IdempotencyField, Form):
    """How somebody is reached. Nothing is required: what is not known is not made up."""

    name = forms.CharField(
        label=gettext_lazy("Hvem eller hvad"),
        help_text=gettext_lazy("En person eller en enhed, f.eks. »Modtagelsen, Børn og Unge«."),
        max_length=160,
        required=False,
    )
    phone = forms.CharField(label=gettext_lazy("Telefon"), max_length=40, required=False)
    email = forms.EmailField(label=gettext_lazy("E-mail"), max_length=254, required=False)
    hours = forms.CharField(
        label=gettext_lazy("Hvornår"),
        help_text=gettext_lazy("Hvornår nogen svarer, og hvor man ringer hen ellers."),
        max_length=200,
        required=False,
    )
