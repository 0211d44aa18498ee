"""``make bench``: the table is printed and every bound holds."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from tests.bench.__main__ import measure
from tests.bench.table import printed


@pytest.mark.bench
def test_ratios_hold(capsys: pytest.CaptureFixture[str], django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        rows = measure(200_000)
    with capsys.disabled():
        sys.stdout.write("\n" + printed(rows) + "\n")

    assert [row for row in rows if not row.holds] == []
