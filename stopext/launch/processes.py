"""Child processes that never outlive the launcher, however either of them ends."""

import ctypes
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from stopext.launch.errors import LaunchError, explain

_PR_SET_PDEATHSIG = 1
_STOP_SECONDS = 25  # the job worker may take 20 to finish the job at hand
_EXCEPTION = re.compile(r"(?:[\w.]+\.)?[A-Z]\w*(?:Error|Exception): ")
_POLITE = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """Somebody asked the launcher to stop (Ctrl-C, kill, a closed terminal)."""


def stop_on_signals() -> None:
    """Turn the polite signals into ``Stopped``, once; the clean-up itself is not interrupted."""
    for number in _POLITE:
        nohup = number == signal.SIGHUP and signal.getsignal(number) is signal.SIG_IGN
        if not nohup:
            signal.signal(number, _stop)
    if "MAKELEVEL" in os.environ:
        # A make that is killed cannot tell us; the kernel does.
        die_with_parent(signal.SIGTERM)


def _stop(number: int, frame: FrameType | None) -> None:
    for other in _POLITE:
        signal.signal(other, signal.SIG_IGN)
    raise Stopped


@contextmanager
def child(
    command: Sequence[str],
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    output: int | None = None,
    end: signal.Signals = signal.SIGTERM,
) -> "Iterator[subprocess.Popen[bytes]]":
    """Run ``command`` in a process group of its own; the whole group is gone after the block."""
    process = subprocess.Popen(
        command,
        env=env,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        process_group=0,
        preexec_fn=_tied_to(os.getpid(), end),  # noqa: PLW1509 - the launcher has one thread
    )
    try:
        yield process
    finally:
        end_group(process, end)


def end_group(process: "subprocess.Popen[bytes]", end: signal.Signals) -> None:
    """Ask the leader to end, then make sure of everything it started."""
    if process.poll() is None:
        process.send_signal(end)
        with suppress(subprocess.TimeoutExpired):
            process.wait(_STOP_SECONDS)
    deadline = time.monotonic() + _STOP_SECONDS
    while _group_lives(process.pid) and time.monotonic() < deadline:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.poll()
        time.sleep(0.02)


def run(
    command: Sequence[str],
    *,
    what: str,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> None:
    """Run a step quietly; raises LaunchError with one line when it fails."""
    with tempfile.TemporaryFile() as output:
        with child(command, env=env, cwd=cwd, output=output.fileno()) as process:
            code = process.wait()
        output.seek(0)
        text = output.read().decode(errors="replace")
    if code:
        reason = explain(text) or _reason(text) or f"exit code {code}"
        raise LaunchError(f"{what} failed: {reason}")


def show(
    command: Sequence[str],
    *,
    env: Mapping[str, str],
    cwd: Path,
    end: signal.Signals = signal.SIGTERM,
) -> int:
    """Run a step whose output is for the person; returns its exit code."""
    with child(command, env=env, cwd=cwd, end=end) as process:
        return process.wait()


def _reason(text: str) -> str:
    """The line that names the exception, which may be followed by more; else the last one."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    named = [line for line in lines if _EXCEPTION.match(line)]
    return (named or lines or [""])[-1]


def _group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _tied_to(parent: int, end: signal.Signals) -> Callable[[], None] | None:
    if sys.platform != "linux":
        return None

    def tie() -> None:
        die_with_parent(end)
        if os.getppid() != parent:
            os._exit(1)

    return tie


def die_with_parent(end: signal.Signals) -> None:
    """Have the kernel send us ``end`` when the process that started us ends, however it ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, end)
