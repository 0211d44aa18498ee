"""The council's decision: a plan is published as it was adopted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge.plans.forms.fields import agenda_field
from knowledge.plans.policies import (
    adoption_faults,
    adoption_trail_faults,
    text_fault,
    unread_fault,
)
from stopext.web.dates import format_date
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
    is_this_text = forms.BooleanField(
        label=_("Det er denne tekst, der blev vedtaget"), required=False
    )
    seen = forms.DateTimeField(widget=forms.HiddenInput, required=False)
    """When the text was last changed, as the reader of this page was told."""
    parts = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100_000)
    """The parts that stood there then, each as it was."""

    def __init__(
        self,
        *args: Any,
        today: date,
        changed_at: datetime | None = None,
        decisions: Iterable[Any] = (),
        rows: Iterable[Any] = (),
        **kwargs: Any,
    ) -> None:
        self.today, self.decisions, self.changed_at = today, decisions, changed_at
        self.rows = {f"{row.pk.hex[-12:]}:{row.edits}": str(row) for row in rows}
        super().__init__(*args, **kwargs)
        self.fields["parts"].initial = " ".join(self.rows)
        if changed_at is None:
            del self.fields["is_this_text"], self.fields["seen"]
            return
        told = _("Kladden er sidst ændret %s. Skal sættes, når mødet var før den dag.")
        day = format_date(timezone.localdate(changed_at))
        self.fields["is_this_text"].help_text = told % day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        faults = adoption_faults(cleaned, self.today)
        if adopted_on := cleaned.get("adopted_on"):
            faults = {**adoption_trail_faults(adopted_on, self.decisions), **faults}
        confirmed = bool(cleaned.get("is_this_text")) and cleaned.get("seen") == self.changed_at
        if fault := text_fault(adopted_on, self.changed_at, confirmed=confirmed):
            faults["is_this_text"] = fault
            self._ask_of_text_now()
        for name, fault in faults.items():
            self.add_error(name, fault)
        read = cleaned.get("parts", "").split()
        changed = [name for row, name in self.rows.items() if row not in read]
        if fault := unread_fault(cleaned.get("seen"), self.changed_at, changed):
            self.add_error(None, fault)
            self._ask_of_text_now()
        return cleaned

    def _ask_of_text_now(self) -> None:
        """A tick that was set of another text is not kept."""
        if self.changed_at:
            posted: Any = self.data
            data = posted.copy()
            data[self.add_prefix("seen")] = self.changed_at.isoformat()
            data[self.add_prefix("parts")] = " ".join(self.rows)
            data.pop(self.add_prefix("is_this_text"), None)
            self.data = data
