"""The form by which a reading of the plan in force is reported."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge.plans.forms import MeasurementForm
from knowledge.plans.policies import day_fault, is_far_off, value_fault


class ReportForm(MeasurementForm):
    """One reading, public at once: what cannot be is refused, and what may be a slip asked about.
    ``known`` are the days that the plan and its earlier readings begin."""

    sure = forms.BooleanField(label=_("Tallet er rigtigt"), required=False)

    field_order = ("on", "value", "sure", "note")

    def __init__(
        self, *args: Any, indicator: Any, known: Iterable[date | None], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.indicator, self.known = indicator, list(known)
        self.fields["on"].help_text = _("Offentlig.")
        self.fields["value"].help_text = _("Offentligt.")
        self.fields["note"].help_text = _(
            "Offentlig. Retter du et tal uden at skrive her, bliver den tidligere bemærkning "
            "stående."
        )
        if not self._is_far_off():
            del self.fields["sure"]

    def clean_on(self) -> date:
        """A day from about the plan's first on."""
        on = super().clean_on()
        if fault := day_fault(on, self.known):
            raise forms.ValidationError(fault)
        return on

    def clean_value(self) -> Decimal:
        """A number that can be."""
        value: Decimal = self.cleaned_data["value"]
        if fault := value_fault(value, self.indicator):
            raise forms.ValidationError(fault)
        return value

    def _is_far_off(self) -> bool:
        """Whether the number typed must be confirmed: then there is a box."""
        try:
            value = self.fields["value"].clean(self["value"].value() or "")
        except forms.ValidationError:
            return False
        row = self.indicator
        return not value_fault(value, row) and is_far_off(value, row.baseline, row.target)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "value" in cleaned and "sure" in self.fields and not cleaned["sure"]:
            told = _(
                "Er tallet rigtigt? Det ligger langt fra både udgangspunkt og mål. Ret det, eller"
                " sæt kryds."
            )
            self.add_error("value", told)
        return cleaned
