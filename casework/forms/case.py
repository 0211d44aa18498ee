"""Seeing a whole CPR number."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from stopext.web.forms import Form

MIN_REASON = 10


class UnmaskForm(Form):
    """Why the number is needed; the reason is kept in the log."""

    reason = forms.CharField(
        label=_("Hvorfor har du brug for CPR-nummeret?"),
        help_text=_("Skriv opgaven, ikke navne. Begrundelsen gemmes i loggen."),
        min_length=MIN_REASON,
        max_length=200,
    )
