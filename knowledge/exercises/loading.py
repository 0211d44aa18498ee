"""The scenarios of the library, and what a new card begins with, from their files."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.exercises.models import Scenario

DATA = Path(__file__).parent / "data"


def scenarios() -> list[dict[str, Any]]:
    """Every scenario as its file says, in the order of the files.

    Raises:
        ValueError: the injects of one are not in order or last longer than it does.
    """
    found = []
    for position, file in enumerate(sorted((DATA / "scenarios").glob("*.toml"))):
        said = tomllib.loads(file.read_text(encoding="utf-8"))
        minutes = [inject["minute"] for inject in said["injects"]]
        if [0, *minutes[1:]] != sorted(set(minutes)) or minutes[-1] >= said["minutes"]:
            raise ValueError(f"{file.name}: the minutes of its injects")
        found.append({**said, "position": position})
    return found


def load() -> int:
    """Add what is missing and change what changed; how many that were. A row whose file is gone
    stays: exercises point at it."""
    known = {row.key: row for row in Scenario.objects.all()}
    changed = 0
    for said in scenarios():
        row = known.get(said["key"], Scenario())
        if any(getattr(row, name) != value for name, value in said.items()):
            for name, value in said.items():
                setattr(row, name, value)
            row.save()
            changed += 1
    return changed


@cache
def card_starts() -> dict[str, dict[str, Any]]:
    """What a new card begins with, by key."""
    said = tomllib.loads((DATA / "cards.toml").read_text(encoding="utf-8"))
    return {one.pop("key"): one for one in said["start"]}
