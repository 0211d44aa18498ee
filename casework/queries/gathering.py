"""Read rows of several tables in one query, so that a page about a case costs the same always.

The querysets keep their own filters: each arm is opened for the actor before it comes here, and
the rows are built as the ORM builds them, so sealed fields stay sealed until read and every row
lands in the log.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import DateTimeField, Expression, F, JSONField, Model, Q, Value
from django.db.models.functions import Cast

from stopext.access.scoping import ScopedQuerySet
from stopext.vault.fields import Sealed, SealedTextField


@dataclass(frozen=True, slots=True)
class Arm:
    """One table of the query; ``moment`` names the column that places its rows in time."""

    rows: ScopedQuerySet
    moment: str


@dataclass(frozen=True, slots=True)
class Found:
    """A row and its place in time."""

    row: Any
    at: datetime


class _WholeRow(Expression):
    """The row of the queryset's own table as JSON."""

    output_field = JSONField()

    def __init__(self, table: str) -> None:
        super().__init__()
        self.table = table

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        return f"to_jsonb({connection.ops.quote_name(self.table)}.*)", ()


def newest(
    arms: Sequence[Arm], *, limit: int, before: tuple[datetime, UUID] | None = None
) -> list[Found]:
    """The ``limit`` newest rows of all arms, newest first; one query.

    ``before`` is place and id of the last row already shown.
    """
    parts = [_part(number, arm, before) for number, arm in enumerate(arms)]
    union = parts[0].union(*parts[1:], all=True).order_by("-place", "-key")[:limit]
    return [
        Found(_build(arms[entry["arm"]].rows.model, entry["data"]), entry["place"])
        for entry in union
    ]


def gather(*querysets: ScopedQuerySet) -> list[list[Any]]:
    """All rows of each queryset, in no order; one query."""
    parts = [
        rows.order_by().annotate(arm=Value(number), data=_whole(rows)).values("arm", "data")
        for number, rows in enumerate(querysets)
    ]
    gathered: list[list[Any]] = [[] for _queryset in querysets]
    for entry in parts[0].union(*parts[1:], all=True):
        model = querysets[entry["arm"]].model
        gathered[entry["arm"]].append(_build(model, entry["data"]))
    return gathered


def _part(number: int, arm: Arm, before: tuple[datetime, UUID] | None) -> Any:
    rows = arm.rows.order_by()
    if before is not None:
        at, key = before
        same = Q(**{arm.moment: at, "pk__lt": key})
        rows = rows.filter(Q(**{f"{arm.moment}__lt": at}) | same)
    marked: ScopedQuerySet = rows.annotate(
        arm=Value(number),
        place=Cast(F(arm.moment), DateTimeField()),
        key=F("pk"),
        data=_whole(rows),
    )
    return marked.values("arm", "place", "key", "data")


def _whole(rows: ScopedQuerySet) -> _WholeRow:
    return _WholeRow(rows.model._meta.db_table)


def _build(model: type[Model], data: dict[str, Any]) -> Any:
    fields: list[Any] = [f for f in model._meta.concrete_fields if f.column in data]
    values = [_value(field, data[field.column]) for field in fields]
    return model.from_db(connection.alias, [field.attname for field in fields], values)


def _value(field: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(field, SealedTextField):
        return Sealed(bytes.fromhex(value.removeprefix("\\x")))
    return field.to_python(value)
