"""Values as JSON: one text per meaning, so that equal values have equal hashes."""

from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeAlias

Plain: TypeAlias = dict[str, object]

#: Written out also at their default: they were, when the first published versions were hashed.
#: No field joins them: a field left out at its default changes no hash from before it existed.
ALWAYS = frozenset({"age_note", "weight", "critical", "subsets"})
#: Names that Python keeps for itself.
_NAMES = {"any_of": "any", "all_of": "all"}


def plain_fields(value: Any) -> Plain:
    """A dataclass as an object without the fields that are at their default."""
    return {_NAMES.get(field.name, field.name): plain(found) for field, found in _kept(value)}


def plain(value: object) -> object:
    """A JSON value: decimals without trailing zeros, dates in ISO form, enums as their codes."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return plain_fields(value) if is_dataclass(value) else value


def _kept(value: Any) -> Iterator[tuple[Field[Any], object]]:
    for field in fields(value):
        found = getattr(value, field.name)
        if field.name in ALWAYS or field.default is MISSING or found != field.default:
            yield field, found
