"""Model fields that are sealed in the database and opened only when read.

A model with sealed fields names the attribute that holds its owner's number::

    class Note(models.Model):
        vault_owner = "municipality_id"
        text = SealedTextField(max_length=4000)

Saving goes through the instance (``save``, ``bulk_create``); ``update(text=…)`` raises, because
the place a value is bound to is not known there.
"""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from stopext.vault.cipher import Place, seal, unseal


class Sealed(bytes):
    """A value as it stands in the database, not yet opened."""


_ABSENT = object()


class SealedAttribute(DeferredAttribute):
    """Opens a sealed value the first time it is read."""

    field: SealedTextField

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is None:
            return self
        value = instance.__dict__.get(self.field.attname, _ABSENT)
        if value is _ABSENT:
            value = super().__get__(instance, cls)
        if isinstance(value, Sealed):
            value = self.field.to_clear(unseal(value, self.field.place(instance)))
            instance.__dict__[self.field.attname] = value
        return value

    def __set__(self, instance: Any, value: Any) -> None:
        # Having __set__ is what lets __get__ come before the instance's own dictionary.
        instance.__dict__[self.field.attname] = value


class SealedTextField(models.BinaryField):  # type: ignore[type-arg] # not generic at run time
    """Text sealed at rest. ``max_length`` counts characters of the clear text."""

    descriptor_class = SealedAttribute

    def place(self, instance: models.Model) -> Place:
        """Where the value of ``instance`` lives; the owner and key must already be set."""
        named = instance.vault_owner  # type: ignore[attr-defined]
        owner = getattr(instance, named) if isinstance(named, str) else named
        key = instance.pk
        row = bytes(key).hex() if isinstance(key, bytes | memoryview) else str(key)
        return Place(self.model._meta.db_table, str(self.column), int(owner), row)

    def to_clear(self, text: str) -> Any:
        """Python value of the clear text."""
        return text

    def to_text(self, value: Any) -> str:
        """Clear text of a Python value."""
        return str(value)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return None if value is None else Sealed(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = model_instance.__dict__.get(self.attname)
        if value is None or isinstance(value, Sealed):
            return value
        return Sealed(seal(self.to_text(value), self.place(model_instance)))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is not None and not isinstance(value, Sealed):
            raise FieldError(
                f"{self.model.__name__}.{self.name} is sealed: save it through its instance."
            )
        return super().get_db_prep_value(value, connection, prepared)

    def value_to_string(self, obj: models.Model) -> str:
        raise FieldError(f"{self.model.__name__}.{self.name} is sealed and is not serialised.")

    def to_python(self, value: Any) -> Any:
        return value

    def _check_str_default_value(self) -> list[Any]:
        return []  # The default is clear text, unlike a plain binary field's.

    def get_default(self) -> Any:
        if self.has_default():
            return self.default() if callable(self.default) else self.default
        return None if self.null else ""

    def get_internal_type(self) -> str:
        return "BinaryField"


class SealedJSONField(SealedTextField):
    """A JSON value sealed at rest; always replaced whole."""

    def to_clear(self, text: str) -> Any:
        return json.loads(text)

    def to_text(self, value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
