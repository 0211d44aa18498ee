"""A part of the demo that ends by itself is started again, and somebody is told."""

import os
import signal
import subprocess
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from stopext.launch.errors import LaunchError
from stopext.launch.parts import Part
from stopext.launch.processes import child
from tests.launch.waiting import alive, eventually, number_in

pytestmark = pytest.mark.launch

#: A server with one process of its own; a killed server leaves that one behind.
SERVER = "sleep 600 & echo $! > helper.new; mv helper.new helper; echo $$ >> servers; wait"


@pytest.fixture
def start(tmp_path: Path) -> "Callable[[], AbstractContextManager[subprocess.Popen[bytes]]]":
    return lambda: child(["sh", "-c", SERVER], cwd=tmp_path)


def looked_after(part: Part) -> bool:
    part.revive()
    return True


def test_it_is_started_again_without_what_it_left_behind(
    tmp_path: Path,
    start: "Callable[[], AbstractContextManager[subprocess.Popen[bytes]]]",
    capfd: pytest.CaptureFixture[str],
) -> None:
    helper, servers = tmp_path / "helper", tmp_path / "servers"
    with Part("server", start) as part:
        first_helper, first = number_in(helper), number_in(servers)
        part.revive()
        assert capfd.readouterr().out == ""
        helper.unlink()

        os.kill(first, signal.SIGKILL)

        assert eventually(lambda: looked_after(part) and helper.exists())
        part.require()
        assert capfd.readouterr().out == (
            "The server ended by itself (SIGKILL) and was started again.\n"
        )
        assert not alive(first_helper)
        second_helper = number_in(helper)
        assert alive(second_helper)
    assert not alive(second_helper)


def test_one_that_does_not_stay_up_ends_everything(capfd: pytest.CaptureFixture[str]) -> None:
    with (
        Part("server", lambda: child(["sh", "-c", "exit 3"])) as part,
        pytest.raises(LaunchError) as caught,
    ):
        eventually(lambda: not looked_after(part))

    assert str(caught.value) == "The server does not stay up (code 3); everything is stopped."
    assert capfd.readouterr().out.count("\n") == 5


def test_before_the_demo_is_ready_it_is_not_started_again() -> None:
    def required(part: Part) -> bool:
        part.require()
        return True

    with (
        Part("server", lambda: child(["sh", "-c", "exit 3"])) as part,
        pytest.raises(LaunchError, match=r"The server ended by itself \(code 3\)"),
    ):
        eventually(lambda: not required(part))
