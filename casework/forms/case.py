"""Seeing what is covered: a whole CPR number, a protected source."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.rules.codes import SourcePurpose, UnmaskPurpose
from stopext.web.forms import Form


class UnmaskForm(Form):
    """What the number is needed for; the choice is kept in the log as a code."""

    purpose = forms.ChoiceField(
        label=_("Hvad skal CPR-nummeret bruges til?"),
        help_text=_("Dit valg gemmes i loggen sammen med visningen."),
        choices=UnmaskPurpose.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, hvad CPR-nummeret skal bruges til.")},
    )


class SourceForm(Form):
    """What a protected source must be known for; the choice is kept in the log as a code."""

    purpose = forms.ChoiceField(
        label=_("Hvorfor skal du se, hvem kilden er?"),
        help_text=_("Dit valg gemmes i loggen sammen med visningen."),
        choices=SourcePurpose.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, hvorfor du skal se kilden.")},
    )
