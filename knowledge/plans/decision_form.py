"""The form of what a committee or the council decided on a plan."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge.plans.choices import Body, Outcome
from knowledge.plans.forms import agenda_field
from knowledge.plans.policies import decision_faults, trail_faults
from stopext.web.forms import DateField, Form, IdempotencyField, VersionField

#: Fields of a decision, which are those of its form.
NAMES = ("body", "body_name", "on", "outcome", "minutes", "agenda_url", "remark")


class DecisionForm(IdempotencyField, Form):
    """Who decided what at which meeting; ``others`` are the decisions of the plan beside it."""

    body = forms.ChoiceField(label=_("Hvem har behandlet planen?"), choices=Body.choices)
    body_name = forms.CharField(
        label=_("Udvalgets navn"),
        help_text=_("F.eks. Social- og Sundhedsudvalget. Kan stå tomt for kommunalbestyrelsen."),
        max_length=120,
        required=False,
    )
    on = DateField(label=_("Mødedato"))
    outcome = forms.ChoiceField(label=_("Hvad blev besluttet?"), choices=Outcome.choices)
    minutes = forms.CharField(
        label=_("Punkt i referatet"),
        help_text=_("F.eks. punkt 12."),
        max_length=200,
        required=False,
    )
    agenda_url = agenda_field()
    remark = forms.CharField(
        label=_("Bemærkning"),
        help_text=_("Bliver offentlig med planen. Skriv ikke navne på borgere."),
        max_length=400,
        required=False,
    )

    def __init__(
        self, *args: Any, plan: Any, others: Iterable[Any], today: date, **kwargs: Any
    ) -> None:
        self.plan, self.others, self.today = plan, others, today
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("body") == Body.COUNCIL and not cleaned.get("body_name"):
            cleaned["body_name"] = str(Body.COUNCIL.label)
        faults = decision_faults(cleaned, self.today)
        faults = faults or trail_faults(cleaned, self.plan, self.others)
        for name, fault in faults.items():
            if name not in self.errors:
                self.add_error(name, fault)
        return cleaned


class CorrectionForm(VersionField, DecisionForm):
    """The same of a decision that is written; it carries the version the reader saw."""
