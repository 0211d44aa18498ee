"""The form of how an action goes, where the municipality knows better than its dates."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge.plans.choices import Pace
from knowledge.plans.models import Action
from knowledge.plans.policies import pace_fault
from stopext.web.forms import Form, IdempotencyField, VersionField


class PaceForm(VersionField, IdempotencyField, Form):
    """How the ``action`` goes, and why."""

    pace = forms.ChoiceField(
        label=_("Jeres vurdering"), help_text=_("Offentlig."), choices=Pace.choices
    )
    reason = forms.CharField(
        label=_("Hvorfor?"),
        help_text=_("Kun jeres kommune kan se det, medmindre I gør det offentligt nedenfor."),
        max_length=400,
    )
    is_reason_public = forms.BooleanField(
        label=_("Vis begrundelsen på den offentlige plan"), required=False
    )

    def __init__(self, *args: Any, action: Action, today: date, **kwargs: Any) -> None:
        self.action, self.today = action, today
        super().__init__(*args, **kwargs)

    def clean_pace(self) -> str:
        """Something that the dates do not say already."""
        pace: str = self.cleaned_data["pace"]
        if fault := pace_fault(self.action, pace, self.today):
            raise forms.ValidationError(fault)
        return pace
