"""Searches without a hit. A search stores nothing; only words somebody chose to send are kept."""

from __future__ import annotations

import hashlib
import re

from django.core.cache import cache
from django.db import connection

PER_HOUR = 10
HOUR = 3600
#: Looks like a number of a person, a phone or a case.
_NUMBER = re.compile(r"\d[\d\s-]{4,}\d|\b0\d+\b")


class TooManyError(Exception):
    """The address has sent enough for now."""


def has_words(typed: str) -> bool:
    """Whether anything is left to tell the editors when the numbers are taken away."""
    return any(letter.isalpha() for letter in typed)


def remember(words: str, *, address: str) -> None:
    """Keep the words of a search that found nothing; numbers are left out.

    Raises:
        TooManyError: more than ``PER_HOUR`` from one address. The address is counted as a hash for
            an hour and not kept with the words.
    """
    counter = "missing-" + hashlib.sha256(address.encode()).hexdigest()[:24]
    cache.add(counter, 0, HOUR)
    if cache.incr(counter) > PER_HOUR:
        raise TooManyError
    plain = " ".join(_NUMBER.sub(" ", words).split())[:100]
    if plain:
        # Plain SQL: the public role may add a row but read none back.
        with connection.cursor() as cursor:
            cursor.execute("insert into knowledge_missingsearch (words) values (%s)", [plain])
