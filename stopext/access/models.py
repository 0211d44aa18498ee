"""Base of every row of an authority: closed until opened for an actor, logged when read."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models.functions import Now

from stopext.access.actor import Actor
from stopext.access.scoping import ScopedManager, ScopedQuerySet, UnopenedQuery, opened
from stopext.audit.record import note_loaded


class TenantModel(models.Model):
    """A row owned by an authority. Subclasses say who sees it and which column names the owner."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    objects = ScopedManager()

    #: Whether reading a row is a look at data about a citizen, and so goes into the log.
    logged: ClassVar[bool] = True

    class Meta:
        abstract = True
        # Django reads and writes through this one by itself; the plain one would know no wall.
        base_manager_name = "objects"

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

    def _do_update(self, base_qs: Any, *args: Any) -> Any:
        # A row that was loaded was opened; one made up with the key of another was not.
        if self._state.adding:
            raise UnopenedQuery(f"{type(self).__name__}: load the row before changing it")
        return super()._do_update(opened(base_qs), *args)

    def _do_insert(self, manager: Any, *args: Any) -> Any:
        return super()._do_insert(opened(manager.all()), *args)  # type: ignore[misc]


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
