"""The council's decision: a plan is published as it was adopted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
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
    told_at,
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
    """When the text or a decision was last changed, as the reader of this page was told."""
    parts = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100_000)
    """The parts that stood there then, each as it was."""

    def __init__(
        self,
        *args: Any,
        today: date,
        changed_at: datetime | None = None,
        decisions: Iterable[Any] = (),
        rows: Iterable[Any] = (),
        removed: Callable[[], Iterable[Any]] = list,
        **kwargs: Any,
    ) -> None:
        """``decisions``: all that were ever written; ``rows``: what of the draft has words;
        ``removed``: what was taken out of it, asked when it is needed."""
        every = list(decisions)
        self.today, self.changed_at, self.removed = today, changed_at, removed
        self.decisions = [row for row in every if row.stands]
        self.now = told_at(changed_at, every)
        self.rows = {_key(row): str(row) for row in (*rows, *self.decisions)}
        super().__init__(*args, **kwargs)
        self.fields["parts"].initial = " ".join(self.rows)
        self.fields["seen"].initial = self.now and self.now.isoformat()
        if changed_at is None:
            del self.fields["is_this_text"]
            return
        told = _("Kladden er sidst ændret %s. Skal sættes, når mødet var før den dag.")
        day = format_date(timezone.localdate(changed_at))
        self.fields["is_this_text"].help_text = told % day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        faults = adoption_faults(cleaned, self.today)
        if adopted_on := cleaned.get("adopted_on"):
            faults = {**adoption_trail_faults(adopted_on, self.decisions), **faults}
        confirmed = bool(cleaned.get("is_this_text")) and cleaned.get("seen") == self.now
        if fault := text_fault(adopted_on, self.changed_at, confirmed=confirmed):
            faults["is_this_text"] = fault
            self._ask_of_text_now()
        for name, fault in faults.items():
            self.add_error(name, fault)
        if fault := unread_fault(cleaned.get("seen"), self.now, self._changed(cleaned)):
            self.add_error(None, fault)
            self._ask_of_text_now()
        return cleaned

    def _changed(self, cleaned: dict[str, Any]) -> Iterator[str]:
        """What was written and removed since the page was opened, by name; read when it is told."""
        read = cleaned.get("parts", "").split()
        yield from (name for key, name in self.rows.items() if key not in read)
        there = {key.partition(":")[0] for key in self.rows}
        gone = {key.partition(":")[0] for key in read} - there
        for row in self.removed() if gone else ():
            if _key(row).partition(":")[0] in gone:
                yield _("%s (fjernet)") % row

    def _ask_of_text_now(self) -> None:
        """A tick that was set of another text is not kept."""
        if self.now:
            posted: Any = self.data
            data = posted.copy()
            data[self.add_prefix("seen")] = self.now.isoformat()
            data[self.add_prefix("parts")] = " ".join(self.rows)
            data.pop(self.add_prefix("is_this_text"), None)
            self.data = data


def _key(row: Any) -> str:
    return f"{row.pk.hex[-12:]}:{row.edits}"
