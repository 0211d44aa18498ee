"""What one field of a definition or an answer may hold: types that pydantic checks."""

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from functools import partial
from typing import Annotated, ClassVar, TypeAlias, TypeVar

from pydantic import AfterValidator, BeforeValidator, ConfigDict, PlainValidator, StrictBool

from screening.engine.faults import Fault, fail

MAX_TEXT = 2000
MAX_ITEMS = 200
MAX_PLACES = 3
MOST_COUNTED = 20
#: Control characters, those that draw nothing or turn the direction of what follows, line breaks of
#: other programs, and halves of a character, which cannot be written down.
HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
#: Letters and marks without a look of their own: fillers, the empty Braille cell, shape choosers.
SHAPELESS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
NUMBER = r"-?[0-9]{1,6}(\.[0-9]{1,6})?"

Choice = TypeVar("Choice", bound=StrEnum)


class OnlyFields:
    """A value whose plain form is refused, not read in part, when it has a field unknown here."""

    __slots__ = ()
    __pydantic_config__: ClassVar = ConfigDict(extra="forbid")


def clean(value: str, *, pattern: str = "", required: bool = True, most: int = MAX_TEXT) -> str:
    """The text in normal form without blanks around it, when it may stand."""
    value = unicodedata.normalize("NFC", value).strip()
    if required and not value:
        raise fail(Fault.MISSING)
    if len(value) > most:
        raise fail(Fault.TOO_LONG, length=len(value), most=most)
    hidden = (unicodedata.category(sign) in HIDDEN and sign not in "\t\n" for sign in value)
    if any(hidden) or SHAPELESS.search(value):
        raise fail(Fault.INVISIBLE)
    if value and pattern and not re.fullmatch(pattern, value):
        raise fail(Fault.FORM, value=value[:40])
    return value


def listed(value: object, *, least: int = 1) -> list[object]:
    """A list, counted before anything in it is read."""
    if not isinstance(value, list):
        raise fail(Fault.NO_LIST)
    if len(value) < least:
        raise fail(Fault.TOO_FEW, least=least)
    if len(value) > MAX_ITEMS:
        raise fail(Fault.TOO_MANY, most=MAX_ITEMS)
    return value


def texts(value: object, *, least: int = 1) -> list[object]:
    """A list of texts and nothing else."""
    values = listed(value, least=least)
    if not all(isinstance(item, str) for item in values):
        raise fail(Fault.NO_TEXTS)
    return values


def three(value: object) -> list[object]:
    """One text for each of the levels 0, 1 and 2."""
    values = texts(value, least=3)
    if len(values) > 3:
        raise fail(Fault.NOT_THREE)
    return values


def number(value: object, *, low: str, high: str) -> Decimal:
    """A decimal from a text or whole number; a float is refused because it is not exact."""
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise fail(Fault.NO_NUMBER)
    if isinstance(value, str) and not re.fullmatch(NUMBER, value):
        raise fail(Fault.NO_NUMBER)
    found = Decimal(value)
    if not Decimal(low) <= found <= Decimal(high):
        raise fail(Fault.OUTSIDE, low=low, high=high)
    if found != round(found, MAX_PLACES):
        raise fail(Fault.PLACES, most=MAX_PLACES)
    return found.normalize()


def count(value: object) -> int:
    """How many of something a domain can hold; a whole number."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise fail(Fault.NO_COUNT)
    if not 0 <= value <= MOST_COUNTED:
        raise fail(Fault.OUTSIDE, low=0, high=MOST_COUNTED)
    return value


def level(value: object) -> int:
    """A level that is a presence."""
    if isinstance(value, int) and not isinstance(value, bool) and value in {1, 2}:
        return value
    raise fail(Fault.LEVEL)


def one_of(options: type[Choice]) -> Callable[[object], Choice]:
    """A reader of the code of one of the options."""

    def read(value: object) -> Choice:
        for option in options:
            if option.value == value:
                return option
        raise fail(Fault.CHOICE, options=", ".join(options))

    return read


def maybe(read: Callable[[object], Choice]) -> Callable[[object], Choice | None]:
    """The same reader, for a field that may be empty."""
    return lambda value: None if value is None else read(value)


Text: TypeAlias = Annotated[str, AfterValidator(clean)]
OptionalText: TypeAlias = Annotated[str, AfterValidator(partial(clean, required=False))]
Slug: TypeAlias = Annotated[str, AfterValidator(partial(clean, pattern=r"[a-z][a-z0-9_]{0,59}"))]
Code: TypeAlias = Annotated[str, AfterValidator(partial(clean, pattern=r"[A-Z][A-Z0-9]{0,7}"))]
Version: TypeAlias = Annotated[
    str, AfterValidator(partial(clean, pattern=r"[0-9]{1,3}\.[0-9]{1,3}"))
]
Texts: TypeAlias = Annotated[tuple[Text, ...], BeforeValidator(texts)]
ThreeTexts: TypeAlias = Annotated[tuple[Text, Text, Text], BeforeValidator(three)]
Flag: TypeAlias = StrictBool
Level: TypeAlias = Annotated[int, PlainValidator(level)]
Count: TypeAlias = Annotated[int, PlainValidator(count)]
Weight: TypeAlias = Annotated[Decimal, PlainValidator(partial(number, low="0.001", high="10"))]
Share: TypeAlias = Annotated[Decimal, PlainValidator(partial(number, low="0", high="1"))]
Mean: TypeAlias = Annotated[Decimal, PlainValidator(partial(number, low="0", high="2"))]
LISTED = BeforeValidator(listed)
PERHAPS_LISTED = BeforeValidator(partial(listed, least=0))
