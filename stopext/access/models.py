"""Base of every row of an authority: closed until opened for an actor, logged when read."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models.functions import Now

from stopext.access.actor import Actor
from stopext.audit.record import note_loaded


class UnopenedQuery(RuntimeError):  # noqa: N818 (reads as what happened)
    """A tenant table was queried without saying for whom."""


class ScopedQuerySet(models.QuerySet[Any]):
    """A queryset that reads nothing until ``for_actor`` (or the opened parent row) opened it."""

    _opened = False

    def for_actor(self, actor: Actor) -> Self:
        """Rows ``actor`` may see: the model's ``visible_to`` decides."""
        opened: Self = self.model.visible_to(self.all(), actor)
        opened._opened = True
        return opened

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone._opened = self._opened
        return clone

    def _require_opened(self) -> None:
        # A related manager of a row that was itself opened carries that row as its hint.
        if not self._opened and "instance" not in self._hints:  # type: ignore[attr-defined]
            raise UnopenedQuery(f"{self.model.__name__}: say for_actor(...) before reading")

    def _fetch_all(self) -> None:
        self._require_opened()
        super()._fetch_all()

    def iterator(self, *args: Any, **kwargs: Any) -> Any:
        self._require_opened()
        return super().iterator(*args, **kwargs)

    def count(self) -> int:
        self._require_opened()
        return super().count()

    def exists(self) -> bool:
        self._require_opened()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._require_opened()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self._require_opened()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._require_opened()
        return super().delete()


class ScopedManager(models.Manager.from_queryset(ScopedQuerySet)):  # type: ignore[misc]
    """``Model.objects`` of tenant tables."""


class TenantModel(models.Model):
    """A row owned by an authority. Subclasses say who sees it and which column names the owner."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    objects = ScopedManager()

    #: Whether reading a row is a look at data about a citizen, and so goes into the log.
    logged: ClassVar[bool] = True

    class Meta:
        abstract = True

    @classmethod
    def visible_to(cls, rows: ScopedQuerySet, actor: Actor) -> ScopedQuerySet:
        """Rows of ``rows`` that ``actor`` may see; the application's wall.

        Raises:
            NotImplementedError: the model has not said.
        """
        raise NotImplementedError(f"{cls.__name__} must say who may see it")

    @classmethod
    def from_db(cls, db: str | None, field_names: Any, values: Any, **options: Any) -> Self:
        row = super().from_db(db, field_names, values, **options)
        if cls.logged:
            note_loaded(cls._meta.label_lower, row.pk)
        return row


class Idempotency(models.Model):
    """A form key that has had its effect, and where its answer pointed. Written by SQL only."""

    pk = models.CompositePrimaryKey("user_id", "key")
    user_id = models.UUIDField()
    key = models.UUIDField()
    location = models.TextField(db_default="")
    digest = models.BinaryField(max_length=32, db_default=b"")
    at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return str(self.key)
