"""Fill the parameters of an address."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from tests.matrix.expected import Expected
from tests.matrix.planting import Planted
from tests.matrix.readers import Row

#: For addresses of the publishing tool, where no planted row exists: tried in this order.
MADE_UP: tuple[object, ...] = (
    1,
    "knowledge",
    "practicepage",
    "00000000-0000-4000-8000-000000000000",
)


def path_of(name: str, expected: Expected, planted: Planted, row: Row | None) -> str:
    """Path of an address; ``=text`` in an expectation is the value itself, else a planted key."""
    values = {
        parameter: source[1:] if source.startswith("=") else planted.key_of(row, source)
        for parameter, source in expected.keys
    }
    return reverse(name, kwargs=values)


def made_up_path(name: str, converters: tuple[str, ...]) -> str | None:
    """Path with a value that fits all parameters; none for the few that take only special ones."""
    for value in MADE_UP:
        try:
            return reverse(name, kwargs=dict.fromkeys(converters, value))
        except NoReverseMatch:
            continue
    return None
