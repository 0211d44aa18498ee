"""Notes of a case."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.rules.codes import NoteKind
from stopext.web.forms import Form, IdempotencyField, VersionField

TEXT = 10_000


class NoteForm(IdempotencyField, Form):
    """A new note. No kind is chosen beforehand: whoever overlooks it would say something untrue."""

    kind = forms.ChoiceField(
        label=_("Hvad handler notatet om?"),
        choices=NoteKind.choices,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Notat"),
        help_text=_("Skriv, hvad der er sket eller aftalt. Skil det sete fra det, du tolker."),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class CorrectionForm(VersionField, NoteForm):
    """One's own note, while it is open."""


class AddendumForm(IdempotencyField, Form):
    """Something added to a note."""

    text = forms.CharField(
        label=_("Tilføjelse"),
        help_text=_("Notatet selv bliver stående, som det er."),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
