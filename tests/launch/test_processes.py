"""Nothing that the launcher starts outlives it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from stopext.launch.errors import LaunchError
from stopext.launch.paths import ROOT
from stopext.launch.processes import child, run
from tests.launch.waiting import alive, eventually, number_in

pytestmark = pytest.mark.launch

STUBBORN = "trap '' TERM; sleep 600 & echo $! > grandchild; wait"
PARENT = """
import sys, time
from pathlib import Path
from stopext.launch.processes import Stopped, child, stop_on_signals
stop_on_signals()
try:
    with child(["sleep", "600"]) as process:
        Path(sys.argv[1]).write_text(f"{process.pid}\\n")
        time.sleep(600)
except Stopped:
    sys.exit(7)
"""


def test_the_whole_group_ends_with_the_block(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stopext.launch.processes._STOP_SECONDS", 0.5)

    with child(["sh", "-c", STUBBORN], cwd=tmp_path) as process:
        grandchild = number_in(tmp_path / "grandchild")
        assert alive(grandchild)

    assert process.returncode == -signal.SIGKILL
    assert eventually(lambda: not alive(grandchild))


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (signal.SIGINT, 7),
        (signal.SIGTERM, 7),
        (signal.SIGHUP, 7),
        (signal.SIGKILL, -signal.SIGKILL),
    ],
)
def test_any_end_of_the_launcher_ends_its_children(
    tmp_path: Path, number: signal.Signals, code: int
) -> None:
    note = tmp_path / "pid"
    env = {name: value for name, value in os.environ.items() if name != "MAKELEVEL"}
    command = [sys.executable, "-c", PARENT, str(note)]
    with subprocess.Popen(command, cwd=ROOT, env=env, preexec_fn=_heed_hangup) as parent:  # noqa: PLW1509
        try:
            pid = number_in(note)
            parent.send_signal(number)
            assert parent.wait(60) == code
        finally:
            parent.kill()

    assert eventually(lambda: not alive(pid))


def _heed_hangup() -> None:
    """A run under nohup hands on an ignored SIGHUP, which the launcher respects."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def test_a_failing_step_is_one_line() -> None:
    with pytest.raises(LaunchError) as caught:
        run(["sh", "-c", "echo first; echo the reason >&2; exit 3"], what="The step")

    assert str(caught.value) == "The step failed: the reason"


def test_a_traceback_is_told_by_its_exception() -> None:
    words = "Traceback:\n  File x\nsome.module.MissingError: no picture\n\nPlease look."

    with pytest.raises(
        LaunchError, match=r"^The step failed: some.module.MissingError: no picture$"
    ):
        run(["sh", "-c", f"echo '{words}'; exit 1"], what="The step")


def test_a_silent_failing_step_names_its_code() -> None:
    with pytest.raises(LaunchError, match=r"^The step failed: exit code 3$"):
        run(["sh", "-c", "exit 3"], what="The step")
