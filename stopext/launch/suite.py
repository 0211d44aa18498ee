"""``make test`` and ``make bench``: the tests on the embedded PostgreSQL and on an installed 15."""

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from stopext.launch.errors import LaunchError
from stopext.launch.paths import MEASUREMENTS, ROOT, TEST
from stopext.launch.processes import show
from stopext.launch.server import (
    EMBEDDED_MAJOR,
    OLDEST_MAJOR,
    TEST_URL_VARIABLE,
    embedded_binaries,
    shared_server,
    system_binaries,
)

# What the server itself decides: walls, rights, functions and what tries to get around them, and
# Danish search. All else runs on the embedded one, and twice is too long: the way back from the
# migrations (the way there makes the database), and a pool that waits for any server.
_SERVER_DECIDES = "@tests/decided_by_the_server"
_COVERAGE_GATE = ("-m", "stopext.launch.coverage_gate")
# Each process has a database of its own; a file stays in one process for its session fixtures, and
# the long ones are first (tests/conftest.py).
_PARALLEL = ("-n", "auto", "--maxprocesses=4", "--dist=loadfile", "--no-loadscope-reorder", "-q")


def test(arguments: Sequence[str]) -> None:
    """Run all tests, or those that ``arguments`` choose, on the embedded server; before all of
    them those of what the server decides on an installed PostgreSQL 15.

    Raises LaunchError when a run fails, or did not reach what it must; all is always made.
    """
    failed = []
    installed = system_binaries(OLDEST_MAJOR)
    if installed and not arguments:
        chosen = (*_PARALLEL, *_decided_by_the_server())
        if _run(f"installed PostgreSQL {OLDEST_MAJOR}", installed, TEST / "pg15", chosen):
            failed.append(f"PostgreSQL {OLDEST_MAJOR}")
    title = f"embedded PostgreSQL {EMBEDDED_MAJOR}"
    if _run(title, embedded_binaries(), TEST / "pgdata", arguments or _PARALLEL, not arguments):
        failed.append(title)
    unreached = not arguments and show([sys.executable, *_COVERAGE_GATE], env=os.environ, cwd=ROOT)
    if failed:
        raise LaunchError(f"Tests failed on {' and on '.join(failed)}.")
    if unreached:
        raise LaunchError("The tests do not reach what they must.")


def bench(names: Sequence[str]) -> None:
    """Run the table of ratios and each ``tests/bench/bench_*.py``, or the modules named.

    Raises LaunchError when one of them says that a bound is broken.
    """
    files = sorted((ROOT / "tests" / "bench").glob("bench_*.py"))
    modules = ["__main__", *(file.stem for file in files)]
    failed = []
    with shared_server(embedded_binaries(), TEST / "pgdata") as url:
        for module in names or modules:
            print(f"\n== {module}", flush=True)
            if _python(url, "-m", f"tests.bench.{module}"):
                failed.append(module)
    if failed:
        raise LaunchError(f"Broken bounds in {', '.join(failed)}.")


def _decided_by_the_server() -> Iterator[str]:
    """What pytest is told to run there: what that file lists, and every file of walls but one."""
    yield _SERVER_DECIDES
    for file in sorted((ROOT / "tests").rglob("test_*walls.py")):
        # The matrix has a town to build first; it attacks both walls, on the embedded server.
        if "matrix" not in file.parts:
            yield str(file.relative_to(ROOT))


def _run(
    title: str, binaries: Path, data: Path, arguments: Sequence[str], measured: bool = False
) -> int:
    print(f"\n== Tests: {title}", flush=True)
    MEASUREMENTS.unlink(missing_ok=True)
    measuring = ("-m", "slipcover") if measured else ()
    with shared_server(binaries, data) as url:
        return _python(url, *measuring, "-m", "pytest", *arguments)


def _python(url: str, *arguments: str) -> int:
    env = {**os.environ, TEST_URL_VARIABLE: url}
    # The many processes that tests start would each compile all of our modules anew.
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    # On SIGINT, and only then, pytest takes its databases down.
    return show([sys.executable, *arguments], env=env, cwd=ROOT, end=signal.SIGINT)
