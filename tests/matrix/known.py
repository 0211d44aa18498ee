"""Leaks that are known and wait to be mended, cell by cell. A mark whose cell is right fails: with
the leak its marks go.
"""

from __future__ import annotations

from tests.matrix.expectations import EXPECTED
from tests.matrix.readers import Row

_LOCKED = (
    "screening:show",
    "screening:assign",
    "screening:profile",
    "screening:change",
    "screening:add",
)
_OPENED = (*_LOCKED, "screening:compare", "screening:sign")
_CASE = (
    "casework:case",
    "casework:unmask",
    "casework:cpr",
    "casework:requests",
    "casework:people",
    "casework:screenings",
    "casework:note_add",
    "casework:note_edit",
    "casework:note_addendum",
    "casework:step",
    "casework:record_answer",
    "casework:measure_add",
    "casework:measure",
    "casework:review_add",
    "casework:judgement_record",
)
Marks = tuple[tuple[Row | None, str, tuple[str, ...]], ...]

#: Restricting a case does not reach the screenings it already has: whoever saw them still does,
#: and who is new on the list does not.
RESTRICTED_WITH_A_SCREENING: Marks = (
    (Row.UNLISTED, "sagsbehandler", _LOCKED),
    (Row.UNLISTED, "tovholder", _LOCKED),
    (Row.LISTED, "leder", _OPENED),
    (Row.STRUCK, "leder", _LOCKED),
    (Row.UNLISTED, "anden_sagsbehandler", ("screening:show",)),
    (None, "sagsbehandler", ("screening:list",)),
    (None, "tovholder", ("screening:list",)),
    (None, "leder", ("screening:list", "web:start")),
)
#: Who is taken off a restricted case stays on its list of readers.
TAKEN_OFF_A_RESTRICTED_CASE: Marks = (
    (Row.STRUCK, "sagsbehandler", _CASE),
    (None, "sagsbehandler", ("casework:list", "web:start")),
)

KNOWN = frozenset(
    f"{method} {address} [{row or '-'}] as {visitor}"
    for row, visitor, addresses in (*RESTRICTED_WITH_A_SCREENING, *TAKEN_OFF_A_RESTRICTED_CASE)
    for address in addresses
    for method in EXPECTED[address].takes
)
