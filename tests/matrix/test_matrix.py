"""Z01-Z03, Z06: every URL x everybody x every method x every sort of row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest

from stopext.access.declare import Audience, declaration_of
from stopext.access.urlwalk import Address, addresses
from tests.matrix.actors import OUTSIDE, Visitor
from tests.matrix.engine import METHODS, Cell, Outcome, knock
from tests.matrix.expectations import EXPECTED, FINDS, KINDS, PASS, Door, Expected, Rows
from tests.matrix.paths import made_up_path, path_of
from tests.matrix.planting import MISSING, ROWS, Keys

FOREIGN_VIEWS = re.compile(r"^(account_|mfa_)")
PUBLISHING = "redaktion/"
OWN = [
    address
    for address in addresses()
    if not address.route.startswith(PUBLISHING) and not FOREIGN_VIEWS.match(address.name)
]
pytestmark = pytest.mark.matrix


def _part(name: str) -> str:
    """The part of the portal an address is tested with: its namespace, casework by first letter."""
    namespace, _, rest = name.partition(":")
    return f"{namespace}:{rest[0]}" if namespace == "casework" else f"{namespace}:"


#: One test each; casework is cut in pieces, so that two processes share the work.
NAMESPACES = sorted({_part(address.name) for address in OWN})
METHOD_REFUSED = 405
#: Refused for everybody, before anything is looked up.
REFUSED_METHODS = ("PUT", "PATCH", "DELETE")
Recorder = Callable[[str, object], None]


def test_every_address_is_written_down_and_nothing_else() -> None:
    """Z02: a new address without an entry fails."""
    assert sorted({address.name for address in OWN}) == sorted(EXPECTED)


@pytest.mark.parametrize("address", OWN, ids=lambda address: address.name)
def test_the_code_declares_what_is_written_down(address: Address) -> None:
    """Z03."""
    declared = declaration_of(address.view)
    assert declared is not None
    audience = declared.audience
    door = audience.value if isinstance(audience, Audience) else str(audience)

    assert door == EXPECTED[address.name].door.value


@pytest.mark.parametrize("namespace", NAMESPACES)
def test_every_knock_meets_what_is_written_down(
    namespace: str, visitors: list[Visitor], rows: dict[str, Keys], record_property: Recorder
) -> None:
    """Z01."""
    cells = [
        cell
        for address in OWN
        if address.name.startswith(namespace)
        for cell in _knocks(address, visitors, rows)
    ]

    record_property("cells", len(cells))
    assert [f"{cell}: {sorted(cell.leaks)[:3]}" for cell in cells if cell.leaks] == []
    assert [f"{cell} -> {cell.outcome}" for cell in cells if not _is_right(cell)] == []
    assert len(cells) == len(visitors) * len(METHODS) * _rows_in(namespace)


def _rows_in(namespace: str) -> int:
    here = [address for address in OWN if address.name.startswith(namespace)]
    return sum(len(ROWS) if address.converters else 1 for address in here)


def _knocks(address: Address, visitors: list[Visitor], rows: dict[str, Keys]) -> Iterator[Cell]:
    expected = EXPECTED[address.name]
    for row in ROWS if address.converters else ("-",):
        url = path_of(address.name, expected, rows.get(row, {}))
        for visitor in visitors:
            for method in METHODS:
                yield knock(visitor, method, url, address.name, row)[0]


def _is_right(cell: Cell) -> bool:
    """The door first, then the row; behind both the view answers as it likes, but never breaks."""
    expected = EXPECTED[cell.address]
    if cell.method in REFUSED_METHODS:
        return cell.status == METHOD_REFUSED
    if expected.door in {Door.PUBLIC, Door.LOGIN}:
        return cell.outcome is not Outcome.BROKEN
    return cell.outcome in _right(cell, expected)


def _right(cell: Cell, expected: Expected) -> set[Outcome]:
    if cell.visitor in OUTSIDE:
        return {Outcome.LOGIN}
    if cell.visitor not in PASS[expected.door]:
        return {_turned_away(cell.visitor, expected.door)}
    if expected.rows in {Rows.NONE, Rows.STATIC}:
        return {Outcome.OPEN, Outcome.FORBIDDEN, Outcome.MISSING}
    if cell.visitor not in FINDS[expected.rows][cell.row]:
        # A method no view takes is refused before the row is looked up: the same for every row.
        return {Outcome.OPEN} if cell.status == METHOD_REFUSED else {Outcome.MISSING}
    # The page may say that the row is not in the state it is about.
    return {Outcome.OPEN, Outcome.FORBIDDEN, Outcome.MISSING}


def _turned_away(visitor: str, door: Door) -> Outcome:
    kind = next(kind for kind in KINDS if visitor in kind)
    return Outcome.FORBIDDEN if kind & PASS[door] else Outcome.MISSING


def test_a_foreign_row_looks_exactly_like_a_missing_one(
    visitors: list[Visitor], rows: dict[str, Keys]
) -> None:
    """Z06: same status, headers and body for what is foreign and what is not there at all."""
    compared = 0
    for address in OWN:
        expected = EXPECTED[address.name]
        if expected.rows in {Rows.NONE, Rows.STATIC}:
            continue
        for visitor in visitors:
            if visitor.label not in PASS[expected.door]:
                continue
            for row in ROWS:
                if visitor.label in FINDS[expected.rows][row] or row == MISSING:
                    continue
                foreign = path_of(address.name, expected, rows[row])
                missing = path_of(address.name, expected, rows[MISSING])
                for method in ("GET", "POST"):
                    faces = [
                        _face(knock(visitor, method, url, address.name, row)[1])
                        for url in (foreign, missing)
                    ]
                    assert faces[0] == faces[1], f"{method} {address.name} {row}"
                    compared += 1

    assert compared > 500


def _face(answer: object) -> tuple[object, ...]:
    content = re.sub(rb"[0-9a-f-]{36}|value=\"[A-Za-z0-9]{64}\"", b"*", answer.content)  # type: ignore[attr-defined]
    headers = {k: v for k, v in answer.headers.items() if k != "Content-Length"}  # type: ignore[attr-defined]
    return answer.status_code, headers, content  # type: ignore[attr-defined]


def test_the_publishing_tool_is_closed_to_all_but_editors(
    visitors: list[Visitor], rows: dict[str, Keys], record_property: Recorder
) -> None:
    """Every address of the tool, with made-up keys."""
    closed = [visitor for visitor in visitors if visitor.label != "redaktoer"]
    cells = 0
    for address in addresses():
        if not address.route.startswith(PUBLISHING) or address.name == "":
            continue
        url = made_up_path(address.name, address.converters)
        if url is None:
            continue
        for visitor in closed:
            for method in ("GET", "POST"):
                cell, _answer = knock(visitor, method, url, address.name, "-")
                wanted = (
                    {Outcome.LOGIN}
                    if visitor.actor is None
                    else {Outcome.FORBIDDEN if visitor.actor.kind == "centre" else Outcome.MISSING}
                )
                assert cell.outcome in wanted, cell
                assert not cell.leaks
                cells += 1

    record_property("cells", cells)
    assert cells > 3000
