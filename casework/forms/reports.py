"""The second page of a reported concern; the first is the same as everybody's."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.forms.fields import chosen, text
from casework.rules.codes import Knowledge
from stopext.web.forms import Form


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
        help_text=_("Fire cifre, gerne omtrentligt."),
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
