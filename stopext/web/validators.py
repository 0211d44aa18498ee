"""Limits that hold for every typed text in the portal."""

from __future__ import annotations

from django.core.validators import MaxLengthValidator
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _

LINE_LIMIT = 200
"""Characters in a one-line field without its own limit."""
TEXT_LIMIT = 10_000
"""Characters in a text area without its own limit (about four pages)."""


@deconstructible
class MaxCharacters(MaxLengthValidator):
    """Says how long the text is and how long it may be; the text itself stays in its field."""

    message = _("Teksten er på %(show_value)d tegn. Der er plads til %(limit_value)d tegn.")
