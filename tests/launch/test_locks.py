"""What is installed where: each lock file adds to the one before it, and production holds least."""

import re
import tomllib
from pathlib import Path

from stopext.launch.paths import ROOT
from stopext.launch.venv import DEMO_LOCK, DEVELOPER_LOCK

PINNED = re.compile(
    r"^([a-z0-9._-]+==\S+) \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.M
)
NAME = re.compile(r"^[A-Za-z0-9._-]+")


def pinned(lock: str) -> set[str]:
    """Names and versions in a lock file; every line of it is a pin, its hashes or a comment."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    rest = [line for line in PINNED.sub("", text).splitlines() if not line.lstrip().startswith("#")]
    assert rest == []
    return {match[1] for match in PINNED.finditer(text)}


def names(requirements: list[str]) -> set[str]:
    found = [NAME.match(requirement) for requirement in requirements]
    return {match[0].lower() for match in found if match}


def test_each_lock_adds_what_its_extra_names_and_no_more_reaches_production() -> None:
    project = tomllib.loads(Path(ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    production, demo, developer = map(pinned, ("requirements.lock", DEMO_LOCK, DEVELOPER_LOCK))

    assert production < demo < developer
    assert names(project["dependencies"]) <= names(sorted(production))
    assert names(extras["demo"]) <= names(sorted(demo)) - names(sorted(production))
    assert names(extras["dev"]) <= names(sorted(developer)) - names(sorted(demo))
