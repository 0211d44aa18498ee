"""Law 20: tests wait for a state, never for a time, and measure no time a slow machine stretches.

Subjects: every Python file of the tests, read as a syntax tree. Whatever sleeps, waits so many
milliseconds or looks at the clock of the machine stands in ``EXCUSED`` by function, with what it
does with it; nothing is left over there. And no day is counted while tests are collected: the run
may go on after midnight (``tests/support/days.py``). That ``make test`` passes at a load of 8 is
run by hand.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: Calls that let time pass, or read it.
WAITS = {"sleep", "pg_sleep", "wait_for_timeout", "set_default_timeout", "slow_mo"}
READS = {"monotonic", "perf_counter", "process_time", "time_ns"}
#: Calls that say which day or moment it is.
DATES = {"today", "now", "localdate", "localtime"}
#: ``tests/bench`` measures time; that is what it is for, and no test.
NO_TESTS = ("tests/bench/",)
#: File and function -> what the time is for.
EXCUSED = {
    "tests/accounts/helpers.py::code_now": "asks again until the code has time left",
    "tests/accounts/login/test_login.py::test_reset_takes_as_long_for_an_address_nobody_has": (
        "at least so long: a slow machine makes it longer"
    ),
    "tests/browser/fixtures.py::make": "how long patience lasts at most",
    "tests/kernel/faulty_urls.py::write_slowly": "is the slow view that fifty clicks meet",
    "tests/kernel/test_pool_recovery.py::failed": "how long patience lasts at most",
    "tests/kernel/test_pool_recovery.py::kwargs": "counts attempts; a slow machine makes fewer",
    "tests/kernel/test_pool_recovery.py::"
    "test_it_is_back_soon_after_the_server_and_did_not_hammer_it": (
        "attempts by the second; a slow machine makes fewer"
    ),
    "tests/kernel/test_pool_recovery.py::test_who_finds_the_pool_empty_is_told_to_come_again": (
        "how long patience lasts at most"
    ),
    "tests/kernel/test_privileges.py::test_a_runaway_statement_is_stopped": (
        "is the statement that must be stopped"
    ),
    "tests/kernel/test_sealing.py::test_every_event_is_sealed_once": "how long others write",
    "tests/kernel/test_sealing.py::writer": "is the slow transaction among the others",
    "tests/launch/waiting.py::eventually": "the one place that asks again until a state is reached",
    "tests/matrix/town.py::visitor": "logs in again before a session is old",
    "tests/screening/test_races.py::_until_somebody_waits": "asks again until somebody waits",
}


def findings() -> Iterator[str]:
    """File and function of everything that has to do with the machine's time."""
    for path in sorted((ROOT / "tests").rglob("*.py")):
        name = str(path.relative_to(ROOT))
        if not name.startswith(NO_TESTS) and path != Path(__file__):
            yield from (f"{name}::{where}" for where in timed(path.read_text(encoding="utf-8")))


def timed(source: str) -> Iterator[str]:
    """The function (``*`` outside of one) of each call that lets time pass or reads it."""
    for function, node in _walk(ast.parse(source), "*"):
        if isinstance(node, ast.Call):
            called = node.func
            name = getattr(called, "attr", getattr(called, "id", ""))
            if name in WAITS | READS:
                yield function
        elif isinstance(node, ast.Constant) and "pg_sleep(" in str(node.value):
            yield function


def _walk(node: ast.AST, function: str) -> Iterator[tuple[str, ast.AST]]:
    for child in ast.iter_child_nodes(node):
        inner = child.name if isinstance(child, ast.FunctionDef) else function
        yield inner, child
        yield from _walk(child, inner)


def dated(tree: ast.Module) -> Iterator[int]:
    """Lines on which the collecting of tests asks for the day, itself or by a helper beside it."""
    helpers = {one.name for one in tree.body if isinstance(one, ast.FunctionDef) and _asks(one)}
    for node in _at_once(tree):
        if isinstance(node, ast.Call) and (_named(node) & DATES or _named(node) & helpers):
            yield node.lineno


def _asks(function: ast.FunctionDef) -> bool:
    inside = (node for one in function.body for node in ast.walk(one))
    return any(isinstance(node, ast.Call) and _named(node) & DATES for node in inside)


def _named(call: ast.Call) -> set[str]:
    return {getattr(call.func, name, "") for name in ("id", "attr")}


def _at_once(node: ast.AST) -> Iterator[ast.AST]:
    """What runs when a module is read: of a function only its decorators and defaults."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.Lambda):
            decorators = getattr(child, "decorator_list", [])
            inner: list[ast.AST] = [*decorators, child.args]
        else:
            inner = [child]
        for one in inner:
            yield one
            yield from _at_once(one)


def test_no_test_waits_for_a_time() -> None:
    found = {*findings()}

    assert sorted(found - {*EXCUSED}) == []
    assert sorted({*EXCUSED} - found) == []
    assert len([*(ROOT / "tests").rglob("*.py")]) > 200


def test_each_way_of_waiting_is_found() -> None:
    for line in (
        "time.sleep(1)",
        "sleep(0.1)",
        "page.wait_for_timeout(500)",
        "began = time.monotonic()",
        'login.execute("select pg_sleep(5)")',
    ):
        assert [*timed(f"def test() -> None:\n    {line}\n")] == ["test"], line


def test_no_day_is_counted_while_tests_are_collected() -> None:
    trees = {
        str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8"))
        for path in (ROOT / "tests").rglob("*.py")
    }
    found = {
        f"{name}:{line}"
        for name, tree in trees.items()
        if not name.startswith(NO_TESTS)
        for line in dated(tree)
    }

    assert sorted(found) == []


def test_each_way_of_counting_too_early_is_found() -> None:
    helper = "def said(): return clock.today()\n"
    for source in (
        "DAY = clock.today() + timedelta(days=1)",
        "DAYS = {'until': said(-1)}",
        "@pytest.mark.parametrize('day', [timezone.now()])\ndef test(): ...",
        "def test(day=date.today()): ...",
    ):
        assert [*dated(ast.parse(helper + source))] == [2], source
    for source in ("def test():\n    clock.today()", "DAY = lambda: said()", "SAID = said"):
        assert [*dated(ast.parse(helper + source))] == [], source
