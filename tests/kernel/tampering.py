"""A sealed log in a database of its own, made to be tampered with."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from django.core.management import call_command
from django.db import connections

from stopext.audit import verifier
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
