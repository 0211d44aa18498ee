"""After the tests: what they did not reach, and whether everything was that must be.

Run by ``make test`` on the measurements of the run on the embedded server.
"""

import json
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from stopext.launch.paths import MEASUREMENTS, ROOT

#: Files with one of these in their path are reached whole, every branch of them: here an untested
#: line is a rule, a wall or a record that nobody has checked.
WHOLE = frozenset(
    {"access", "actions", "audit", "engine", "policies", "rules", "vault", "workflow"}
)
#: What of them runs in processes that tests start, where nothing is counted, and what starts it.
_PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ELSEWHERE: Mapping[str, str] = _PROJECT["tool"]["coverage_gate"]["elsewhere"]
#: Of all lines and branches.
LEAST_PERCENT = 95.0


@dataclass(frozen=True)
class Measured:
    """One file: what was counted in it, what was reached, and where the rest is."""

    path: str
    counted: int
    reached: int
    missing: tuple[str, ...]

    @property
    def rooms(self) -> frozenset[str]:
        return WHOLE.intersection(PurePath(self.path).with_suffix("").parts)


def main() -> int:
    """Print what is missing, by file; exit code 1 when it must not be."""
    files = list(measured(json.loads(MEASUREMENTS.read_text(encoding="utf-8"))))
    counted = sum(file.counted for file in files)
    percent = 100 * sum(file.reached for file in files) / max(counted, 1)
    problems = list(broken(files, percent))
    for file in sorted(files, key=lambda file: file.path):
        if file.missing:
            print(f"{'!' if file.rooms else ' '} {file.path}: {', '.join(file.missing)}")
    print(f"Coverage: {percent:.1f} % of {counted} lines and branches in {len(files)} files.")
    for problem in problems:
        print(f"error: {problem}")
    return 1 if problems else 0


def measured(report: Mapping[str, Any]) -> Iterator[Measured]:
    """The files of the JSON report of slipcover."""
    for path, facts in report["files"].items():
        totals = facts["summary"]
        reached = totals["covered_lines"] + totals["covered_branches"]
        lines = facts["missing_lines"]
        branches = [pair for pair in facts["missing_branches"] if pair[0] not in lines]
        yield Measured(
            path,
            counted=reached + totals["missing_lines"] + totals["missing_branches"],
            reached=reached,
            missing=(*map(str, lines), *(f"{start}->{end}" for start, end in branches)),
        )


def broken(files: list[Measured], percent: float) -> Iterator[str]:
    """What is below its bound; also a room that is gone, for then nothing was held to it."""
    for room in sorted(WHOLE):
        inside = [file for file in files if room in file.rooms]
        if not inside:
            yield f"No file lies in a room called {room}."
        if gaps := [file.path for file in inside if file.missing and file.path not in ELSEWHERE]:
            yield f"{room}: not reached whole: {', '.join(gaps)}."
    if percent < LEAST_PERCENT:
        yield f"{percent:.1f} % is reached, and {LEAST_PERCENT:.0f} % must be."


if __name__ == "__main__":
    sys.exit(main())
