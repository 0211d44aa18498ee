"""The portal as ``make demo`` serves it, on a seeded database of its own."""

from __future__ import annotations

import email
import email.policy
import hashlib
import os
import signal
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from http.client import HTTPConnection
from pathlib import Path

import psycopg
from psycopg import sql

from stopext.database import Urls, prepare
from stopext.launch import frontend, locks, private
from stopext.launch.demo import HOST, WEB
from stopext.launch.paths import PACKAGES, ROOT, TEST
from stopext.launch.processes import child, run
from stopext.launch.server import ensure_test_server
from tests.launch.waiting import eventually
from tests.support import databases

#: What demo data are made of; they never pass through a view, a form or a template.
_SOURCES = frozenset({".csv", ".json", ".md", ".py", ".sql", ".toml"})
_WITHOUT = frozenset({"forms", "launch", "templatetags", "views", "web"})
_PREFIX = "seeded_"
_LOCK = 7133513


@dataclass(frozen=True, slots=True)
class Site:
    """A running server and the name of its database."""

    url: str
    database: str


@contextmanager
def serve(purpose: str = "browser") -> Iterator[Site]:
    """The real server with the demo's people and cases, on a free loopback port."""
    with seeded(purpose) as (site, urls), listening(site, urls):
        yield site


@contextmanager
def seeded(purpose: str) -> Iterator[tuple[Site, Urls]]:
    """The demo's people and cases, and the address where nobody answers yet."""
    _collect_static_files()
    name = f"{purpose}_{os.getpid()}"
    with _seeded_copy(name) as urls:
        with socket.socket() as probe:
            probe.bind((HOST, 0))
            port = probe.getsockname()[1]
        yield Site(f"http://localhost:{port}", name), urls


@contextmanager
def listening(site: Site, urls: Urls) -> Iterator[None]:
    """The server answers until the block ends; it can be started again."""
    port = int(site.url.rpartition(":")[2])
    command = [sys.executable, *WEB, "--port", str(port)]
    with child(command, env=_environment(urls), cwd=ROOT, end=signal.SIGKILL):
        assert eventually(lambda: _answers(port), 300), "the server does not answer"
        yield


def mails(site: Site) -> list[str]:
    """Send what waits in the outbox, as the worker would; the texts that were sent."""
    send = "from stopext.accounts.mail.outbox import send_waiting_mail as send; send(500)"
    with tempfile.TemporaryDirectory() as folder:
        code = f"from django.conf import settings; settings.PORTAL_MAIL_FOLDER = {folder!r}; {send}"
        urls = prepare(ensure_test_server(), site.database, databases.PASSWORDS)
        env = _environment(urls, "job")
        run([sys.executable, "manage.py", "shell", "-c", code], what="Mail", env=env, cwd=ROOT)
        found = [one.read_bytes() for one in Path(folder).iterdir()]
    mails = [email.message_from_bytes(one, policy=email.policy.default) for one in found]
    return [one.get_content() for one in mails]


def _environment(urls: Urls, role: str = "app") -> dict[str, str]:
    known = TEST / "browser"
    master, django = known / "master.key", known / "django.key"
    private.private_text(master, lambda: "5a" * private.MASTER_KEY_BYTES)
    private.private_text(django, lambda: "browser-tests-" * 4)
    return {
        **databases.environment(urls, role, "stopext.settings.demo"),
        "PORTAL_KEY_FILE": str(master),
        "PORTAL_SECRET_KEY_FILE": str(django),
    }


def _answers(port: int) -> bool:
    connection = HTTPConnection(HOST, port, timeout=20)
    try:
        connection.request("GET", "/", headers={"Host": "localhost"})
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _collect_static_files() -> None:
    assert (ROOT / "static" / "build").is_dir(), "build the front end first: make test does"
    with locks.exclusive(TEST / "browser-static.lock"):
        if frontend.is_collected():
            return
        collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--clear"]
        env = {**os.environ, "DJANGO_SETTINGS_MODULE": "stopext.settings.demo"}
        run(collect, what="Collecting static files", env=env, cwd=ROOT)
        frontend.mark_collected()


@contextmanager
def _seeded_copy(name: str) -> Iterator[Urls]:
    template = f"{_PREFIX}{_fingerprint()}"
    with psycopg.connect(databases.admin_url(), autocommit=True) as admin:
        admin.execute("select pg_advisory_lock(%s)", [_LOCK])
        if not _exists(admin, template):
            _seed(admin, template)
        _drop(admin, name)
        copy = sql.SQL("create database {} template {}")
        admin.execute(copy.format(sql.Identifier(name), sql.Identifier(template)))
    try:
        yield prepare(ensure_test_server(), name, databases.PASSWORDS)
    finally:
        with psycopg.connect(databases.admin_url(), autocommit=True) as admin:
            _drop(admin, name)


def _seed(admin: psycopg.Connection, template: str) -> None:
    """Build under another name, so that a broken-off run leaves no half template."""
    known = sql.SQL("select datname from pg_database where starts_with(datname, {})")
    for (old,) in admin.execute(known.format(sql.Literal(_PREFIX))).fetchall():
        _drop(admin, old)
    building = f"building_{os.getpid()}"
    with databases.fresh_database(building) as urls:
        for command, role in (("load_knowledge", "owner"), ("seed_demo", "app")):
            env = _environment(urls, role)
            run([sys.executable, "manage.py", command], what=command, env=env, cwd=ROOT)
        # fresh_database drops its own name, so the copy that stays gets another one.
        copy = sql.SQL("create database {} template {}")
        admin.execute(copy.format(sql.Identifier(template), sql.Identifier(building)))


def _exists(admin: psycopg.Connection, name: str) -> bool:
    found = admin.execute("select 1 from pg_database where datname = %s", [name]).fetchone()
    return found is not None


def _drop(admin: psycopg.Connection, name: str) -> None:
    statement = sql.SQL("drop database if exists {} with (force)")
    admin.execute(statement.format(sql.Identifier(name)))


def _fingerprint() -> str:
    """Changes with the sources, and with the day: demo data count back from today."""
    digest = hashlib.sha256(date.today().isoformat().encode())  # noqa: DTZ011
    for package in PACKAGES:
        for file in sorted((ROOT / package).rglob("*")):
            parts = file.relative_to(ROOT).parts
            if file.suffix in _SOURCES and not _WITHOUT.intersection(parts):
                digest.update("/".join(parts).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]
