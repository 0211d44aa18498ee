"""Where the launcher keeps things, all inside the checkout and all ignored by git."""

import hashlib
import os
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: Top-level packages, from the bottom up.
PACKAGES = ("stopext", "screening", "knowledge", "casework")
VENV = ROOT / ".venv"
DEMO = Path(os.environ.get("PORTAL_DEMO_DIRECTORY") or ROOT / ".demo")
TEST = ROOT / ".test"
#: What a measured run of the tests leaves (named in ``pyproject.toml`` too).
MEASUREMENTS = TEST / "coverage.json"

# A unix socket address is limited to 107 bytes; the file name PostgreSQL adds takes 14 of them.
_SOCKET_DIRECTORY_LIMIT = 90


def template_folders() -> list[Path]:
    """Where templates stand: the common folder, and one of each app that brings its own."""
    apps = (folder for package in PACKAGES for folder in (ROOT / package).rglob("templates"))
    return [ROOT / "templates", *sorted(apps)]


def templates() -> list[Path]:
    """Every template of a page or a part of one."""
    return sorted(file for folder in template_folders() for file in folder.rglob("*.html"))


def venv_python(venv: Path = VENV) -> Path:
    """The interpreter of the virtual environment."""
    return venv / "bin" / "python"


def socket_directory(data: Path) -> Path:
    """A short directory of its own for the socket of the server that runs on ``data``."""
    digest = hashlib.sha256(os.fsencode(data)).hexdigest()[:12]
    directory = Path(tempfile.gettempdir()) / f"portal-{os.geteuid()}-{digest}"
    if len(os.fsencode(directory)) > _SOCKET_DIRECTORY_LIMIT:
        directory = Path("/tmp") / directory.name  # noqa: S108 - private, checked by its user
    return directory
