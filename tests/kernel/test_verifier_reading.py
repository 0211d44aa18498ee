"""The stand-alone verifier on exports that no database would make."""

from __future__ import annotations

import hashlib
import json

import pytest

from stopext.audit import record
from stopext.audit.verifier import EVENT_START, GENESIS, Seal, Verifier, read_heads

OTHER = hashlib.sha256(b"another chain").digest()


def seal(seq: int, previous: bytes) -> Seal:
    """An empty seal that belongs together."""
    made = Seal(seq, "2026-01-01", 0, b"", previous, b"")
    made.head = made.computed_head(b"")
    return made


def line(made: Seal) -> str:
    hexadecimal = {name: getattr(made, name).hex() for name in ("root", "previous", "head")}
    return json.dumps(
        {"seal": {"seq": made.seq, "at": made.at, "count": made.count, **hexadecimal}}
    )


def findings(seals: list[Seal], heads: dict[int, dict[str, str]] | None = None) -> list[str]:
    return Verifier(heads).verify([*map(line, seals), "\n"]).findings


def test_a_chain_with_an_empty_line_is_intact() -> None:
    first = seal(1, GENESIS)

    assert findings([first, seal(2, first.head)]) == []


def test_a_chain_that_begins_elsewhere() -> None:
    assert findings([seal(1, OTHER)]) == ["seal 1 does not begin the chain"]


def test_a_chain_that_is_broken_inside() -> None:
    assert findings([seal(1, GENESIS), seal(2, OTHER)]) == ["seal 2 does not continue seal 1"]


def test_a_part_that_does_not_go_on_where_the_heads_end() -> None:
    known = {4: {"head": OTHER.hex()}}

    assert findings([seal(5, OTHER)], known) == []
    assert findings([seal(5, GENESIS)], known) == [
        "seal 5 does not continue the known head of seal 4"
    ]


def test_an_event_before_the_first_seal() -> None:
    with pytest.raises(ValueError, match="before the first seal"):
        Verifier().verify([EVENT_START + '{"id": 1}, "id": 1}'])


def test_heads_with_an_empty_line() -> None:
    assert read_heads(["\n", '{"seq": 1, "head": "aa"}\n']) == {1: {"seq": 1, "head": "aa"}}


def test_an_event_outside_of_any_work_would_be_lost() -> None:
    with pytest.raises(RuntimeError, match="event view outside a request or command"):
        record.note("view", "casework.case", "1")
