"""The forms every page of the portal builds on.

A refused form is answered with status 422 and everything that was typed. ``VersionField`` carries
the version the reader saw (somebody else may have saved first), ``IdempotencyField`` the key that
makes a double submit one submit; storing and comparing them is the action's work.
"""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from stopext.web.fields import (
    DateField,
    DateInput,
    ExplainedRadioSelect,
    NumberField,
    TimeField,
    TimeInput,
)
from stopext.web.rendering import BoundField, Renderer
from stopext.web.validators import LINE_LIMIT, TEXT_LIMIT, MaxCharacters

__all__ = [
    "BoundField",
    "DateField",
    "DateInput",
    "ExplainedRadioSelect",
    "FilterForm",
    "Form",
    "IdempotencyField",
    "ModelForm",
    "NumberField",
    "Renderer",
    "TimeField",
    "TimeInput",
    "VersionField",
]


_NOT_TEXT = (
    forms.UUIDField,
    forms.JSONField,
)  # subclasses of CharField that clean to something else


def _say_what_to_do(field: forms.Field) -> None:
    """Replace Django's "this field is required" by what the reader can do; own words stay."""
    if field.error_messages["required"] is not forms.Field.default_error_messages["required"]:
        return
    message = _("Udfyld feltet.")
    if isinstance(field, forms.MultipleChoiceField):
        message = _("Vælg mindst én af mulighederne.")
    elif isinstance(field, forms.ChoiceField):
        message = _("Vælg en af mulighederne.")
    elif isinstance(field, forms.BooleanField):
        message = _("Sæt kryds for at gå videre.")
    field.error_messages["required"] = message


class _Hardened:
    """Gives every text field a limit; what is typed is cleaned where a field reads it."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            self.add(name, field)

    def add(self, name: str, field: forms.Field) -> None:
        """Put in a field that is made for this form, as the declared ones are."""
        _say_what_to_do(field)
        if isinstance(field, forms.CharField) and not isinstance(field, _NOT_TEXT):
            _harden(field)
        self.fields[name] = field


class Form(_Hardened, forms.Form):
    """Base of the portal's forms."""

    default_renderer = Renderer
    unfinished = False
    """Whether it is only kept while it is written: then what is missing is no fault."""


class ModelForm(_Hardened, forms.ModelForm):  # type: ignore[type-arg]
    """Base of the portal's model forms."""

    default_renderer = Renderer


class FilterForm(Form):
    """A form sent by GET where everything is optional, so nothing is marked as such."""

    mark_optional = False


class VersionField(forms.Form):
    """Mix in: the version of the row that the reader saw."""

    version = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=0,
        max_value=2**31 - 1,
        error_messages={"required": _("Siden er ufuldstændig. Hent den igen, og prøv så.")},
    )


class IdempotencyField(forms.Form):
    """Mix in: a key made when the page is drawn; the same key twice is the same submit."""

    idempotency_key = forms.UUIDField(
        widget=forms.HiddenInput,
        initial=uuid.uuid4,
        error_messages={"required": _("Siden er ufuldstændig. Hent den igen, og prøv så.")},
    )


def _harden(field: forms.CharField) -> None:
    """One limit for each text, said by the server and counted on the page; ``maxlength`` would cut
    what is pasted without a word."""
    long = isinstance(field.widget, forms.Textarea)
    field.max_length = field.max_length or (TEXT_LIMIT if long else LINE_LIMIT)
    own = [v for v in field.validators if not isinstance(v, MaxLengthValidator)]
    field.validators = [*own, MaxCharacters(field.max_length)]
    field.widget.attrs.pop("maxlength", None)
