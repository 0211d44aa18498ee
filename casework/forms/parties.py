"""Who is around the citizen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.forms.conditional import ConditionalCharField
from casework.forms.fields import chosen, listed, text
from casework.rules.codes import Tristate
from casework.rules.parties import MayContact, MayKnow, PartyRole
from stopext.access import clock
from stopext.web.forms import DateField, Form, IdempotencyField, VersionField


def _asked(label: Any, hint: Any, limit: int) -> ConditionalCharField:
    """A text that one of the answers asks for."""
    return ConditionalCharField(
        label=label,
        help_text=hint,
        max_length=limit,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class PartyForm(IdempotencyField, Form):
    """A relative, guardian or representative."""

    role = listed(_("Rolle"), PartyRole)
    name = forms.CharField(label=_("Navn"), max_length=200, help_text=_("Det gemmes krypteret."))
    reach = text(
        _("Telefon, mail og adresse"),
        rows=3,
        limit=1000,
        required=False,
        help_text=_("Kun det, I skal bruge. Det gemmes krypteret."),
    )
    address_protected = forms.BooleanField(
        label=_("Personen har navne- og adressebeskyttelse"), required=False
    )
    custody = chosen(_("Har personen forældremyndighed over borgeren?"), Tristate)
    contact = chosen(_("Må I kontakte personen?"), MayContact)
    contact_terms = _asked(
        _("Hvordan må I kontakte personen?"),
        _("F.eks. kun på telefon, kun om aftenen, eller kun sammen med borgeren."),
        1000,
    )
    told = chosen(
        _("Hvad må personen få at vide om sagen?"),
        MayKnow,
        help_text=_(
            "Portalen åbner ikke noget for personen. Her står, hvad I har taget stilling til."
        ),
    )
    told_ground = _asked(
        _("Hvad, og på hvilket grundlag?"),
        _("F.eks. fuldmagt, samtykke eller en afgørelse om aktindsigt, og hvilken del det gælder."),
        2000,
    )
    note = text(_("Andet, I skal vide"), rows=3, limit=4000, required=False)
    since = DateField(label=_("Fra hvilken dag?"), help_text=_("Den dag, rollen begyndte for jer."))

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("contact") == MayContact.TERMS and not given.get("contact_terms"):
            self.add_error("contact_terms", _("Skriv, hvordan kontakten må ske."))
        if given.get("told", MayKnow.NOTHING) != MayKnow.NOTHING and not given.get("told_ground"):
            self.add_error(
                "told_ground", _("Skriv, hvad personen må få at vide, og hvad det hviler på.")
            )
        for name in {"since", "until"} & {*given}:
            if given[name] and given[name] > clock.today():
                self.add_error(name, _("Datoen er ikke kommet endnu."))
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", _("Perioden slutter, før den begynder."))
        return given


class PartyCorrectionForm(VersionField, PartyForm):
    """Somebody who is there already: what is known now, or that the role has ended, and why."""

    until = DateField(
        label=_("Til hvilken dag?"),
        help_text=_("Udfyldes, når personen ikke længere har rollen. Personen bliver stående."),
        required=False,
    )
    why = text(
        _("Hvorfor rettes oplysningerne?"),
        rows=2,
        limit=2000,
        help_text=_("Begrundelsen står på sagen."),
    )


class RelationForm(IdempotencyField, Form):
    """Which case the person is the citizen of."""

    number = forms.CharField(
        label=_("Sagsnummer på personens egen sag"),
        help_text=_("F.eks. 2017-0101-0001. Du skal selv have adgang til sagen."),
        max_length=40,
        error_messages={"required": _("Skriv sagsnummeret.")},
    )
    name_known = forms.BooleanField(
        label=_("Det er samme person, selv om navnet er et andet"),
        help_text=_("Bruges kun, når navnene er forskellige, f.eks. efter et navneskift."),
        required=False,
    )

    def facts(self) -> dict[str, Any]:
        """What was typed, for the action."""
        return {name: self.cleaned_data[name] for name in ("number", "name_known")}
