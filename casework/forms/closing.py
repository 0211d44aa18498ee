"""Closing a case through its gate."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.forms.conditional import ConditionalCharField
from casework.rules.closing import MIN_ASSESSMENT, Finding, FindingKey, Severity
from casework.rules.codes import ClosureReason
from stopext.web.forms import Form, IdempotencyField, VersionField

PREFIX = "answer_"


class ClosingForm(VersionField, IdempotencyField, Form):
    """Reason, closing assessment, and one written answer per finding that asks for it."""

    reason = forms.ChoiceField(
        label=_("Årsag til afslutning"), choices=[("", _("Vælg")), *ClosureReason.choices]
    )
    handover = ConditionalCharField(
        label=_("Hvem i den nye kommune har bekræftet at tage over, og hvornår?"),
        help_text=_("Skal udfyldes, hvis du vælger “Flyttet til anden kommune”."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    assessment = forms.CharField(
        label=_("Afsluttende vurdering"),
        help_text=_("Hvad er vurderingen ved afslutningen, og hvad bygger den på?"),
        min_length=MIN_ASSESSMENT,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        moved = cleaned.get("reason") == ClosureReason.MOVED
        if moved and not cleaned.get("handover"):
            problem = _("Skriv, hvem i den nye kommune der har bekræftet at tage over, og hvornår.")
            self.add_error("handover", problem)
        elif cleaned.get("handover") and "reason" in cleaned and not moved:
            problem = _("Udfyldes kun, når borgeren er flyttet. Ret årsagen, eller tøm feltet.")
            self.add_error("handover", problem)
        return cleaned

    def answers(self) -> dict[FindingKey, str]:
        """The written answers by finding."""
        return {
            FindingKey(name.removeprefix(PREFIX)): text
            for name, text in self.cleaned_data.items()
            if name.startswith(PREFIX)
        }


def closing_form(findings: Iterable[Finding]) -> type[ClosingForm]:
    """The form with an answer for every finding that can be answered."""
    fields: dict[str, Any] = {
        PREFIX + finding.key: forms.CharField(
            label=finding.text, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
        )
        for finding in findings
        if finding.severity is Severity.ACKNOWLEDGE
    }
    return type("ClosingForm", (ClosingForm,), fields)


class ApprovalForm(IdempotencyField, Form):
    """A leader's approval of a closing."""

    reason = forms.CharField(
        label=_("Hvorfor kan sagen afsluttes, selv om bekymringen er vurderet høj?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
