"""Say that the lock is meant."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from screening.forms.telling import KNOWN_HINT
from screening.wording.labels import source_told
from stopext.web.forms import Form, IdempotencyField, VersionField


class LockForm(IdempotencyField, VersionField, Form):
    """One tick before something that cannot be undone, and one where ``told`` names places that
    tell who a protected source is."""

    source_known = forms.BooleanField(label=_("Lås trods advarsel om kilden"), help_text=KNOWN_HINT)
    sure = forms.BooleanField(
        label=_("Svarene og vurderingen er mine, og jeg har læst dem igennem"),
        error_messages={"required": _("Sæt kryds, når du har læst svarene igennem.")},
    )

    def __init__(self, *args: Any, told: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if told:
            self.fields["source_known"].error_messages["required"] = source_told(told)
        else:
            del self.fields["source_known"]
