"""Migrations are frozen: each file has a listed hash, and leans on nothing that will change.

``make freeze`` lists the files of a new migration; commit the list with them. Nothing takes a line
out of the list or replaces one: what has run somewhere is corrected by another migration.
"""

import ast
import hashlib
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from stopext.launch.paths import PACKAGES, ROOT

#: One line per file, as ``sha256sum --check`` reads it.
LIST = ROOT / "stopext" / "launch" / "migrations.sha256"
#: What a migration may import of ours: kept in step with migrations that have run.
LIBRARIES = frozenset({"stopext.access.clock", "stopext.access.tenancy", "stopext.vault.fields"})

#: The one way from a migration to a file: the folder of statements beside it.
_BESIDE = re.compile(r'\bsql_file\(__file__, |\bPath\(__file__\)\.parent / "sql"')
_FILE = re.compile(r"__file__|\bPath\(|\bopen\(")


def main(arguments: Sequence[str]) -> int:
    """Check all migrations, or with ``--freeze`` list those that are not yet listed."""
    found = {path.relative_to(ROOT).as_posix(): path for path in migration_files()}
    listed = read_list(LIST)
    hashes = {name: digest(path) for name, path in found.items()}
    if "--freeze" in arguments:
        fresh = sorted(set(hashes) - set(listed))
        write_list(LIST, {**hashes, **listed})
        print(*fresh, f"{len(fresh)} files listed", sep="\n")
        return 0
    problems = [
        *differences(hashes, listed),
        *(
            f"{name}: {problem}"
            for name, path in found.items()
            if path.suffix == ".py"
            for problem in live_parts(path.read_text(encoding="utf-8"))
        ),
    ]
    print(*problems, f"{len(found)} files of migrations looked at", sep="\n")
    return 1 if problems or not found else 0


def migration_files() -> list[Path]:
    """Every migration of ours and every file it runs."""
    folders = (folder for package in PACKAGES for folder in (ROOT / package).rglob("migrations"))
    files = (file for folder in folders for file in folder.rglob("*") if file.is_file())
    return sorted(f for f in files if f.name != "__init__.py" and f.suffix != ".pyc")


def digest(path: Path) -> str:
    """SHA-256 of the file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_list(path: Path) -> dict[str, str]:
    """File names with their hashes."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return {name: value for value, name in (line.split("  ", 1) for line in lines)}


def write_list(path: Path, hashes: Mapping[str, str]) -> None:
    """The list, by file name."""
    lines = (f"{value}  {name}\n" for name, value in sorted(hashes.items()))
    path.write_text("".join(lines), encoding="utf-8")


def differences(found: Mapping[str, str], listed: Mapping[str, str]) -> Iterator[str]:
    """Problems with files that are not as they were listed."""
    for name in sorted({*found, *listed}):
        if name not in found:
            yield f"{name}: listed, but missing"
        elif name not in listed:
            yield f"{name}: not listed; `make freeze` lists a new migration"
        elif found[name] != listed[name]:
            yield f"{name}: edited after it was listed; write another migration instead"


def live_parts(source: str) -> Iterator[str]:
    """Problems with what a migration's code leans on."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            modules = [alias.name for alias in node.names]
            if isinstance(node, ast.ImportFrom):
                modules = [node.module or "."]
            for module in modules:
                if module.partition(".")[0] in PACKAGES and module not in LIBRARIES:
                    yield f"imports {module}, which may change after the migration has run"
    if _FILE.search(_BESIDE.sub("", source)):
        yield 'reads a file that does not stand in "sql" beside it'


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
