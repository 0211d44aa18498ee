"""The receipt to who turned to the municipality: who is owed one, and what it must say. Pure."""

from __future__ import annotations

from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.rules.contacts import ContactChannel
from stopext.access.errors import Invalid


class Acknowledged(TextChoices):
    """Whether who turned to the municipality was told that it came."""

    GIVEN = "given", _("Ja, der er kvitteret")
    NOT_GIVEN = "not_given", _("Nej, der kan ikke kvitteres")


def check_acknowledgement(
    answer: Acknowledged,
    *,
    given_on: date | None,
    channel: ContactChannel | None,
    words: str,
    told_on: date,
    today: date,
) -> None:
    """Refuse what cannot be so. ``told_on`` is the day the concern came.

    Raises:
        Invalid: a receipt without day or way, on a day that has not come or before the concern; or
            none, and not why.
    """
    if answer is Acknowledged.NOT_GIVEN:
        if not words.strip():
            raise Invalid(gettext("Skriv, hvorfor der ikke kan kvitteres."), "words")
        return
    if given_on is None:
        raise Invalid(gettext("Skriv, hvilken dag der blev kvitteret."), "given_on")
    if given_on > today:
        raise Invalid(gettext("Dagen er ikke kommet endnu."), "given_on")
    if given_on < told_on:
        raise Invalid(gettext("Dagen ligger før henvendelsen."), "given_on")
    if channel is None:
        raise Invalid(gettext("Vælg, hvordan der blev kvitteret."), "channel")
