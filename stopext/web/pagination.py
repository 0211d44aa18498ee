"""Keyset pagination: pages that stay right while rows come and go, at the same cost on every page.

A cursor holds the ordering values of a row, signed and bound to the ordering and to ``scope``. It
only ever becomes a comparison on a queryset that already shows no foreign row, so a cursor from
elsewhere reveals nothing. Order by columns that may stand in an address: never by a name or a
number of a citizen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.core import signing
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import OrderBy

Row = TypeVar("Row", bound=Model)

PAGE_SIZE = 25
MAX_CURSOR_LENGTH = 1_000
_SALT = "stopext.web.pagination"
_NEXT, _PREVIOUS = "n", "p"


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page. ``was_reset`` tells that the cursor was not usable and this is the first page."""

    items: list[Row]
    next_cursor: str | None
    previous_cursor: str | None
    was_reset: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One part of the ordering. Missing values come last in the reading direction."""

    name: str
    descending: bool
    nullable: bool

    def order(self, *, backwards: bool) -> OrderBy | str:
        down = self.descending != backwards
        if not self.nullable:
            return f"-{self.name}" if down else self.name
        column = F(self.name)
        if backwards:
            return column.desc(nulls_first=True) if down else column.asc(nulls_first=True)
        return column.desc(nulls_last=True) if down else column.asc(nulls_last=True)

    def same(self, value: Any) -> Q:
        return Q(**{f"{self.name}__isnull": True}) if value is None else Q(**{self.name: value})

    def beyond(self, value: Any, *, backwards: bool, inclusive: bool = False) -> Q:
        """Rows after ``value`` in the direction read; with ``inclusive`` also those equal to it."""
        if value is None:
            return self._beyond_missing(backwards=backwards, inclusive=inclusive)
        lookup = ("lt" if self.descending != backwards else "gt") + ("e" if inclusive else "")
        condition = Q(**{f"{self.name}__{lookup}": value})
        if self.nullable and not backwards:
            condition |= Q(**{f"{self.name}__isnull": True})
        return condition

    def _beyond_missing(self, *, backwards: bool, inclusive: bool) -> Q:
        """Missing values are last: nothing comes after them, and every value before them."""
        if backwards:
            return Q() if inclusive else Q(**{f"{self.name}__isnull": False})
        return self.same(None) if inclusive else Q(pk__in=[])


def paginate(
    queryset: QuerySet[Row],
    *,
    ordering: Sequence[str],
    cursor: str | None,
    size: int = PAGE_SIZE,
    scope: str = "",
) -> Page[Row]:
    """One page of ``queryset`` in ``ordering`` (field or annotation names, ``-`` for descending).

    The ordering must end in a unique column; ``pk`` is added when it does not name one. ``scope``
    binds cursors to a list, usually ``request.path``. One query (two when every row on the cursor's
    side has gone meanwhile). A cursor that is forged, cut, old or of another list gives the first
    page with ``was_reset``.
    """
    columns = _columns(queryset, ordering)
    salt = ":".join((_SALT, scope, *(f"{'-' * c.descending}{c.name}" for c in columns)))
    if cursor:
        try:
            direction, values = _read(cursor, salt, len(columns))
            return _page(queryset, columns, salt, size, values, backwards=direction == _PREVIOUS)
        except (signing.BadSignature, ValidationError, ValueError, TypeError):
            return _page(queryset, columns, salt, size, None, backwards=False, was_reset=True)
    return _page(queryset, columns, salt, size, None, backwards=False)


def _page(
    queryset: QuerySet[Row],
    columns: list[Column],
    salt: str,
    size: int,
    values: list[Any] | None,
    *,
    backwards: bool,
    was_reset: bool = False,
) -> Page[Row]:
    part = queryset
    if values is not None:
        part = queryset.filter(_after(columns, values, backwards=backwards))
    rows = list(part.order_by(*(c.order(backwards=backwards) for c in columns))[: size + 1])
    if values is not None and not rows:  # the rows on that side are gone
        return _page(queryset, columns, salt, size, None, backwards=False)
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    has_next = bool(rows) and (more or backwards)
    has_previous = bool(rows) and (more if backwards else values is not None)
    return Page(
        items=rows,
        next_cursor=_write(rows[-1], columns, salt, _NEXT) if has_next else None,
        previous_cursor=_write(rows[0], columns, salt, _PREVIOUS) if has_previous else None,
        was_reset=was_reset,
    )


def _columns(queryset: QuerySet[Any], ordering: Sequence[str]) -> list[Column]:
    columns = [_column(queryset, part) for part in ordering]
    unique = {"pk", queryset.model._meta.pk.attname}
    if columns and columns[-1].name in unique:
        return columns
    return [*columns, Column("pk", bool(columns) and columns[-1].descending, nullable=False)]


def _column(queryset: QuerySet[Any], part: str) -> Column:
    name, descending = part.removeprefix("-"), part.startswith("-")
    if name == "pk":
        return Column(name, descending, nullable=False)
    try:
        field = queryset.model._meta.get_field(name)
    except FieldDoesNotExist:
        return Column(name, descending, nullable=True)  # an annotation may be anything
    # The key of a related row stands on the row itself; the related row would cost a query.
    return Column(getattr(field, "attname", name), descending, bool(getattr(field, "null", True)))


def _after(columns: list[Column], values: list[Any], *, backwards: bool) -> Q:
    """Lexicographic comparison; the bound on the first column lets an index find the start."""
    later, tied = Q(pk__in=[]), Q()
    for column, value in zip(columns, values, strict=True):
        later |= tied & column.beyond(value, backwards=backwards)
        tied &= column.same(value)
    return columns[0].beyond(values[0], backwards=backwards, inclusive=True) & later


def _write(row: Model, columns: list[Column], salt: str, direction: str) -> str:
    values = [_plain(getattr(row, column.name)) for column in columns]
    return signing.dumps([direction, values], salt=salt, compress=True)


def _plain(value: Any) -> str | int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)


def _read(cursor: str, salt: str, width: int) -> tuple[str, list[Any]]:
    if len(cursor) > MAX_CURSOR_LENGTH:
        raise ValueError("cursor too long")
    direction, values = signing.loads(cursor, salt=salt)
    if direction not in (_NEXT, _PREVIOUS) or len(values) != width:
        raise ValueError("cursor of another shape")
    return direction, values
