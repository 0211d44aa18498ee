"""Check an exported log without the portal: standard library only, one file to copy.

    python verifier.py EXPORT [--heads HEADS]

The export holds every sealed event, seal by seal. A seal's root is the Merkle root of its events'
hashes, and its head covers the root, the size, the time and the head before it, so a changed,
removed, inserted, swapped or re-timed event breaks the chain from there on. Whoever can rewrite the
whole database can rewrite the chain as well; the heads that were exported to somebody else before
that cannot be rewritten, and show it. They also show a tail that was cut off.

Exit code 0: nothing found. 1: findings, one per line. 2: the files cannot be read.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

EVENT_START = '{"event": '
GENESIS = hashlib.sha256(b"genesis").digest()
_DECODER = json.JSONDecoder()


@dataclass
class Seal:
    """One link of the chain and what was read of its events."""

    seq: int
    at: str
    count: int
    root: bytes
    previous: bytes
    head: bytes
    leaves: list[bytes] = field(default_factory=list)

    def computed_head(self, root: bytes) -> bytes:
        """The head that these contents must have."""
        text = f"{self.seq}|{self.count}|{self.at}"
        return hashlib.sha256(self.previous + root + text.encode()).digest()


@dataclass
class Report:
    """What was read and what is wrong with it."""

    seals: int = 0
    events: int = 0
    first: int = 0
    last: int = 0
    compared: int = 0
    findings: list[str] = field(default_factory=list)


def leaf_of(text: str) -> bytes:
    """Hash of one event; ``text`` is the event's JSON exactly as exported."""
    return hashlib.sha256(b"\x00" + text.encode()).digest()


def merkle_root(leaves: list[bytes]) -> bytes:
    """Pairs are hashed with prefix 01; an odd last node is carried up unchanged."""
    level = leaves
    while len(level) > 1:
        paired = [
            hashlib.sha256(b"\x01" + level[i] + level[i + 1]).digest()
            for i in range(0, len(level) - 1, 2)
        ]
        level = paired + level[len(paired) * 2 :]
    return level[0] if level else b""


class Verifier:
    """Reads the export line by line; memory holds one seal's hashes at a time."""

    def __init__(self, heads: dict[int, dict[str, Any]] | None = None) -> None:
        self.heads = heads or {}
        self.report = Report()
        self._seal: Seal | None = None
        self._expected: tuple[int, bytes] | None = None
        self._last_id = 0

    def verify(self, lines: Iterable[str]) -> Report:
        """The report on a whole export.

        Raises:
            ValueError: a line is not what an export holds.
        """
        for line in lines:
            if line.startswith(EVENT_START):
                self._event(line)
            elif line.strip():
                self._finish()
                self._begin(json.loads(line)["seal"])
        self._finish()
        self._compare_tail()
        return self.report

    def _found(self, text: str) -> None:
        self.report.findings.append(text)

    def _begin(self, entry: dict[str, Any]) -> None:
        seal = Seal(
            int(entry["seq"]),
            entry["at"],
            int(entry["count"]),
            bytes.fromhex(entry["root"]),
            bytes.fromhex(entry["previous"]),
            bytes.fromhex(entry["head"]),
        )
        self._check_link(seal)
        self._seal, self._expected = seal, (seal.seq + 1, seal.head)
        self.report.seals += 1
        self.report.first = self.report.first or seal.seq
        self.report.last = seal.seq

    def _check_link(self, seal: Seal) -> None:
        if self._expected is None:
            self._check_start(seal)
            return
        number, head = self._expected
        if seal.seq != number:
            self._found(f"seal {number} is missing: seal {seal.seq} follows seal {number - 1}")
        elif seal.previous != head:
            self._found(f"seal {seal.seq} does not continue seal {number - 1}")

    def _check_start(self, seal: Seal) -> None:
        if seal.seq == 1:
            if seal.previous != GENESIS:
                self._found("seal 1 does not begin the chain")
            return
        known = self.heads.get(seal.seq - 1)
        if known is None:
            self._found(f"the export begins at seal {seal.seq}, and no head says what went before")
        elif bytes.fromhex(known["head"]) != seal.previous:
            self._found(f"seal {seal.seq} does not continue the known head of seal {seal.seq - 1}")

    def _event(self, line: str) -> None:
        seal = self._seal
        if seal is None:
            raise ValueError("an event stands before the first seal")
        event, end = _DECODER.raw_decode(line, len(EVENT_START))
        text = line[len(EVENT_START) : end]
        place = json.loads("{" + line[end + 2 :])
        seal.leaves.append(bytes.fromhex(place["leaf"]))
        self.report.events += 1
        if place["seq"] != seal.seq or place["position"] != len(seal.leaves):
            self._found(
                f"seal {seal.seq}: position {len(seal.leaves)} holds an event of seal"
                f" {place['seq']}, position {place['position']}"
            )
        if event is None:
            self._found(f"event {place['id']} of seal {seal.seq} was removed")
        elif leaf_of(text) != seal.leaves[-1]:
            self._found(f"event {place['id']} of seal {seal.seq} was changed")
        elif event["id"] <= self._last_id and len(seal.leaves) > 1:
            self._found(f"event {event['id']} of seal {seal.seq} is out of order")
        self._last_id = int(place["id"])

    def _finish(self) -> None:
        seal, self._seal = self._seal, None
        if seal is None:
            return
        root = merkle_root(seal.leaves)
        if len(seal.leaves) != seal.count:
            self._found(f"seal {seal.seq} covers {seal.count} events, {len(seal.leaves)} are here")
        elif root != seal.root:
            self._found(f"seal {seal.seq}: its events are not those that were sealed")
        if seal.computed_head(seal.root) != seal.head:
            self._found(f"seal {seal.seq}: root, size, time and head do not belong together")
        known = self.heads.get(seal.seq)
        if known is not None:
            self.report.compared += 1
            if known["head"] != seal.head.hex():
                self._found(f"seal {seal.seq} is not the one whose head was exported")

    def _compare_tail(self) -> None:
        newest = max(self.heads, default=0)
        if newest > self.report.last:
            self._found(
                f"the tail is cut: the exported heads reach seal {newest},"
                f" the log ends at seal {self.report.last}"
            )


def read_heads(lines: Iterable[str]) -> dict[int, dict[str, Any]]:
    """Exported heads by seal number; the first word on a seal counts."""
    heads: dict[int, dict[str, Any]] = {}
    for line in lines:
        if line.strip():
            entry = json.loads(line)
            heads.setdefault(int(entry["seq"]), entry)
    return heads


def summary(report: Report) -> Iterator[str]:
    """What to tell a person."""
    yield (
        f"{report.events} events in {report.seals} seals ({report.first} to {report.last}),"
        f" {report.compared} compared with exported heads."
    )
    yield from (f"FOUND: {finding}" for finding in report.findings)
    yield f"{len(report.findings)} findings." if report.findings else "The log is intact."


def main(arguments: list[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Check an exported log.")
    parser.add_argument("export", type=Path)
    parser.add_argument("--heads", type=Path)
    options = parser.parse_args(arguments)
    try:
        heads = {}
        if options.heads:
            with options.heads.open(encoding="utf-8", newline="\n") as lines:
                heads = read_heads(lines)
        with options.export.open(encoding="utf-8", newline="\n") as lines:
            report = Verifier(heads).verify(lines)
    except (OSError, ValueError, KeyError, TypeError) as error:
        sys.stderr.write(f"Cannot read the files: {error}\n")
        return 2
    sys.stdout.write("\n".join(summary(report)) + "\n")
    return 1 if report.findings else 0


if __name__ == "__main__":
    sys.exit(main())
