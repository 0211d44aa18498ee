"""L08, L10: what a superuser does to the log is found, by the command and from the export alone."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connections

from stopext.audit import verifier
from stopext.audit.sealing import seal_pending
from stopext.database import Urls
from tests.support import databases

HOSTILE = 'a|b,"c\\ \u2028æ😀\n'
EVENTS = [
    {"action": "view", "object_type": "casework.case", "object_id": f"sag-{n}", "purpose": HOSTILE}
    | {"details": {"felt": HOSTILE, "tal": 1.50, "n": n}, "result_ids": ["a", "b,c"]}
    for n in range(5)
]
BATCHES = 3
TABLES = ("event", "seal", "sealed")


@dataclass
class Log:
    """A log of three sealed batches in a database of its own."""

    admin: psycopg.Connection
    folder: Path

    @property
    def heads(self) -> Path:
        return self.folder / "heads.jsonl"

    @property
    def export(self) -> Path:
        return self.folder / "log.jsonl"

    def command(self, *arguments: Any) -> tuple[int, str]:
        """Exit code and output of a management command."""
        out = io.StringIO()
        try:
            call_command(*arguments, stdout=out)
        except SystemExit as end:
            return int(str(end.code)), out.getvalue()
        return 0, out.getvalue()

    def check(self, *, heads: bool) -> list[tuple[int, str]]:
        """Both verifiers: the command, and the script with nothing but Python and the files."""
        extra = ["--heads", str(self.heads)] if heads else []
        self.command("export_audit", "--out", str(self.export))
        script = subprocess.run(
            [sys.executable, "-I", str(verifier.__file__), str(self.export), *extra],
            env={"PATH": os.environ["PATH"]},
            capture_output=True,
            text=True,
            check=False,
        )
        assert script.stderr == ""
        return [self.command("verify_audit", *extra), (script.returncode, script.stdout)]


@pytest.fixture(scope="module")
def sealed_log(portal_database: object, django_db_blocker: Any) -> Iterator[tuple[Urls, str]]:
    """A database with three sealed batches; its log is kept aside to be put back."""
    name = f"log_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    with databases.fresh_database(name) as urls:
        with django_db_blocker.unblock(), logged_in(urls.job):
            for _ in range(BATCHES):
                write(EVENTS)
                assert seal_pending() == len(EVENTS)
        with psycopg.connect(databases.admin_url(name), autocommit=True) as admin:
            admin.execute("create schema kept")
            for table in TABLES:
                admin.execute(f"create table kept.{table} as table audit.{table}".encode())
        yield urls, name


@pytest.fixture
def log(sealed_log: tuple[Urls, str], django_db_blocker: Any, tmp_path: Path) -> Iterator[Log]:
    urls, name = sealed_log
    with (
        psycopg.connect(databases.admin_url(name), autocommit=True) as admin,
        django_db_blocker.unblock(),
        logged_in(urls.job),
    ):
        admin.execute("set session_replication_role = replica")
        admin.execute("truncate audit.event, audit.seal, audit.sealed, audit.pending")
        for table in TABLES:
            admin.execute(
                f"insert into audit.{table} overriding system value table kept.{table}".encode()
            )
        admin.execute("alter table audit.event alter id restart with 16")
        made = Log(admin, tmp_path)
        made.command("export_heads", "--out", str(made.heads))
        yield made


@contextmanager
def logged_in(url: str) -> Iterator[None]:
    """Point Django at another login inside the block."""
    default = connections["default"]
    before = dict(default.settings_dict)
    default.close()
    default.settings_dict.update(databases.django_settings(url))
    try:
        yield
    finally:
        default.close()
        default.settings_dict.update(before)


def write(events: list[dict[str, Any]]) -> None:
    """Events through the log's door."""
    with connections["default"].cursor() as cursor:
        cursor.execute("select audit.record(%s::jsonb)", [json.dumps(events)])


def recompute(admin: psycopg.Connection) -> None:
    """What a superuser who knows the source does afterwards: make the chain fit again."""
    admin.execute(
        "update audit.sealed s set leaf = audit.leaf(e) from audit.event e where e.id = s.event_id"
    )
    before = verifier.GENESIS
    for (seq,) in admin.execute("select seq from audit.seal order by seq").fetchall():
        leaves = [
            bytes(leaf)
            for (leaf,) in admin.execute(
                "select leaf from audit.sealed where seq = %s order by position", [seq]
            )
        ]
        row = admin.execute(
            "update audit.seal set previous = %s, root = %s, event_count = %s,"
            " head = audit.head(%s, %s, seq, %s, at) where seq = %s returning head",
            [*[before, verifier.merkle_root(leaves), len(leaves)] * 2, seq],
        ).fetchone()
        assert row is not None
        before = bytes(row[0])


def test_an_untouched_log_is_intact(log: Log) -> None:
    for code, output in log.check(heads=True):
        assert code == 0
        assert "15 events in 3 seals (1 to 3), 3 compared with exported heads." in output
        assert "The log is intact." in output


SWAP = (
    "update audit.event a set object_id = b.object_id, event_id = b.event_id"
    " from audit.event b where (a.id, b.id) in ((7, 8), (8, 7))"
)
ATTACKS: dict[str, tuple[tuple[str, ...], str]] = {
    "changed person": (
        ("update audit.event set user_id = gen_random_uuid() where id = 7",),
        "event 7 of seal 2 was changed",
    ),
    "changed detail": (
        ("update audit.event set details = jsonb_set(details, '{tal}', '2') where id = 7",),
        "event 7 of seal 2 was changed",
    ),
    "text moved between fields": (
        ("update audit.event set purpose = '', outcome = 'a|b' where id = 7",),
        "event 7 of seal 2 was changed",
    ),
    "re-timed by a microsecond": (
        ("update audit.event set at = at + interval '1 microsecond' where id = 7",),
        "event 7 of seal 2 was changed",
    ),
    "removed event": (
        ("delete from audit.event where id = 7",),
        "event 7 of seal 2 was removed",
    ),
    "removed with its place": (
        ("delete from audit.event where id = 7", "delete from audit.sealed where event_id = 7"),
        "seal 2 covers 5 events, 4 are here",
    ),
    "inserted into a seal": (
        (
            "insert into audit.event (id, action) overriding system value values (900, 'forged')",
            "insert into audit.sealed select 900, 2, 6, '\\x00'",
        ),
        "seal 2 covers 5 events, 6 are here",
    ),
    "swapped contents": (
        (SWAP,),
        "event 7 of seal 2 was changed",
    ),
    "swapped places": (
        (
            "update audit.sealed set position = 99 where event_id = 7",
            "update audit.sealed set position = 2 where event_id = 8",
            "update audit.sealed set position = 3 where event_id = 7",
        ),
        "seal 2: its events are not those that were sealed",
    ),
    "re-timed seal": (
        ("update audit.seal set at = at - interval '1 day' where seq = 2",),
        "seal 2: root, size, time and head do not belong together",
    ),
    "seal in the middle removed": (
        (
            "delete from audit.seal where seq = 2",
            "delete from audit.sealed where seq = 2",
            "delete from audit.event where id between 6 and 10",
        ),
        "seal 2 is missing: seal 3 follows seal 1",
    ),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_superusers_change_is_found_without_heads(log: Log, attack: str) -> None:
    statements, finding = ATTACKS[attack]
    for statement in statements:
        log.admin.execute(statement.encode())

    for code, output in log.check(heads=False):
        assert code == 1
        assert f"FOUND: {finding}" in output


REWRITES = {
    "changed": ("update audit.event set action = 'list' where id = 7",),
    "re-timed": ("update audit.event set at = at + interval '1 hour' where id = 7",),
    "removed": (
        "delete from audit.sealed where event_id = 7",
        "update audit.sealed set position = position - 1 where seq = 2 and position > 2",
        "delete from audit.event where id = 7",
    ),
    "inserted": (
        "insert into audit.event (id, action) overriding system value values (900, 'forged')",
        "insert into audit.sealed values (900, 2, 6, '')",
    ),
}


@pytest.mark.parametrize("rewrite", REWRITES)
def test_a_rewritten_chain_is_found_by_the_heads_another_party_keeps(
    log: Log, rewrite: str
) -> None:
    for statement in REWRITES[rewrite]:
        log.admin.execute(statement.encode())
    recompute(log.admin)

    assert [code for code, _ in log.check(heads=False)] == [0, 0]
    for code, output in log.check(heads=True):
        assert code == 1
        assert "FOUND: seal 2 is not the one whose head was exported" in output


def test_a_cut_tail_is_found_by_the_heads(log: Log) -> None:
    for table in ("sealed", "seal"):
        log.admin.execute(f"delete from audit.{table} where seq = 3".encode())
    log.admin.execute("delete from audit.event where id > 10")

    assert [code for code, _ in log.check(heads=False)] == [0, 0]
    for code, output in log.check(heads=True):
        assert code == 1
        assert "the tail is cut: the exported heads reach seal 3, the log ends at seal 2" in output


def test_an_event_beside_the_door_is_found(log: Log) -> None:
    log.admin.execute("insert into audit.event (action) values ('forged')")
    code, output = log.command("verify_audit")

    assert code == 1
    assert "event 16 was not written through the log's door" in output


def test_an_event_removed_before_its_seal_is_found(log: Log) -> None:
    write(EVENTS[:1])
    log.admin.execute("delete from audit.event where id = 16")
    code, output = log.command("verify_audit")

    assert code == 1
    assert "event 16 was removed before its seal" in output


def test_a_sealer_that_stands_still_is_found(log: Log) -> None:
    write(EVENTS[:1])
    assert log.command("verify_audit")[0] == 0
    log.admin.execute("update audit.event set at = now() - interval '1 hour' where id = 16")
    code, output = log.command("verify_audit")

    assert code == 1
    assert "1 events wait for their seal, the oldest for 36" in output


def test_heads_are_only_added(log: Log) -> None:
    first = log.heads.read_text(encoding="utf-8")
    assert log.command("export_heads", "--out", str(log.heads))[1].startswith("0 heads added")
    write(EVENTS)
    seal_pending()

    assert log.command("export_heads", "--out", str(log.heads))[1].startswith("1 heads added")
    assert log.heads.read_text(encoding="utf-8").startswith(first)


def test_an_export_of_the_last_days_needs_the_heads_before_it(log: Log) -> None:
    log.admin.execute("update audit.seal set at = at - interval '9 days' where seq < 3")
    recompute(log.admin)
    log.heads.unlink()
    log.command("export_heads", "--out", str(log.heads))
    out = log.command("export_audit", "--out", str(log.export), "--since", "2020-01-01")[1]
    assert out.startswith("15 events")
    row = log.admin.execute("select (now() - interval '2 days')::date::text").fetchone()
    assert row is not None
    assert log.command("export_audit", "--out", str(log.export), "--since", row[0])[1].startswith(
        "5 events"
    )

    assert verifier.main([str(log.export), "--heads", str(log.heads)]) == 0
    assert verifier.main([str(log.export)]) == 1


def test_wrong_arguments_meet_one_clear_line(log: Log, tmp_path: Path) -> None:
    (tmp_path / "bad").write_text("not json\n", encoding="utf-8")
    for arguments, reason in {
        ("export_audit", "--out", "/nowhere/x"): "Cannot write /nowhere/x",
        ("export_audit", "--out", str(tmp_path / "x"), "--since", "i går"): "--since must be",
        ("export_audit", "--out", str(tmp_path / "x"), "--since", "2026-02-31"): "--since must be",
        ("export_heads", "--out", str(tmp_path / "bad")): "holds no heads",
        ("verify_audit", "--heads", str(tmp_path / "bad")): "holds no heads",
        ("verify_audit", "--heads", str(tmp_path / "none")): "Cannot read",
    }.items():
        with pytest.raises(CommandError, match=reason):
            call_command(*arguments)
    assert not (tmp_path / "x").exists()
    assert verifier.main([str(tmp_path / "bad")]) == 2


@pytest.mark.usefixtures("scratch")
def test_the_applications_login_cannot_verify() -> None:
    with pytest.raises(CommandError, match="PORTAL_DATABASE_ROLE=job"):
        call_command("verify_audit")


def test_no_two_events_share_a_text(log: Log) -> None:
    """The old way, joining with a bar, let text wander from one field into the next."""
    texts: set[str] = set()
    pairs = [("a|b", "c"), ("a", "b|c"), ('a","outcome":"c', ""), ("", "a|b|c")]
    for purpose, outcome in pairs:
        row = log.admin.execute(
            "with x as (insert into audit.event (event_id, at, xid, action, purpose, outcome)"
            " values ('00000000-0000-0000-0000-000000000000', 'epoch', '1', 'x', %s, %s)"
            " returning audit.leaf_text(event) as text)"
            " select (text::jsonb - 'id')::text from x",
            [purpose, outcome],
        ).fetchone()
        assert row is not None
        texts.add(row[0])

    assert len(texts) == len(pairs)


BOUNDS: dict[str, Callable[[], dict[str, Any]]] = {
    "details": lambda: {"details": {"x": "y" * 5000}},
    "details not an object": lambda: {"details": ["x"]},
    "result_ids": lambda: {"result_ids": ["x"] * 501},
    "long result_ids": lambda: {"result_ids": ["x" * 200] * 500},
    "purpose": lambda: {"purpose": "x" * 401},
    "object_id": lambda: {"object_id": "x" * 201},
    "no action": lambda: {"action": ""},
}


@pytest.mark.parametrize("field", BOUNDS)
def test_an_event_stays_small(log: Log, field: str) -> None:
    log.admin.execute("set session_replication_role = origin")
    with pytest.raises(Exception, match="event_"):
        write([{"action": "view", **BOUNDS[field]()}])
