"""The fields that the forms of casework share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

CHOOSE = ("", _("Vælg"))


def chosen(label: Any, choices: Any, *, required: bool = True, **options: Any) -> forms.ChoiceField:
    """A field with radio buttons for the codes of a list."""
    return forms.ChoiceField(
        label=label,
        choices=choices.choices,
        required=required,
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg en af mulighederne.")},
        **options,
    )


def listed(label: Any, choices: Any, **options: Any) -> forms.ChoiceField:
    """A drop-down for the codes of a longer list."""
    return forms.ChoiceField(
        label=label,
        choices=[CHOOSE, *choices.choices],
        error_messages={"required": _("Vælg på listen.")},
        **options,
    )


def text(label: Any, *, rows: int = 5, limit: int, required: bool = True, **options: Any) -> Any:
    """A text area."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=limit,
        widget=forms.Textarea(attrs={"rows": rows}),
        **options,
    )
