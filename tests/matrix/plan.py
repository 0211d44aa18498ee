"""What is asked: every address as everybody, by every method, and by every row that can matter.

Nothing is asked twice. Whoever does not pass a door is turned away before a row is looked up, so
one row is enough; where everybody passes, one visitor of each kind is; a method that no view takes
is refused before anybody is looked at, so one visitor is; HEAD and OPTIONS can differ from GET at
the door only, so two visitors are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.matrix.actors import OUTSIDE, PEOPLE
from tests.matrix.doors import ONE_OF_EACH, PASS, Door
from tests.matrix.expectations import EXPECTED
from tests.matrix.expected import Expected
from tests.matrix.readers import FINDS, Row, rows_for

EVERYBODY = (*OUTSIDE, *PEOPLE)
#: Refused for everybody, before anything is looked up.
REFUSED = ("PUT", "PATCH", "DELETE")
STRANGER = "anonym"


@dataclass(frozen=True)
class Question:
    """One knock to make; ``row`` is missing where it does not matter."""

    address: str
    method: str
    visitor: str
    row: Row | None = None

    def __str__(self) -> str:
        return f"{self.method} {self.address} [{self.row or '-'}] as {self.visitor}"


def questions(name: str) -> Iterator[Question]:
    """Everything that is asked of one address."""
    expected = EXPECTED[name]
    for visitor in visitors_of(expected):
        for row in _rows(visitor, expected):
            for method in expected.takes:
                yield Question(name, method, visitor, row)
    yield from _once(name, expected)


def visitors_of(expected: Expected) -> tuple[str, ...]:
    """Whoever has to knock on this door."""
    return ONE_OF_EACH if expected.door in {Door.PUBLIC, Door.LOGIN} else EVERYBODY


def count(name: str) -> int:
    """How many questions there must be, from the tables."""
    expected = EXPECTED[name]
    inside = PASS[expected.door] & {*PEOPLE} if expected.has_rows else set()
    pairs = (
        len(visitors_of(expected))
        - len(inside)
        + sum(len(rows_for(v, expected.rows)) for v in inside)
    )
    untaken = 2 - len(expected.takes)
    heads = 2 if "GET" in expected.takes else 0
    return pairs * len(expected.takes) + untaken + len(REFUSED) + 2 + heads


def insider(expected: Expected) -> tuple[str, Row | None]:
    """Somebody who passes the door, and a row she finds."""
    passing = [
        visitor for visitor in visitors_of(expected) if visitor in {*PEOPLE} & PASS[expected.door]
    ]
    if not expected.has_rows:
        return passing[0], None
    return next(
        (visitor, row)
        for visitor in passing
        for row, finders in FINDS[expected.rows].items()
        if visitor in finders
    )


def _rows(visitor: str, expected: Expected) -> tuple[Row | None, ...]:
    if not expected.has_rows or visitor in OUTSIDE or visitor not in PASS[expected.door]:
        return (None,)
    return rows_for(visitor, expected.rows)


def _once(name: str, expected: Expected) -> Iterator[Question]:
    visitor, row = insider(expected)
    for method in ("GET", "POST", *REFUSED, "OPTIONS"):
        if method not in expected.takes:
            yield Question(name, method, visitor, row)
    yield Question(name, "OPTIONS", STRANGER)
    if "GET" in expected.takes:
        yield Question(name, "HEAD", visitor, row)
        yield Question(name, "HEAD", STRANGER)
