"""How far an action of the plan in force is, and what is to be done for it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge.plans.choices import ActionStatus
from knowledge.plans.forms.fields import ask_reason, contact_field, internal_note_field
from stopext.web.forms import DateField, Form, IdempotencyField, VersionField

INSIDE = _("Kun jeres kommune kan se det.")


class StatusForm(VersionField, IdempotencyField, Form):
    """How far an action of the public plan is."""

    status = forms.ChoiceField(
        label=_("Status"), help_text=_("Offentlig."), choices=ActionStatus.choices
    )
    status_reason = forms.CharField(
        label=_("Hvordan går det, eller hvorfor ikke?"),
        help_text=_(
            "Offentlig. Skriv, hvor langt I er, eller hvad der er i vejen. Skal skrives, når "
            "handlingen er på pause eller opgivet."
        ),
        max_length=400,
        required=False,
    )
    contact_person = contact_field()
    internal_note = internal_note_field()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        ask_reason(self, cleaned)
        return cleaned


class TaskForm(IdempotencyField, Form):
    """Something to do for an action; all of it internal."""

    text = forms.CharField(label=_("Hvad skal gøres?"), help_text=INSIDE, max_length=400)
    owner = forms.CharField(
        label=_("Hvem gør det?"),
        help_text=_("En kollega eller en funktion. Kun jeres kommune kan se det."),
        max_length=160,
        required=False,
    )
    due_on = DateField(label=_("Senest"), help_text=INSIDE, required=False)
