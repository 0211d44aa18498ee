"""Law 18: every failure leaves a trace an operator finds, and says nothing about anybody.

Subjects: every address of the URLconf that is ours; its view fails with what somebody
typed in the message. The shape of a trace, of refusals and of faults in the database is
``tests/web/test_traces.py``; the page when the database is away is
``tests/browser/test_database_away.py``.
"""

from __future__ import annotations

import functools
import logging
import re
from io import StringIO
from typing import Any

import pytest
from django.urls import URLPattern
from django.urls.resolvers import ResolverMatch

from stopext.access.urlwalk import Address
from stopext.web.traces import TraceFormatter
from tests.matrix.doors import PASS
from tests.matrix.expectations import EXPECTED
from tests.matrix.paths import path_of
from tests.matrix.town import Siege
from tests.matrix.urls import OWN

pytestmark = pytest.mark.matrix

SECRET = "Kanarie 070690-3994"
FAILED = 500


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> StringIO:
    """What the handler from the settings writes on stderr."""
    (handler,) = (
        each
        for each in logging.getLogger().handlers
        if isinstance(each, logging.StreamHandler) and isinstance(each.formatter, TraceFormatter)
    )
    written = StringIO()
    monkeypatch.setattr(handler, "stream", written)
    return written


@pytest.fixture
def every_view_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """As code fails, behind the gate that the view has declared."""
    real = URLPattern.resolve

    def failing(self: URLPattern, path: str) -> ResolverMatch | None:
        match = real(self, path)
        if match is not None:
            match.func = _failing(match.func)
        return match

    monkeypatch.setattr(URLPattern, "resolve", failing)


def _failing(view: Any) -> Any:
    @functools.wraps(view)
    def fails(*_args: object, **_kwargs: object) -> None:
        raise LookupError(SECRET)

    return fails


def test_every_page_that_fails_can_be_found(
    siege: Siege, every_view_fails: None, log: StringIO
) -> None:
    failed = [(address, *_failure(siege, address, log)) for address in OWN]

    wrong = [
        f"{address.name}: {fault}"
        for address, answer, text in failed
        for fault in faults(answer, text)
    ]
    assert wrong == [], wrong
    assert len(failed) > 100


def _failure(siege: Siege, address: Address, log: StringIO) -> tuple[Any, str]:
    """The answer of a page that fails for somebody who passes its door, and what is written."""
    expected = EXPECTED[address.name]
    people = sorted(PASS[expected.door] & {*siege.town.crowd.people})
    browser = siege.visitor(people[-1]).browser()
    log.seek(0)
    log.truncate()
    path = path_of(address.name, expected, siege.town.planted, None)
    return browser.generic(expected.takes[-1], path), log.getvalue()


def faults(answer: Any, text: str) -> list[str]:
    """What is wrong with a failure as its reader and the operator see it."""
    number = answer.headers.get("X-Request-ID", "")
    page = answer.content.decode()
    return [
        name
        for name, holds in {
            f"answered {answer.status_code}": answer.status_code == FAILED,
            "no number": re.fullmatch("[0-9a-f]{12}", number),
            "the number does not stand on the page": number in page,
            "the number does not stand in the trace": f"[{number}]" in text,
            "no frames": "in fails" in text and "builtins.LookupError" in text,
            "tells what was typed": SECRET not in text + page,
        }.items()
        if not holds
    ]
