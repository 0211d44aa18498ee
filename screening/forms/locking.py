"""Say that the lock is meant."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from stopext.web.forms import Form, IdempotencyField, VersionField


class LockForm(IdempotencyField, VersionField, Form):
    """One tick before something that cannot be undone."""

    sure = forms.BooleanField(
        label=_("Svarene og vurderingen er mine, og jeg har læst dem igennem"),
        error_messages={"required": _("Sæt kryds, når du har læst svarene igennem.")},
    )
