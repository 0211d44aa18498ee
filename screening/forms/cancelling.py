"""Call off a screening."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from screening.forms.telling import SourceKnown
from screening.wording.labels import WHY_CANCELLED
from stopext.web.forms import Form, IdempotencyField


class CancelForm(IdempotencyField, SourceKnown, Form):
    """Why; nothing is moved without."""

    reason = forms.CharField(
        label=WHY_CANCELLED,
        help_text=_(
            "Begge parter læser det. Det, der er skrevet, bliver stående hos den, der har skrevet "
            "det, og åbnes ikke for den anden. Det kan ikke fortrydes."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        error_messages={"required": _("Skriv, hvorfor vurderingen aflyses.")},
    )
