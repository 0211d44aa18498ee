"""What is asked about a file of Word or Excel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stopext.web.forms import Form, IdempotencyField


class FileForm(IdempotencyField, Form):
    """A file of Word or Excel to read."""

    file = forms.FileField(
        label=_("Fil fra Word eller Excel"),
        help_text=_("Filen slutter på .docx eller .xlsx og fylder højst 5 MB. Den gemmes ikke."),
        error_messages={"required": _("Vælg en fil."), "empty": _("Filen er tom.")},
        widget=forms.FileInput(attrs={"accept": ".docx,.xlsx"}),
    )


class ChoicesForm(IdempotencyField, Form):
    """What somebody chooses of what a file says: one field for each question."""

    mark_optional = False

    def __init__(self, *args: Any, asked: Mapping[str, forms.Field], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(asked)
