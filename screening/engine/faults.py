"""What can be wrong with data from outside, as codes with values; `screening.wording` says them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pydantic import ValidationError
from pydantic_core import PydanticCustomError


class Fault(StrEnum):
    """Every way a definition or an answer is refused. The first group has pydantic's own names."""

    NO_OBJECT = "dataclass_type"
    UNKNOWN_FIELD = "unexpected_keyword_argument"
    NO_FIELD_NAME = "invalid_key"
    MISSING = "missing"
    NO_TEXT = "string_type"
    NO_FLAG = "bool_type"
    NO_NAME = "string_unicode"

    TOO_LONG = "too_long_text"
    INVISIBLE = "invisible"
    FORM = "form"
    NO_LIST = "no_list"
    NO_TEXTS = "no_texts"
    TOO_FEW = "too_few"
    TOO_MANY = "too_many"
    NOT_THREE = "not_three"
    NO_NUMBER = "no_number"
    NO_COUNT = "no_count"
    OUTSIDE = "outside"
    PLACES = "places"
    CHOICE = "choice"
    LEVEL = "level"
    ONE_RULE = "one_rule"
    NO_DATE = "no_date"
    FUTURE = "future"
    TOO_OLD = "too_old"

    FIRST_BAND = "first_band"
    BAND_ORDER = "band_order"
    REPEATED = "repeated"
    MANY_INDICATORS = "many_indicators"
    EMPTY_AXIS = "empty_axis"
    NO_INDICATOR = "no_indicator"
    ASKED_LATER = "asked_later"
    OTHER_AXIS = "other_axis"
    RULE_OUTSIDE = "rule_outside"
    STILL_ASKED = "still_asked"
    SOURCE_ALONE = "source_alone"


@dataclass(frozen=True, slots=True)
class Problem:
    """Where (`domains[0].indicators[2].weight`; empty for the whole), what, and which values."""

    path: str
    fault: Fault
    values: Mapping[str, object] = field(default_factory=dict)


def fail(fault: Fault, **values: object) -> PydanticCustomError:
    """The error a validator raises; it comes back as a `Problem`."""
    return PydanticCustomError(fault.value, fault.value, values)


def problems_of(error: ValidationError) -> Iterator[Problem]:
    """Every fault that pydantic found, in the order of the fields."""
    for found in error.errors(include_url=False, include_input=False):
        parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in found["loc"])
        path = "".join(parts).removeprefix(".")
        yield Problem(path, Fault(found["type"]), found.get("ctx", {}))
