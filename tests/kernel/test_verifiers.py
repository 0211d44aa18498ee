"""L08, L10: what a superuser does to the log is found, by the command and from the export alone."""

from __future__ import annotations

import pytest

from tests.kernel.tampering import EVENTS, Log, recompute, write


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
