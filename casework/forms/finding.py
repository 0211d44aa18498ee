"""Whom somebody looks for, and why."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.forms.fields import chosen
from casework.rules.codes import LookupPurpose
from stopext.web.forms import Form


class FindForm(Form):
    """One field for everything that can be sought; the purpose is kept in the log as a code."""

    sought = forms.CharField(
        label=_("Navn, CPR-nummer eller sagsnummer"),
        help_text=_("Et navn findes også, når det er stavet lidt anderledes."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Skriv, hvem du søger.")},
    )
    purpose = chosen(
        _("Hvorfor slår du borgeren op?"),
        LookupPurpose,
        help_text=_("Dit valg gemmes i loggen sammen med opslaget."),
    )
