"""The README says what is so."""

from __future__ import annotations

from pathlib import Path

from casework.rules.workflow import diagram
from stopext.access.roles import Role

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def test_the_diagram_is_the_generated_one() -> None:
    assert diagram() in README


def test_every_role_is_described() -> None:
    missing = [role for role in Role if str(role.label).lower() not in README.lower()]

    assert missing == []


def test_the_picture_is_there() -> None:
    assert (Path(__file__).parents[2] / "static" / "readme" / "start.png").is_file()
