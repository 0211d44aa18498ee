"""Who a concern is about: CPR numbers, name keys for the repeat search, and what was compared."""

from casework.rules.identity.cpr import (
    EARLIEST_BIRTH,
    Cpr,
    CprError,
    age_on,
    mask_cpr,
    parse_cpr,
)
from casework.rules.identity.keys import SCHEME, KeyKind, NameKey, index_keys, search_keys
from casework.rules.identity.matching import Hit, YearRelation, compare_years, worth_showing
from casework.rules.identity.names import fold_name, name_tokens

__all__ = [
    "EARLIEST_BIRTH",
    "SCHEME",
    "Cpr",
    "CprError",
    "Hit",
    "KeyKind",
    "NameKey",
    "YearRelation",
    "age_on",
    "compare_years",
    "fold_name",
    "index_keys",
    "mask_cpr",
    "name_tokens",
    "parse_cpr",
    "search_keys",
    "worth_showing",
]
