"""What must be right before anything is made; each wrong thing is one line."""

import os
import shutil
import socket
import tempfile
from collections.abc import Callable
from pathlib import Path

from stopext.launch.errors import LaunchError

GIGABYTE = 1024**3
FIRST_RUN_SPACE = 2 * GIGABYTE
LATER_RUN_SPACE = GIGABYTE // 5


def writable(directory: Path) -> None:
    """Raise LaunchError unless files can be made in ``directory``."""
    try:
        with tempfile.TemporaryFile(dir=directory):
            pass
    except PermissionError as error:
        raise LaunchError(
            f"No permission to write in {directory}: use a copy of your own."
        ) from error
    except OSError as error:
        raise LaunchError(f"Cannot write in {directory}: {error.strerror}.") from error


def free_space(
    directory: Path, needed: int, free: Callable[[Path], int] = lambda p: shutil.disk_usage(p).free
) -> None:
    """Raise LaunchError when the disk of ``directory`` has less than ``needed`` bytes free."""
    found = free(directory)
    if found < needed:
        raise LaunchError(
            f"The disk is too full: {needed / GIGABYTE:.1f} GB needed in {directory}, "
            f"{found / GIGABYTE:.1f} GB free."
        )


def port(text: str) -> int:
    """The port number in ``text``; raises LaunchError when it is not one."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise LaunchError(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def port_free(host: str, number: int) -> None:
    """Raise LaunchError when nobody may listen on the port, or somebody does."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, number))
        except PermissionError as error:
            raise LaunchError(
                f"Port {number} needs more rights: choose one with PORT=8001 make demo."
            ) from error
        except OSError as error:
            raise LaunchError(
                f"Port {number} is taken: stop what uses it, or choose another with "
                f"PORT={number + 1} make demo."
            ) from error


def ours(directory: Path) -> None:
    """Raise LaunchError when ``directory`` was made by another user (root, most often)."""
    if directory.exists() and directory.stat().st_uid != os.geteuid():
        raise LaunchError(f"{directory} belongs to another user: remove it and try again.")
