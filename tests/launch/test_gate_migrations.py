"""A migration that has run somewhere is never edited."""

from __future__ import annotations

from pathlib import Path

import pytest

from stopext.launch import gate_migrations


def test_every_migration_is_listed_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert gate_migrations.main([]) == 0
    assert len(gate_migrations.migration_files()) > 30


def test_an_edited_a_missing_and_an_unlisted_file_are_found() -> None:
    found = {"a/0001.py": "1", "a/0002.py": "2", "a/sql/0002.sql": "3"}
    listed = {"a/0001.py": "1", "a/0002.py": "0", "a/0003.py": "4"}

    assert list(gate_migrations.differences(found, listed)) == [
        "a/0002.py: edited after it was listed; write another migration instead",
        "a/0003.py: listed, but missing",
        "a/sql/0002.sql: not listed; `make freeze` lists a new migration",
    ]


def test_freezing_lists_what_is_new_and_never_what_was_edited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = sorted(gate_migrations.read_list(gate_migrations.LIST))
    short = tmp_path / "list"
    gate_migrations.write_list(short, {names[0]: "as it was"})
    monkeypatch.setattr(gate_migrations, "LIST", short)

    assert gate_migrations.main(["--freeze"]) == 0

    frozen = gate_migrations.read_list(short)
    assert sorted(frozen) == names
    assert frozen[names[0]] == "as it was"
    assert gate_migrations.main([]) == 1


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("from casework.rules.closing import FindingKey", "imports casework.rules.closing"),
        ("import screening.versions.loading", "imports screening.versions.loading"),
        ("from stopext.access import tenancy", "imports stopext.access,"),
        ('X = (Path(__file__).parent.parent / "x.sql").read_text()', "reads a file"),
        ('X = open("/etc/hosts")', "reads a file"),
        ('X = Path("x.sql").read_text()', "reads a file"),
    ],
)
def test_live_code_and_live_files_are_found(source: str, problem: str) -> None:
    (found,) = gate_migrations.live_parts(source)
    assert found.startswith(problem)


@pytest.mark.parametrize(
    "source",
    [
        "from stopext.access.tenancy import muni",
        "import stopext.vault.fields",
        'sql_file(__file__, "0002_log")',
        'SQL = Path(__file__).parent / "sql"',
    ],
)
def test_libraries_and_the_folder_beside_are_allowed(source: str) -> None:
    assert list(gate_migrations.live_parts(source)) == []
