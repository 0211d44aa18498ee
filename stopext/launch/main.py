"""The commands behind ``make``.

The first stage runs on any Python >= 3.11 and makes the virtual environment; the second runs in
it. Both are the same process, so a signal always reaches the right one.
"""

import os
import shlex
import sys
from collections.abc import Callable, Mapping, Sequence

from stopext.launch import checks, cleaning, frontend, locks, venv
from stopext.launch.errors import LaunchError
from stopext.launch.paths import DEMO, ROOT, TEST, VENV, venv_python
from stopext.launch.processes import Stopped, stop_on_signals

_READY = "--ready"
_LOCKS = {
    "demo": venv.DEMO_LOCK,
    "demo-reset": venv.DEMO_LOCK,
    "test": venv.DEVELOPER_LOCK,
    "check": venv.DEVELOPER_LOCK,
    "bench": venv.DEVELOPER_LOCK,
}


def main(arguments: Sequence[str]) -> int:
    """Run one command; a LaunchError becomes its one line on the error output."""
    stop_on_signals()
    try:
        if arguments[0] == "clean":
            cleaning.clean()
        elif arguments[0] == _READY:
            _second_stage(arguments[1], os.environ)
        else:
            _first_stage(arguments[0], os.environ)
    except LaunchError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except Stopped:
        print("\nStopped.", flush=True)
        return 0 if "demo" in " ".join(arguments) else 130
    return 0


def _first_stage(command: str, environ: Mapping[str, str]) -> None:
    lock = _LOCKS[command]
    checks.writable(ROOT)
    for directory in (VENV, DEMO, TEST):
        checks.ours(directory)
    ready = venv.is_ready(lock)
    checks.free_space(ROOT, checks.LATER_RUN_SPACE if ready else checks.FIRST_RUN_SPACE)
    if command.startswith("demo"):
        checks.port_free("127.0.0.1", _port(environ))
    with locks.exclusive(TEST / "setup.lock"):
        venv.ensure(lock)
        frontend.ensure()
    python = str(venv_python())
    os.execv(python, [python, "-m", "stopext.launch", _READY, command])  # noqa: S606 - no shell


def _second_stage(command: str, environ: Mapping[str, str]) -> None:
    _commands()[command](environ)


def _commands() -> dict[str, Callable[[Mapping[str, str]], None]]:
    # The first stage runs where none of these can be imported yet.
    from stopext.launch import demo, gates, suite  # noqa: PLC0415

    return {
        "demo": lambda environ: demo.start(_port(environ), environ),
        "demo-reset": lambda environ: demo.start(_port(environ), environ, anew=True),
        "test": lambda environ: suite.test(_chosen(environ)),
        "bench": lambda environ: suite.bench(_chosen(environ)),
        "check": lambda _: gates.check(),
    }


def _port(environ: Mapping[str, str]) -> int:
    return checks.port(environ.get("PORT") or "8000")


def _chosen(environ: Mapping[str, str]) -> list[str]:
    return shlex.split(environ.get("ARGS", ""))
