"""The forms of the network. None of their texts may tell of a person; the actions refuse it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.rules.codes import ConcernForm
from stopext.web.forms import Form, IdempotencyField

WITHOUT = _(
    "Rummet er uden personer: skriv ingen navne, numre eller adresser, og intet, som nogen kan"
    " kendes på."
)


def _area(label: object, rows: int, longest: int, help_text: object = WITHOUT) -> forms.CharField:
    return forms.CharField(
        label=label,  # type: ignore[arg-type]
        help_text=help_text,  # type: ignore[arg-type]
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class TopicForm(IdempotencyField, Form):
    """A new topic."""

    title = forms.CharField(label=_("Emne"), max_length=160, help_text=WITHOUT)
    theme = forms.ChoiceField(label=_("Tema"), choices=[("", _("Vælg")), *ConcernForm.choices])
    text = _area(_("Tekst"), 8, 8000)


class ReplyForm(IdempotencyField, Form):
    """One more text in a topic."""

    text = _area(_("Tekst"), 8, 8000)


class CloseForm(IdempotencyField, Form):
    """Why nobody writes in a topic any more."""

    word = _area(_("Hvorfor lukkes emnet?"), 3, 1000)


class WithdrawForm(IdempotencyField, Form):
    """Why one takes away what one wrote."""

    reason = _area(_("Hvorfor trækker du det tilbage?"), 3, 1000)
