"""Say that a warning of a protected source was read."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

KNOWN_HINT = _(
    "Kun når det ikke er kilden, der er nævnt, eller politiet skal vide, hvem det er. Krydset "
    "noteres i loggen."
)


class SourceKnown(forms.Form):
    """Mix in: the tick that overrules the warning; shown when the warning was given."""

    source_known = forms.BooleanField(
        label=_("Fortsæt trods advarsel om kilden"), help_text=KNOWN_HINT, required=False
    )
