"""Ordering a screening of a case."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from screening.engine.states import TRIAGE
from screening.wording.labels import PURPOSE_LABELS
from stopext.web.forms import DateField, Form, IdempotencyField


class OrderForm(IdempotencyField, Form):
    """Which form, why, by when, and whether the police rate too."""

    mark_optional = False

    purpose = forms.ChoiceField(
        label=_("Hvorfor nu?"),
        choices=[(code.value, text) for code, text in PURPOSE_LABELS.items()],
    )
    subset = forms.ChoiceField(
        label=_("Omfang"),
        choices=[("", _("Hele vurderingsrammen")), (TRIAGE, _("Den korte form"))],
        widget=forms.RadioSelect,
        required=False,
    )
    due_on = DateField(label=_("Frist"))
    with_police = forms.BooleanField(
        label=_("Politikredsen vurderer også"),
        help_text=_(
            "I ser ikke hinandens svar, før begge har låst. Kræver en deling, der er i kraft."
        ),
        required=False,
    )
