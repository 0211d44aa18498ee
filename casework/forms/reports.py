"""The second page of a reported concern (the first is the same as everybody's), and what the
municipality does with it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.forms.conditional import ConditionalCharField
from casework.forms.fields import chosen, listed, text
from casework.forms.intake import LEGAL_GROUND, require_reason
from casework.rules.codes import Knowledge, ReferrerType, ReportOutcome, Tristate
from casework.rules.disclosure import DUTY_TO_INFORM
from stopext.web.forms import Form, IdempotencyField


class ReportForm(Form):
    """What the reporter saw, about whom, and whether she wants to be called."""

    person = forms.CharField(
        label=_("Hvem drejer det sig om?"),
        required=False,
        help_text=_("Navn, hvis du kender det – ellers det, du ved. Det gemmes krypteret."),
    )
    birth_year = forms.RegexField(
        regex=r"^(19|20)[0-9]{2}$",
        strip=True,
        label=_("Fødselsår"),
        required=False,
        help_text=_(
            "Fire cifre, gerne omtrentligt. Er personen under 18 år, haster det mere, så skriv det,"
            " hvis du kan."
        ),
        error_messages={"invalid": _("Skriv årstallet med fire cifre.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    observed = text(
        _("Hvad har du set eller hørt?"),
        rows=6,
        limit=6000,
        help_text=_(
            "Kun det, du selv eller andre har set, hørt eller læst. Gengiv gerne ord for ord."
        ),
    )
    observed_when = forms.CharField(label=_("Hvornår?"), required=False)
    knowledge = chosen(_("Hvor ved du det fra?"), Knowledge)
    interpreted = text(
        _("Hvad tænker du, det betyder?"),
        rows=4,
        limit=6000,
        required=False,
        help_text=_("Din egen forståelse. Skriv den her og ikke i feltet ovenfor."),
    )
    wants_feedback = forms.BooleanField(label=_("Jeg vil gerne kontaktes"), required=False)
    contact = forms.CharField(label=_("Telefon eller e-mail"), required=False)


class ReportAnswerForm(IdempotencyField, Form):
    """What the reporter is told when her report becomes no case."""

    outcome = chosen(_("Hvad er henvendelsen?"), ReportOutcome)
    answer = text(
        _("Svar til indberetteren"),
        rows=5,
        limit=4000,
        help_text=_(
            "Det her læser indberetteren. Skriv ikke, om borgeren er kendt, eller hvad der ellers "
            "står om borgeren."
        ),
    )
    reason = ConditionalCharField(
        label=_("Kommunens egen begrundelse"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
        help_text=_(
            "Læses kun af dem, der behandler henvendelser. Skal skrives, når det ikke er en "
            "bekymring."
        ),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("outcome") == ReportOutcome.NO_CONCERN and not cleaned.get("reason"):
            self.add_error("reason", _("Skriv, hvorfor det ikke er en bekymring."))
        return cleaned


class PutOnCaseForm(IdempotencyField, Form):
    """Which case the report belongs to, and what the report does not say itself."""

    number = forms.CharField(
        label=_("Sagsnummer"),
        max_length=40,
        help_text=_("F.eks. 2017-0101-0001. Vis sagen, før du lægger henvendelsen på den."),
    )
    referrer_type = listed(
        _("Hvem henvender sig?"), ReferrerType, help_text=_("Funktion, ikke navn.")
    )
    citizen_informed = chosen(
        _("Er borgeren orienteret om, at kommunen registrerer?"),
        Tristate,
        help_text=DUTY_TO_INFORM,
    )
    not_informed_reason = ConditionalCharField(
        label=_("Hvis nej: hvorfor ikke?"),
        help_text=_("Skal skrives, når borgeren ikke er orienteret."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    legal_ground = forms.CharField(
        label=_("Grundlag for at registrere"),
        initial=LEGAL_GROUND,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "form-input--long"}),
        help_text=_("Ret kun, hvis et andet grundlag gælder."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        require_reason(self, cleaned)
        return cleaned
