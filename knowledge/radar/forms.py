"""The form in which somebody decides."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge.radar.choices import State
from stopext.web.forms import Form, IdempotencyField, VersionField


class MarkForm(VersionField, IdempotencyField, Form):
    """What was decided, and why."""

    state = forms.ChoiceField(
        label=_("Hvad har I besluttet?"),
        choices=State.choices,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Bemærkning"),
        help_text=_("Fx hvad I har rettet, eller hvorfor ændringen ikke betyder noget her."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
