"""The rules about files find what they are there for."""

from pathlib import Path

import pytest

from stopext.launch import gate_files


def write(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("line", "broken"),
    [
        ("migrations.RunPython(forwards)", 1),
        ("migrations.RunPython(forwards, backwards)", 0),
        ("migrations.RunPython(forwards, reverse_code=migrations.RunPython.noop)", 0),
        ("migrations.RunSQL('select 1')", 1),
        ("migrations.RunSQL(sql='select 1', reverse_sql='select 2')", 0),
    ],
)
def test_migrations_need_a_way_back(tmp_path: Path, line: str, broken: int) -> None:
    file = write(tmp_path, "0002_names.py", f"operations = [{line}]\n")

    assert len(list(gate_files.migration_rules(file))) == broken


def test_migrations_need_a_name(tmp_path: Path) -> None:
    file = write(tmp_path, "0002_auto_20260101.py", "")

    assert len(list(gate_files.migration_rules(file))) == 1


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("django==5.2 \\\n    --hash=sha256:00\n", 0),
        ("--index-url https://example.org/simple\ndjango==5.2\n", 1),
        ('"resolved": "https://example.org/a.tgz"\n', 1),
        ('"url": "https://example.org/funding"\n', 0),
    ],
)
def test_lock_files_name_no_address(tmp_path: Path, text: str, broken: int) -> None:
    assert len(list(gate_files.addresses(write(tmp_path, "a.lock", text)))) == broken


def test_a_missing_lock_file_is_a_problem(tmp_path: Path) -> None:
    assert len(list(gate_files.addresses(tmp_path / "a.lock"))) == 1


def test_sizes_count_lines_that_are_not_blank(tmp_path: Path) -> None:
    small = write(tmp_path, "small.py", "a = 1\n\n" * 350)
    large = write(tmp_path, "large.py", "a = 1\n" * 351)
    long = write(tmp_path, "long.py", "def f():\n" + "    a = 1\n" * 60)

    assert list(gate_files.python_sizes(small, 350)) == []
    assert len(list(gate_files.python_sizes(large, 350))) == 1
    assert len(list(gate_files.python_sizes(long, 350))) == 1


def test_template_lines_count_characters(tmp_path: Path) -> None:
    file = write(tmp_path, "a.html", "å" * 160 + "\n" + "å" * 161 + "\n")

    assert list(gate_files.width(file, 160)) == [f"{file}: line 2 has 161 characters, at most 160"]
