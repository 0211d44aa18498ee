"""The gate on coverage, on measurements made up and on a real run."""

import json
import os
import subprocess
import sys
from pathlib import Path

from stopext.launch.coverage_gate import ELSEWHERE, WHOLE, Measured, broken, measured
from stopext.launch.paths import ROOT

RULE = "def rule(x):\n    if x:\n        return 1\n    return 2\n\n\nrule(True)\n"


def file(path: str, *missing: str, counted: int = 100) -> Measured:
    return Measured(path, counted, counted - len(missing), missing)


def whole() -> list[Measured]:
    return [file(f"app/{room}/module.py") for room in WHOLE]


def test_what_is_reached_whole_holds() -> None:
    assert list(broken(whole(), 95.0)) == []


def test_one_branch_in_one_room_is_enough_to_fail() -> None:
    files = [*whole(), file("app/engine/scoring.py", "3->5"), file("app/views.py", "7")]

    assert list(broken(files, 99.9)) == ["engine: not reached whole: app/engine/scoring.py."]


def test_what_runs_in_other_processes_is_there_and_so_is_what_starts_them() -> None:
    assert [one for pair in ELSEWHERE.items() for one in pair if not (ROOT / one).is_file()] == []
    assert list(broken([*whole(), file(next(iter(ELSEWHERE)), "7")], 99.9)) == []


def test_a_room_that_is_gone_is_no_room_that_holds() -> None:
    files = [each for each in whole() if "engine" not in each.path]

    assert list(broken(files, 95.0)) == ["No file lies in a room called engine."]


def test_the_whole_has_a_bound() -> None:
    assert list(broken(whole(), 94.9)) == ["94.9 % is reached, and 95 % must be."]


def test_the_rooms_are_those_of_the_portal() -> None:
    for room in WHOLE:
        assert [*ROOT.glob(f"*/{room}*"), *ROOT.glob(f"*/*/{room}*")], room


def test_a_real_measurement_is_read(tmp_path: Path) -> None:
    (tmp_path / "rule.py").write_text(RULE, encoding="ascii")
    measuring = ["-m", "slipcover", "--branch", "--json", "--out", "report.json"]
    # With the variables of this run's own measurement it would throw that away at its end.
    own = {name: value for name, value in os.environ.items() if "SLIPCOVER" not in name}
    subprocess.run([sys.executable, *measuring, "rule.py"], cwd=tmp_path, env=own, check=True)
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))

    (found,) = measured(report)

    assert found == Measured("rule.py", counted=7, reached=5, missing=("4", "2->4"))
