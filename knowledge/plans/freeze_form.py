"""The form by which a status report is frozen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stopext.web.forms import Form, IdempotencyField


class FreezeForm(IdempotencyField, Form):
    """For which of ``periods``, what to say of it, and who may read it."""

    period = forms.ChoiceField(
        label=_("Periode"),
        help_text=_(
            "Rapporten viser planen, som den står nu. Derfor kan den kun gælde det halvår og det "
            "år, der er i gang, eller dem lige før, og ikke en periode, der var slut, da planen "
            "blev vedtaget."
        ),
    )
    remark = forms.CharField(
        label=_("Bemærkning"),
        help_text=_(
            "Står øverst i rapporten, og er offentlig, hvis alle må læse den. Skriv ikke om "
            "borgere eller navngivne kolleger."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
        required=False,
    )
    is_public = forms.BooleanField(
        label=_("Alle må læse rapporten"),
        help_text=_("Ellers kan kun tovholder og leder i jeres kommune. I kan ændre det siden."),
        required=False,
    )

    def __init__(self, *args: Any, periods: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["period"]
        field.choices = [(code, words) for code, (words, *_days) in periods.items()]
