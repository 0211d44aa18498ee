"""Let a colleague see and answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from stopext.web.forms import Form, IdempotencyField


class AssignForm(IdempotencyField, Form):
    """A choice among the authority's own people; anybody else is not a choice."""

    person = forms.ChoiceField(
        label=_("Kollega"),
        error_messages={
            "required": _("Vælg en kollega."),
            "invalid_choice": _("Vælg en kollega på listen."),
        },
    )

    def __init__(self, people: Iterable[tuple[UUID, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (tells the type checker)
        field.choices = [("", _("Vælg")), *((str(key), name) for key, name in people)]

    def person_id(self) -> UUID:
        """The chosen person."""
        return UUID(self.cleaned_data["person"])
