"""Stops a shared test server when the last run that uses it has ended, also when it was killed.

A process of its own, beside the server: a killed run cannot stop anything any more, but the kernel
lets go of its locks.
"""

import sys
from pathlib import Path

from stopext.launch import locks, server


def keep(binaries: Path, data: Path) -> None:
    """Return when nobody uses the server on ``data`` and it is stopped."""
    stopped = False
    while not stopped:
        with locks.exclusive(server.users(data)):
            pass  # everybody has let go, but somebody new may come before the next line
        stopped = server.release_shared_server(binaries, data)


if __name__ == "__main__":
    keep(Path(sys.argv[1]), Path(sys.argv[2]))
