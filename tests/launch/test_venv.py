"""The environment is there completely or not at all."""

import shutil
from pathlib import Path

import pytest

from stopext.launch import venv
from stopext.launch.errors import LaunchError

pytestmark = pytest.mark.launch


def lock(folder: Path, text: str) -> str:
    file = folder / "some.lock"
    file.write_text(text, encoding="ascii")
    return str(file)


def test_no_network_is_one_line_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = lock(tmp_path, f"nothing==1.0 --hash=sha256:{'0' * 64}\n")
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_FIND_LINKS", "")

    with pytest.raises(LaunchError) as caught:
        venv.ensure(wanted, tmp_path / "venv")

    assert str(caught.value) == (
        "Installing Python packages failed: "
        "The package registry cannot be reached: check the network and try again."
    )
    assert not (tmp_path / "venv").exists()


def test_nothing_is_installed_twice_and_a_killed_installation_is_made_anew(
    tmp_path: Path,
) -> None:
    wanted = lock(tmp_path, "")
    place = tmp_path / "a place with spaces"
    venv.ensure(wanted, place)
    (place / "trace").touch()

    made = (place / "portal-locks.json").stat().st_mtime_ns
    venv.ensure(wanted, place)
    assert (place / "portal-locks.json").stat().st_mtime_ns == made
    assert (place / "trace").exists()

    (place / "portal-unfinished").touch()
    assert not venv.is_ready(wanted, place)
    venv.ensure(wanted, place)
    assert (venv.is_ready(wanted, place), (place / "trace").exists()) == (True, False)
    shutil.rmtree(place)


def test_a_changed_lock_is_not_ready(tmp_path: Path) -> None:
    wanted = lock(tmp_path, "")
    (tmp_path / "venv").mkdir()
    venv._write_stamp(wanted, tmp_path / "venv")
    assert venv.is_ready(wanted, tmp_path / "venv")

    lock(tmp_path, "# changed\n")

    assert not venv.is_ready(wanted, tmp_path / "venv")


def test_the_developers_environment_serves_the_demo_too(tmp_path: Path) -> None:
    (tmp_path / "venv").mkdir()

    venv._write_stamp(venv.DEVELOPER_LOCK, tmp_path / "venv")

    assert venv.is_ready(venv.DEMO_LOCK, tmp_path / "venv")
