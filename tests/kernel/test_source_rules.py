"""D18: nothing in our code can set a role or a setting for longer than the transaction."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from stopext.launch.paths import PACKAGES

ROOT = Path(__file__).resolve().parents[2]
#: Set-up and migrations run with the owner's or an administrator's connection, never a request's.
SET_UP = ("stopext/database.py", "/migrations/", "/sql/", "stopext/launch/")
FORBIDDEN = {
    "a role for the whole session": r"(?i)\bset\s+(session\s+)?role\b",
    "another login": r"(?i)\bset\s+session\s+authorization\b",
    "a setting for the whole session": r"(?i)set_config\((?![^)]*,\s*true\s*\))",
    "SET without LOCAL": r"""(?i)["']\s*set\s+(?!local\b|transaction\b)[\w.]+\s*(=|to)\s""",
    "work after the commit": r"\bon_commit\s*\(",
    "a switched-off constraint check": r"(?i)session_replication_role",
    "a streamed answer": r"\b(StreamingHttpResponse|FileResponse)\b",
    "autocommit by hand": r"\bset_autocommit\s*\(",
}


def findings(path: str, text: str) -> list[str]:
    """What ``text`` does that no request may do."""
    if any(part in path for part in SET_UP):
        return []
    return [
        f"{path}:{number}: {name}"
        for number, line in enumerate(text.splitlines(), 1)
        for name, pattern in FORBIDDEN.items()
        if re.search(pattern, line)
    ]


def test_settings_live_no_longer_than_the_transaction() -> None:
    found = [
        finding
        for package in PACKAGES
        for file in sorted((ROOT / package).rglob("*.py"))
        for finding in findings(str(file.relative_to(ROOT)), file.read_text(encoding="utf-8"))
    ]

    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "cursor.execute('SET ROLE r_muni')",
        "cursor.execute('set session authorization postgres')",
        "cursor.execute(\"select set_config('role', %s, false)\")",
        "cursor.execute(\"select set_config('role', 'r_muni', is_local)\")",
        "cursor.execute('set app.ctx = 1')",
        "transaction.on_commit(send)",
        "return StreamingHttpResponse(rows)",
    ],
)
def test_each_mistake_is_found(line: str) -> None:
    assert len(findings("casework/views.py", line)) == 1


def test_what_the_kernel_does_is_allowed() -> None:
    line = "cursor.execute(\"select set_config('role', %s, true)\")"

    assert findings("stopext/access/context.py", line) == []
