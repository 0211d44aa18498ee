"""Rows of several tables in one statement, for pages that ask many small questions.

Whoever has questions says them as a generator: it yields querysets, is sent their rows, and returns
what it makes of them. The questions that several generators have at the same time go to the
database as one statement. Each queryset keeps its own mark, order and limit, and each row that is
logged when read is logged here too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator, Iterable, Sequence
from decimal import Decimal
from json import loads
from typing import Any, TypeAlias, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BinaryField, QuerySet, prefetch_related_objects
from django.db.models.query import get_related_populators

Answer = TypeVar("Answer")
Rows: TypeAlias = list[list[Any]]
#: Yields questions, is sent the rows of each, returns the answer.
Asking: TypeAlias = Generator[Sequence[QuerySet[Any]], Rows, Answer]


def answers(asking: Iterable[Asking[Answer]]) -> list[Answer]:
    """What each generator returns. As many statements as the longest has rounds."""
    waiting, found = dict(enumerate(asking)), dict[int, Answer]()
    sent: dict[int, Rows] = {}
    while waiting:
        asked = {}
        for number, one in [*waiting.items()]:
            try:
                asked[number] = one.send(sent[number]) if sent else next(one)
            except StopIteration as end:
                found[number] = end.value
                del waiting[number]
        rows = iter(fetch(*(each for questions in asked.values() for each in questions)))
        sent = {number: [next(rows) for _each in asked[number]] for number in asked}
    return [found[number] for number in sorted(found)]


def answer(asking: Asking[Answer]) -> Answer:
    """What one generator returns. One statement for each of its rounds."""
    [found] = answers([asking])
    return found


def fetch(*asked: QuerySet[Any]) -> Rows:
    """The rows of each queryset, in its order. One statement, and what they prefetch.

    Raises:
        TypeError: a column is bytes, such as a sealed field.
    """
    parts, bound, made = [], list[Any](), {}
    for number, rows in enumerate(asked):
        compiler: Any = rows.query.get_compiler(rows.db)
        try:
            text, values = compiler.as_sql(with_col_aliases=True)
        except EmptyResultSet:
            continue
        if any(isinstance(one.output_field, BinaryField) for one, _sql, _alias in compiler.select):
            raise TypeError(f"{rows.model.__name__}: bytes do not survive JSON")
        # Django's own text, with its values bound.
        parts.append(f"(SELECT {number}, row_number() OVER (), to_jsonb(q) FROM ({text}) q)")  # noqa: S608
        bound += values
        made[number] = compiler
    said: dict[int, list[Any]] = {number: [] for number in made}
    if parts:
        with connection.cursor() as cursor:
            rows_of_all = " UNION ALL ".join(parts)
            cursor.execute(f"SELECT * FROM ({rows_of_all}) parts ORDER BY 1, 2", bound)  # noqa: S608
            for number, _place, row in cursor.fetchall():
                said[number].append(loads(row, parse_float=Decimal))
    return [
        _instances(rows, made[number], said[number]) if number in made else []
        for number, rows in enumerate(asked)
    ]


def hang(parents: Sequence[Any], *names: str) -> None:
    """Put what hangs on ``parents`` by these names under them, as ``prefetch_related`` does. One
    statement."""
    if not parents:
        return
    relations = [parents[0]._meta.get_field(name) for name in names]
    for relation, rows in zip(
        relations, fetch(*(_below(one, parents) for one in relations)), strict=True
    ):
        of: dict[Any, list[Any]] = defaultdict(list)
        for row in rows:
            of[getattr(row, relation.field.attname)].append(row)
        for parent in parents:
            _keep(relation, parent, of[parent.pk])


def _below(relation: Any, parents: Sequence[Any]) -> QuerySet[Any]:
    # The hint opens the rows: their parent was loaded by an opened query.
    rows = relation.related_model._default_manager.all()
    rows._add_hints(instance=parents[0])
    return rows.filter(**{f"{relation.field.name}__in": parents})  # type: ignore[no-any-return]


def _keep(relation: Any, parent: Any, found: list[Any]) -> None:
    for row in found:
        relation.field.set_cached_value(row, parent)
    rows = getattr(parent, relation.name).all()
    rows._result_cache, rows._prefetch_done = found, True
    kept = parent.__dict__.setdefault("_prefetched_objects_cache", {})
    kept[relation.cache_name] = rows


def _instances(rows: QuerySet[Any], compiler: Any, said: list[Any]) -> list[Any]:
    """As Django's own ``ModelIterable`` makes them of a cursor's rows."""
    columns = [(alias, column.output_field) for column, _sql, alias in compiler.select]
    info = compiler.klass_info
    first, end = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [column.target.attname for column, _sql, _alias in compiler.select[first:end]]
    related = get_related_populators(info, compiler.select, rows.db)  # type: ignore[call-arg]
    made = []
    for row in said:
        values = [_value(field, row[alias]) for alias, field in columns]
        one = info["model"].from_db(rows.db, names, values[first:end])
        for populator in related:
            populator.populate(values, one)
        for name, place in compiler.annotation_col_map.items():
            setattr(one, name, values[place])
        made.append(one)
    prefetch_related_objects(made, *rows._prefetch_related_lookups)  # type: ignore[attr-defined]
    return made


def _value(field: Any, said: Any) -> Any:
    if said is None:
        return None
    if isinstance(field, ArrayField):
        return [_value(field.base_field, one) for one in said]
    return field.to_python(said)
