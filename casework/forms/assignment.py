"""Who works with a case, and who may see a restricted one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.forms.steps import colleague_choices, colleague_field
from stopext.accounts.models import Membership
from stopext.web.forms import Form, IdempotencyField, VersionField


class ColleagueForm(VersionField, IdempotencyField, Form):
    """One colleague, as coordinator or on the case."""

    def __init__(self, *args: Any, label: Any, people: Iterable[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = colleague_field(label, people)


class RestrictForm(VersionField, IdempotencyField, Form):
    """The named list of a restricted case; nobody chosen lifts the restriction."""

    readers = forms.MultipleChoiceField(
        label=_("Hvem skal kunne se sagen?"),
        help_text=_("Du bliver selv på listen. Vælger du ingen, ophæves begrænsningen."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("Vælg kolleger på listen.")},
    )

    def __init__(self, *args: Any, people: Iterable[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(self.initial.get("readers"), str):  # one box, kept from an earlier form
            self.initial["readers"] = [self.initial["readers"]]
        self.fields["readers"].choices = colleague_choices(people)  # type: ignore[attr-defined]


class RemoveForm(IdempotencyField, Form):
    """Confirms that a colleague leaves the case."""
