"""The council's decision."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge.plans.forms.fields import agenda_field
from knowledge.plans.policies import adoption_faults, adoption_trail_faults
from stopext.web.forms import DateField, Form, IdempotencyField


class AdoptForm(IdempotencyField, Form):
    """The council's decision, as it is told on the public page."""

    adopted_on = DateField(label=_("Vedtaget den"))
    adopted_by = forms.CharField(label=_("Vedtaget af"), max_length=120)
    minutes = forms.CharField(
        label=_("Punkt i referatet"),
        help_text=_("F.eks. punkt 12 på mødet den 24. november."),
        max_length=200,
        required=False,
    )
    agenda_url = agenda_field()
    revision_due = DateField(
        label=_("Skal revideres senest"),
        help_text=_("Senest fire år efter vedtagelsen. Uden dato gælder de fire år."),
        required=False,
    )

    def __init__(
        self, *args: Any, today: date, decisions: Iterable[Any] = (), **kwargs: Any
    ) -> None:
        self.today, self.decisions = today, decisions
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        faults = adoption_faults(cleaned, self.today)
        if adopted_on := cleaned.get("adopted_on"):
            faults = {**adoption_trail_faults(adopted_on, self.decisions), **faults}
        for name, fault in faults.items():
            self.add_error(name, fault)
        return cleaned
