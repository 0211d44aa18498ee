"""What a reader lets count when municipalities are compared: a form in the address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge.likeness.distance import USUAL, Weights
from knowledge.likeness.facts import STRUCTURE, Theme
from knowledge.likeness.words import THEMES
from stopext.web.forms import FilterForm

_WEIGHTS = [("0", _("Nej")), ("1", _("Lidt")), ("2", _("En del")), ("3", _("Meget"))]


class WeightsForm(FilterForm):
    """A weight for each theme; one that is not sent has its usual weight."""

    def __init__(self, data: Any) -> None:
        super().__init__({theme.value: USUAL[theme] for theme in Theme} | {**data})
        for theme in Theme:
            self.fields[theme.value] = forms.ChoiceField(
                label=THEMES[theme], choices=_WEIGHTS, required=False
            )


@dataclass(frozen=True, slots=True)
class Weighing:
    """The weights in force, the form that shows them, and what of the address was left out."""

    weights: Weights
    form: WeightsForm
    unread: list[str]
    counts_nothing: bool

    @property
    def is_usual(self) -> bool:
        """Whether nobody has changed a weight."""
        return dict(self.weights) == dict(USUAL)


def weighing(data: Any) -> Weighing:
    """Read the weights of an address. What cannot be read has its usual weight; where no fact is
    left to count, all have."""
    asked = WeightsForm(data.dict())
    asked.is_valid()
    weights = {theme: int(asked.cleaned_data.get(theme) or USUAL[theme]) for theme in Theme}
    nothing = not any(weights[theme] for theme in STRUCTURE)
    used = USUAL if nothing else weights
    unread = [str(asked.fields[name].label) for name in asked.errors]
    return Weighing(used, WeightsForm({t.value: used[t] for t in Theme}), unread, nothing)
