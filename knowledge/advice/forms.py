"""The forms of advice. None of their texts may hold data about a citizen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge.advice.policies import consent_fault
from knowledge.plans.choices import SectionKind
from stopext.access import clock
from stopext.web.forms import DateField, Form, IdempotencyField, VersionField
from stopext.web.personal import holds_number

LIMIT = 8000


class SharedText(Form):
    """A text that goes to another authority: a CPR number is refused until somebody says that it is
    none."""

    text = forms.CharField(
        label=_("Besked"),
        help_text=_(
            "Skriv ikke om borgere: hverken navne, CPR-numre eller det, nogen kan kendes på."
        ),
        max_length=LIMIT,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    numbers_known = forms.BooleanField(
        label=_("Send trods advarsel om CPR-nummer"),
        help_text=_("Kun når tallet ikke er et CPR-nummer. Krydset noteres i loggen."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The way past the warning is drawn with the warning.
        if not self.is_bound or not self._found():
            self.fields["numbers_known"].widget = forms.HiddenInput()

    def _found(self) -> list[str]:
        return [name for name in ("subject", "text") if holds_number(self.data.get(name, ""))]

    def clean(self) -> dict[str, Any]:
        """Name every field that holds a number, unless it is said to be none."""
        cleaned = super().clean() or {}
        if not cleaned.get("numbers_known"):
            for name in self._found():
                told = _("Her står noget, der ligner et CPR-nummer. Fjern det, før du sender.")
                self.add_error(name, told)
        return cleaned


class AskForm(IdempotencyField, SharedText):
    """A new question."""

    subject = forms.CharField(label=_("Emne"), max_length=160)
    about = forms.ChoiceField(
        label=_("Hvilken del af planen?"),
        choices=[("", _("Hele planen")), *SectionKind.choices],
        required=False,
    )
    field_order = ("subject", "about", "text", "numbers_known")


class ReplyForm(IdempotencyField, SharedText):
    """One more message; ``seen`` is what the writer had before her."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


class CorrectForm(VersionField, IdempotencyField, SharedText):
    """Other words in one's own message."""


class DraftForm(IdempotencyField, Form):
    """Whether the adviser may read the draft, and how long."""

    until = DateField(
        label=_("Rådgiveren må læse kladden til og med"),
        help_text=_("Højst et halvt år frem. Lad feltet stå tomt, hvis hun ikke må læse den."),
        required=False,
    )

    def clean_until(self) -> Any:
        """The day lies ahead, within half a year."""
        until = self.cleaned_data["until"]
        if fault := consent_fault(until, clock.today()):
            raise forms.ValidationError(fault)
        return until
