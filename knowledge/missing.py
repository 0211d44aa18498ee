"""Searches without a hit. A search itself stores nothing; only words somebody chose to send are kept."""

from __future__ import annotations

import hashlib
import re

from django.core.cache import cache

from knowledge.models import MissingSearch

PER_HOUR = 10
HOUR = 3600
#: Looks like a number of a person, a phone or a case.
_NUMBER = re.compile(r"\d[\d\s-]{4,}\d")


class TooMany(Exception):
    """The address has sent enough for now."""


def remember(words: str, *, address: str) -> None:
    """Keep the words of a search that found nothing; numbers are left out.

    Raises:
        TooMany: more than ``PER_HOUR`` from one address. The address is counted as a hash for an
            hour and not kept with the words.
    """
    counter = "missing-" + hashlib.sha256(address.encode()).hexdigest()[:24]
    cache.add(counter, 0, HOUR)
    if cache.incr(counter) > PER_HOUR:
        raise TooMany
    plain = " ".join(_NUMBER.sub(" ", words).split())[:100]
    if plain:
        MissingSearch.objects.bulk_create([MissingSearch(words=plain)])
