"""Who a concern is about: CPR numbers, name keys for the repeat search, and what was compared."""

from casework.rules.identity.cpr import Cpr, CprError, age_on, mask_cpr, parse_cpr
from casework.rules.identity.keys import KeyKind, NameKey, index_keys, search_keys
from casework.rules.identity.matching import (
    YearRelation,
    compare_years,
    is_candidate,
    match_explanation,
)
from casework.rules.identity.names import fold_name, name_tokens, phonetic_token

__all__ = [
    "Cpr",
    "CprError",
    "KeyKind",
    "NameKey",
    "YearRelation",
    "age_on",
    "compare_years",
    "fold_name",
    "index_keys",
    "is_candidate",
    "mask_cpr",
    "match_explanation",
    "name_tokens",
    "parse_cpr",
    "phonetic_token",
    "search_keys",
]
