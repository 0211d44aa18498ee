"""What is written in the log has a word there. Found in the source, so that none is forgotten."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

from casework.rules.workflow import TRANSITIONS
from stopext.access.models import TenantModel
from stopext.launch.paths import PACKAGES, ROOT
from stopext.web import registry

#: What writes an event, by the names it is called; ``event=`` hands the code to one of them.
WRITERS = {"note", "record", "write_now"}


def codes_in(text: str) -> Iterator[str]:
    """Codes of actions that a source records."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        given = [word.value for word in node.keywords if word.arg == "event"]
        if name.lstrip("_") in WRITERS:
            given += node.args[:1]
        for value in given:
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield value.value


def recorded() -> dict[str, Path]:
    """A place where each code is recorded."""
    files = (file for package in PACKAGES for file in (ROOT / package).rglob("*.py"))
    return {code: file for file in files for code in codes_in(file.read_text(encoding="utf-8"))}


def test_every_action_has_a_word() -> None:
    found = recorded()
    moves = {move.event for row in TRANSITIONS.values() for move in row.values() if move}
    known = registry.LOG_ACTIONS.as_dict()

    assert {code: file for code, file in found.items() if code not in known} == {}
    assert moves - set(known) == set()
    assert (len(found) >= 50, len(moves) >= 15) == (True, True)


def test_every_table_behind_the_wall_has_a_word() -> None:
    tables = {m._meta.label_lower for m in apps.get_models() if issubclass(m, TenantModel)}

    assert tables - set(registry.LOG_OBJECTS.as_dict()) == set()
    assert len(tables) >= 35


def test_an_action_is_found_however_it_is_recorded() -> None:
    source = """
record("case.new", row)
audit.note("case.other")
_store(by, row, event="note.new")
_note("case.third", row)
write_now("login.new", user_id=1)
describe("case.not_an_event")
"""

    assert sorted(codes_in(source)) == [
        "case.new",
        "case.other",
        "case.third",
        "login.new",
        "note.new",
    ]
