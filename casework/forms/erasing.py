"""Proposing, carrying out and stopping the erasure of a closed case."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.forms.conditional import ConditionalCharField
from casework.rules.codes import Archiving
from stopext.web.forms import DateField, Form, IdempotencyField, VersionField


class ProposalForm(VersionField, IdempotencyField, Form):
    """What the rules of the archives say about the case."""

    archiving = forms.ChoiceField(
        label=_("Skal sagen bevares?"),
        help_text=_("Rigsarkivets bestemmelser afgør det. Spørg journalen, hvis du er i tvivl."),
        choices=Archiving.choices,
        widget=forms.RadioSelect,
    )
    reference = ConditionalCharField(
        label=_("Arkivets kvittering"),
        help_text=_("Skal udfyldes, når sagen er afleveret. Skriv et nummer, ikke et navn."),
        max_length=120,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        handed_over = cleaned.get("archiving") == Archiving.HANDED_OVER
        if handed_over and "reference" in cleaned and not cleaned["reference"]:
            self.add_error("reference", _("Skriv, hvor arkivets kvittering for sagen findes."))
        return cleaned


class ErasureForm(VersionField, IdempotencyField, Form):
    """A leader carries the erasure out."""

    sure = forms.BooleanField(
        label=_("Jeg har kontrolleret, at sagen må slettes. Det kan ikke fortrydes."),
        error_messages={"required": _("Sæt kryds, når du har kontrolleret det.")},
    )


class HoldForm(VersionField, IdempotencyField, Form):
    """A stop for the erasure: with a reason and an end."""

    reason = forms.CharField(
        label=_("Hvorfor må sagen ikke slettes endnu?"),
        help_text=_("F.eks. en klage, en anmodning om aktindsigt eller et tilsyn."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    until = DateField(label=_("Stop sletningen til"), help_text=_("Højst et år frem."))
