"""``make check``: every gate runs, then one summary says which did not hold."""

import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from typing import BinaryIO

from stopext.launch.errors import LaunchError
from stopext.launch.paths import PACKAGES, ROOT
from stopext.launch.processes import child

_IMPORTS = "from importlinter.cli import lint_imports_command as c; c()"

GATES = {
    "lint": ("-m", "ruff", "check", "--quiet"),
    "format": ("-m", "ruff", "format", "--check", "--quiet"),
    "types": ("-m", "mypy"),
    "imports": ("-c", _IMPORTS, "--no-cache"),
    "template style": ("-m", "djlint", "--lint", "--quiet", "templates", *PACKAGES),
    "template format": ("-m", "djlint", "--check", "templates", *PACKAGES),
    "templates": ("-m", "stopext.launch.gate_templates"),
    "migrations": (
        *("-W", "ignore::RuntimeWarning", "manage.py"),
        *("makemigrations", "--check", "--dry-run"),
    ),
    "frozen migrations": ("-m", "stopext.launch.gate_migrations"),
    "files": ("-m", "stopext.launch.gate_files"),
    "tests load": ("-m", "pytest", "--collect-only", "-q", "-q", "--no-header"),
}


@dataclass(frozen=True)
class _Running:
    name: str
    process: "subprocess.Popen[bytes]"
    output: BinaryIO
    started: float


def check() -> None:
    """Run all gates at once; raises LaunchError naming those that failed."""
    failed = []
    with ExitStack() as stack:
        for gate in [_start(stack, name, command) for name, command in GATES.items()]:
            code = gate.process.wait()
            _report(gate, code)
            if code:
                failed.append(gate.name)
    if failed:
        raise LaunchError(f"{len(failed)} of {len(GATES)} gates failed: {', '.join(failed)}.")
    print(f"All {len(GATES)} gates hold.", flush=True)


def _start(stack: ExitStack, name: str, command: tuple[str, ...]) -> _Running:
    output = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - the stack closes it
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "stopext.settings.test", "NO_COLOR": "1"}
    running = child([sys.executable, *command], env=env, cwd=ROOT, output=output.fileno())
    return _Running(name, stack.enter_context(running), output, time.monotonic())


def _report(gate: _Running, code: int) -> None:
    seconds = time.monotonic() - gate.started
    print(f"{'FAILED' if code else 'ok':6}  {gate.name} ({seconds:.0f} s)", flush=True)
    gate.output.seek(0)
    if code:
        print(gate.output.read().decode(errors="replace").rstrip(), flush=True)
