"""Rules about files that no tool checks: migrations, sizes, and lock files without addresses."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from stopext.launch import paths
from stopext.launch.paths import PACKAGES, ROOT

FILE_LINES = 350
TEST_FILE_LINES = 400
TEMPLATE_LINES = 150
TEMPLATE_WIDTH = 160
FUNCTION_LINES = 60
LOCK_FILES = (
    "requirements.lock",
    "requirements-demo.lock",
    "requirements-dev.lock",
    "package-lock.json",
)

_ADDRESS = re.compile(r"https?://|file://|--(?:extra-)?index-url|--find-links|--trusted-host")
_REVERSE = {"RunPython": ("reverse_code", 2), "RunSQL": ("reverse_sql", 2)}


def main() -> int:
    """Print every broken rule and how many files were looked at."""
    sources = sorted(file for package in PACKAGES for file in (ROOT / package).rglob("*.py"))
    tests = sorted((ROOT / "tests").rglob("*.py"))
    templates = paths.templates()
    mails = sorted(file for folder in paths.template_folders() for file in folder.rglob("*.txt"))
    migrations = [file for file in sources if file.parent.name == "migrations"]
    written = [file for file in sources if file not in migrations]
    problems = [
        *(line for file in written for line in python_sizes(file, FILE_LINES)),
        *(line for file in tests for line in python_sizes(file, TEST_FILE_LINES)),
        *(line for file in templates for line in length(file, TEMPLATE_LINES)),
        *(line for file in [*templates, *mails] for line in width(file, TEMPLATE_WIDTH)),
        *(line for file in migrations for line in migration_rules(file)),
        *(line for name in LOCK_FILES for line in addresses(ROOT / name)),
    ]
    counts = {"sources": sources, "tests": tests, "templates": templates, "migrations": migrations}
    print("\n".join(problems))
    print(", ".join(f"{len(files)} {kind}" for kind, files in counts.items()), "looked at")
    return 1 if problems or not all(counts.values()) else 0


def length(file: Path, limit: int) -> Iterator[str]:
    """A problem when ``file`` has more than ``limit`` lines that are not blank."""
    lines = sum(1 for line in file.read_text(encoding="utf-8").splitlines() if line.strip())
    if lines > limit:
        yield f"{_name(file)}: {lines} lines, at most {limit}"


def width(file: Path, limit: int) -> Iterator[str]:
    """A problem for each line of ``file`` with more than ``limit`` characters."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if len(line) > limit:
            yield f"{_name(file)}: line {number} has {len(line)} characters, at most {limit}"


def python_sizes(file: Path, limit: int) -> Iterator[str]:
    """Problems with the size of a Python file and its functions."""
    yield from length(file, limit)
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                yield f"{_name(file)}: {node.name} has {lines} lines, at most {FUNCTION_LINES}"


def migration_rules(file: Path) -> Iterator[str]:
    """Problems with a migration: no name of its own, or no way back."""
    if "_auto_" in file.name:
        yield f"{_name(file)}: give the migration a name that says what it does"
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            keyword, position = _REVERSE.get(node.func.attr, ("", 0))
            named = any(given.arg == keyword for given in node.keywords)
            if keyword and not named and len(node.args) < position:
                yield f"{_name(file)}: {node.func.attr} in line {node.lineno} has no {keyword}"


def addresses(file: Path) -> Iterator[str]:
    """A problem for a lock file that is missing or names where its packages come from."""
    if not file.exists():
        yield f"{_name(file)}: missing"
        return
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if _ADDRESS.search(line) and '"url":' not in line:
            yield f"{_name(file)}: line {number} names an address"


def _name(file: Path) -> Path:
    return file.relative_to(ROOT) if file.is_relative_to(ROOT) else file


if __name__ == "__main__":
    sys.exit(main())
