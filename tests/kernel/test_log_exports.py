"""Heads and exports of the log: only added to, whole, and one clear line for a wrong argument."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from stopext.audit import verifier
from stopext.audit.sealing import seal_pending
from stopext.web.registry import JOBS
from tests.kernel.tampering import EVENTS, Log, recompute, write


def test_heads_are_only_added(log: Log) -> None:
    first = log.heads.read_text(encoding="utf-8")
    assert log.command("export_heads", "--out", str(log.heads))[1].startswith("0 heads added")
    write(EVENTS)
    seal_pending()

    assert log.command("export_heads", "--out", str(log.heads))[1].startswith("1 heads added")
    assert log.heads.read_text(encoding="utf-8").startswith(first)


def test_the_worker_hands_the_heads_out_by_itself(log: Log, tmp_path: Path, settings: Any) -> None:
    [job] = [job for job in JOBS if job.name == "hand_out_heads"]
    settings.PORTAL_HEADS_FILE = str(tmp_path / "elsewhere")
    job.work()
    job.work()
    assert (tmp_path / "elsewhere").read_bytes() == log.heads.read_bytes()

    settings.PORTAL_HEADS_FILE = ""
    job.work()
    assert sorted(path.name for path in tmp_path.glob("else*")) == ["elsewhere"]


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
        ("export_heads", "--out", "/nowhere/x"): "Cannot write /nowhere/x",
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
