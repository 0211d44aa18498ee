"""No query on a tenant table reaches the database unopened.

The mark is kept by the query itself, so it follows every copy: filters, unions, subqueries, counts,
updates. The database backend (:mod:`stopext.access.backend`) looks for it whenever SQL is made, and
so also finds a tenant table that a query of another table joins.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, Self, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import sql

from stopext.access.actor import Actor

Row = TypeVar("Row", bound=models.Model)
Rows = TypeVar("Rows", bound=models.QuerySet[Any])


class UnopenedQuery(RuntimeError):  # noqa: N818 (reads as what happened)
    """A tenant table was queried without saying for whom."""


class ScopedQuery(sql.Query):
    """A query that knows whether somebody opened it."""

    opened = False

    def combine(self, rhs: sql.Query, connector: str) -> None:
        """Of two queries the result is opened only when both are."""
        super().combine(rhs, connector)
        self.opened = self.opened and is_opened(rhs)

    def split_exclude(self, *args: Any, **kwargs: Any) -> Any:
        """Django makes the inner query of an exclude from the class of the outer one."""
        self.__class__ = _InnerQuery
        try:
            return super().split_exclude(*args, **kwargs)
        finally:
            self.__class__ = ScopedQuery


class _InnerQuery(ScopedQuery):
    """Stands only inside another query, which is asked instead."""

    opened = True


class ScopedQuerySet(models.QuerySet[Any]):
    """A queryset that does nothing until ``for_actor`` (or an opened parent row) opened it."""

    def __init__(
        self, model: Any = None, query: Any = None, using: Any = None, hints: Any = None
    ) -> None:
        super().__init__(model, query or ScopedQuery(model), using, hints)

    def for_actor(self, actor: Actor) -> Self:
        """Rows ``actor`` may see: the model's ``visible_to`` decides."""
        visible: Self = self.model.visible_to(self.all(), actor)
        return opened(visible)

    def create(self, **kwargs: Any) -> Any:
        self._require_opened()
        return super().create(**kwargs)

    def raw(self, *args: Any, **kwargs: Any) -> Any:
        """Refused: nobody can see in a text for whom it reads.

        Raises:
            UnopenedQuery: always.
        """
        raise UnopenedQuery(f"{self.model.__name__}: raw SQL cannot be opened")

    def _insert(self, *args: Any, **kwargs: Any) -> Any:
        self._require_opened()
        return super()._insert(*args, **kwargs)  # type: ignore[misc]

    def _require_opened(self) -> None:
        if not is_opened(self.query):
            raise _unopened(self.model.__name__)

    def _add_hints(self, **hints: Any) -> None:
        """Django names here the row whose related rows are read."""
        super()._add_hints(**hints)  # type: ignore[misc]
        _open_for_parent(self, hints)


class ScopedManager(models.Manager.from_queryset(ScopedQuerySet)):  # type: ignore[misc]
    """``Model.objects`` of tenant tables, also what Django itself reads and writes through."""

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        _open_for_parent(rows, self._hints)
        return rows


def _open_for_parent(rows: Any, hints: dict[str, Any]) -> None:
    # A tenant row that was loaded was loaded by an opened query: what hangs on it is open too. Not
    # so a row of any other table, nor one that somebody made up.
    parent = hints.get("instance")
    if parent is not None and type(parent) in closed_models() and not parent._state.adding:
        rows.query.opened = True


def unscoped(model: type[Row], *, reason: str) -> models.QuerySet[Row]:
    """Every row of ``model``, where nobody acts or another rule holds; ``reason`` says which.

    Raises:
        ValueError: no reason.
    """
    if not reason.strip():
        raise ValueError("say why the rows are read without an actor")
    rows: models.QuerySet[Row] = model._default_manager.all()
    return opened(rows)


def opened(rows: Rows) -> Rows:
    """``rows``, marked as opened: for models that say what is everybody's. Others give an actor."""
    rows = rows.all()
    rows.query.opened = True  # type: ignore[attr-defined]
    return rows


def is_opened(query: sql.Query) -> bool:
    """Whether the query carries the mark."""
    return bool(getattr(query, "opened", False))


def refuse_unopened(query: sql.Query, tables: Iterable[str]) -> None:
    """Called by the database backend when SQL is made of ``query``.

    Raises:
        UnopenedQuery: one of ``tables`` is a tenant table and the query was not opened.
    """
    if is_opened(query):
        return
    found = closed_tables().intersection(tables)
    # Migrations read through models of their own, as the owner, who sees no row of a tenant.
    if found and query.get_meta().apps is apps:
        raise _unopened(", ".join(sorted(found)))


@cache
def closed_models() -> frozenset[type[models.Model]]:
    """Every model whose manager is ours."""
    found = apps.get_models(include_auto_created=True)
    return frozenset(model for model in found if isinstance(model._default_manager, ScopedManager))


@cache
def closed_tables() -> frozenset[str]:
    """The tables of :func:`closed_models`."""
    return frozenset(model._meta.db_table for model in closed_models())


def _unopened(what: str) -> UnopenedQuery:
    return UnopenedQuery(f"{what}: say for_actor(...) before reading or writing")
