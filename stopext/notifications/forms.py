"""How often a person gets mail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from stopext.notifications.kinds import KindOfNotice
from stopext.notifications.models import Frequency
from stopext.web.forms import Form, IdempotencyField, VersionField


class FrequencyForm(VersionField, IdempotencyField, Form):
    """One choice for each kind that can reach the reader."""

    def __init__(self, *args: Any, kinds: Mapping[str, KindOfNotice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, kind in kinds.items():
            self.fields[name] = forms.ChoiceField(label=str(kind.label), choices=Frequency.choices)
