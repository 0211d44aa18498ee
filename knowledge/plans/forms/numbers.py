"""What is counted: indicators and their readings."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge.plans.forms.fields import internal_note_field
from knowledge.plans.policies import share_faults
from stopext.web.forms import DateField, Form, IdempotencyField, NumberField


class IndicatorForm(IdempotencyField, Form):
    """Something counted regularly."""

    name = forms.CharField(label=_("Hvad tæller I?"), max_length=200)
    unit = forms.CharField(
        label=_("Enhed"), help_text=_("F.eks. procent, samtaler eller dage."), max_length=60
    )
    baseline = NumberField(label=_("Udgangspunkt"), help_text=_("Tallet i dag, f.eks. 12,5."))
    target = NumberField(label=_("Ønsket niveau"))
    frequency = forms.CharField(
        label=_("Hvor tit måles der?"),
        help_text=_("F.eks. hvert kvartal."),
        max_length=60,
        required=False,
    )
    source = forms.CharField(
        label=_("Hvor kommer tallene fra?"),
        help_text=_("F.eks. forvaltningens egen optælling."),
        max_length=200,
        required=False,
    )
    internal_note = internal_note_field()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, fault in share_faults(cleaned).items():
            self.add_error(name, fault)
        return cleaned


class MeasurementForm(IdempotencyField, Form):
    """One reading of an indicator."""

    on = DateField(
        label=_("Målt den"),
        help_text=_(
            "Bliver offentlig, når kladden er vedtaget. Til den plan, der gælder nu, meldes tal "
            "under »Meld fremdrift«."
        ),
    )
    value = NumberField(label=_("Tal"), help_text=_("Bliver offentligt med planen."))
    note = forms.CharField(
        label=_("Bemærkning"),
        help_text=_("Bliver offentlig med planen."),
        max_length=400,
        required=False,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)

    def clean_on(self) -> date:
        """What is measured has been."""
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(_("Datoen ligger i fremtiden."))
        return on
