"""Questions about processes, and patience."""

import time
from collections.abc import Callable
from pathlib import Path


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def eventually(condition: Callable[[], object], seconds: float = 60) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def number_in(file: Path) -> int:
    """The first number in a file that another process writes."""
    assert eventually(lambda: file.exists() and file.read_text(encoding="ascii").endswith("\n"))
    return int(file.read_text(encoding="ascii").split()[0])
