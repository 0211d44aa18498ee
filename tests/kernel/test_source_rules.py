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


#: Only the wall itself may know a way past it.
SCOPING = (
    "stopext/access/scoping.py",
    "stopext/access/models.py",
    "tests/kernel/ways_around.py",
    "tests/kernel/test_ways_around.py",
)
PAST_THE_WALL = {
    "the base manager: use unscoped(Model, reason=...)": r"\b_base_manager\b",
    "SQL as text past the wall": r"\.raw\(|\.extra\(|\bRawSQL\b|\bRawQuerySet\b",
    "a mark by hand": r"\.query\.opened\b",
}


def past_the_wall(path: str, text: str) -> list[str]:
    """What in ``text`` goes around the application's wall."""
    if path in SCOPING:
        return []
    return [
        f"{path}:{number}: {name}"
        for number, line in enumerate(text.splitlines(), 1)
        for name, pattern in PAST_THE_WALL.items()
        if re.search(pattern, line)
    ]


def sources() -> dict[str, str]:
    """Every Python file of the portal and its tests but this one."""
    files = [file for package in (*PACKAGES, "tests") for file in (ROOT / package).rglob("*.py")]
    texts = {str(file.relative_to(ROOT)): file.read_text(encoding="utf-8") for file in files}
    return {
        path: text for path, text in texts.items() if path != "tests/kernel/test_source_rules.py"
    }


def test_nobody_goes_around_the_applications_wall() -> None:
    found = [finding for path, text in sources().items() for finding in past_the_wall(path, text)]

    assert found == []


@pytest.mark.parametrize(
    "line",
    ["Case._base_manager.all()", "Case.objects.raw(text)", "rows.query.opened = True"],
)
def test_each_way_around_is_found(line: str) -> None:
    assert len(past_the_wall("casework/queries/facts.py", line)) == 1


def test_who_reads_without_an_actor_says_why() -> None:
    """A reason is a sentence in the place itself, or a constant beside it; the number is known."""
    calls = [
        call
        for path, text in sources().items()
        if not path.startswith("tests/") and path not in SCOPING
        for call in re.findall(r"\bunscoped\(([^()]*(?:\([^()]*\))?[^()]*)\)", text)
    ]

    said = re.compile(r"reason=(\"[^\"]{20,}\"|[A-Z_]{5,})")
    assert [call for call in calls if not said.search(call)] == []
    assert len(calls) > 10
