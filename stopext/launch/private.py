"""Secrets the launcher makes for a checkout: files only their owner can read."""

import json
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

MASTER_KEY_BYTES = 32
_LOGINS = ("owner", "app", "login", "job")


@dataclass(frozen=True)
class Secrets:
    """What the demo needs to know and nobody else may."""

    owner: str
    app: str
    login: str
    job: str
    master_key_file: Path
    django_key_file: Path


def demo_secrets(directory: Path) -> Secrets:
    """The secrets kept in ``directory``, made on the first call and the same ever after."""
    passwords = json.loads(private_text(directory / "secrets.json", _new_passwords))
    if set(passwords) != set(_LOGINS):
        # Made before there were so many logins; the roles get their new passwords at every start.
        (directory / "secrets.json").unlink()
        passwords = json.loads(private_text(directory / "secrets.json", _new_passwords))
    master, django = directory / "master.key", directory / "django.key"
    private_text(master, lambda: secrets.token_hex(MASTER_KEY_BYTES))
    private_text(django, lambda: secrets.token_urlsafe(48))
    return Secrets(**passwords, master_key_file=master, django_key_file=django)


def private_text(path: Path, make: Callable[[], str]) -> str:
    """The text in ``path``; made and written whole, mode 0600, when the file is not there."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(path.name + ".new")
        unfinished.unlink(missing_ok=True)
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(make())
        unfinished.rename(path)
    return path.read_text(encoding="ascii").strip()


def _new_passwords() -> str:
    return json.dumps({role: secrets.token_urlsafe(24) for role in _LOGINS})
