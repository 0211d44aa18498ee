"""A failure leaves a trace that can be found, and that says nothing about anybody."""

from __future__ import annotations

import logging
import re
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from stopext import demo_urls
from stopext.access.declare import PUBLIC, access
from stopext.web.traces import TraceFormatter

SECRET = "Kanarie 070690-3994"
NUMBER = re.compile(r"\[([0-9a-f]{12})\]")

handler400, handler403 = demo_urls.handler400, demo_urls.handler403
handler404, handler500 = demo_urls.handler404, demo_urls.handler500


@access(PUBLIC)
def broken(request: HttpRequest, name: str) -> HttpResponse:
    """Fail as code fails: with what was typed in the message, and a second time on the way out."""
    try:
        return HttpResponse(int(request.POST["text"]))
    except ValueError as error:
        raise LookupError(name) from error


@access(PUBLIC)
def refused_by_the_database(request: HttpRequest, name: str) -> HttpResponse:
    """PostgreSQL quotes what it could not read."""
    with connection.cursor() as cursor:
        cursor.execute("select %s::int", [request.POST["text"]])
    return HttpResponse()


@access(PUBLIC)
def refused(request: HttpRequest, name: str) -> HttpResponse:
    """End in one of the ways a page is refused."""
    raise {"403": PermissionDenied, "404": Http404, "400": SuspiciousOperation}[name](SECRET)


urlpatterns = [
    path("knud/<name>/", broken),
    path("sql/<name>/", refused_by_the_database),
    path("afvist/<name>/", refused),
    *demo_urls.urlpatterns,
]


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> StringIO:
    """What the handler from the settings writes."""
    (handler,) = (
        each
        for each in logging.getLogger().handlers
        if isinstance(each, logging.StreamHandler) and isinstance(each.formatter, TraceFormatter)
    )
    written = StringIO()
    monkeypatch.setattr(handler, "stream", written)
    return written


@pytest.fixture
def visitor(client: Client, settings: Any) -> Client:
    settings.ROOT_URLCONF = __name__
    client.raise_request_exception = False
    return client


def test_a_crash_is_found_by_its_number_and_tells_nothing_of_the_form(
    visitor: Client, log: StringIO
) -> None:
    answer = visitor.post(f"/knud/{SECRET}/?navn={SECRET}", {"text": SECRET})

    first, *frames = log.getvalue().splitlines()
    assert first.endswith(" django.request: 500 POST /knud/<name>/ LookupError")
    assert " ERROR " in first
    assert NUMBER.findall(first) == [answer["X-Request-ID"]]
    assert f"<strong>{answer['X-Request-ID']}</strong>" in answer.content.decode()
    assert [line for line in frames if not line.startswith(" ")] == [
        "builtins.ValueError",
        "builtins.LookupError",
    ]
    assert any(f'File "{__file__}", line ' in line and "in broken" in line for line in frames)
    assert SECRET not in log.getvalue()


def test_the_database_is_told_by_its_code(visitor: Client, log: StringIO) -> None:
    visitor.post("/sql/x/", {"text": SECRET})

    assert "psycopg.errors.InvalidTextRepresentation: 22P02\n" in log.getvalue()
    assert SECRET not in log.getvalue()


def test_a_fault_of_the_code_is_named(log: StringIO) -> None:
    try:
        getattr(object(), "missing")  # noqa: B009 (the fault)
    except AttributeError:
        logging.getLogger("stopext").exception("it\nbroke")

    first, *_, last = log.getvalue().splitlines()
    assert first.endswith(" stopext: it broke")
    assert last == "builtins.AttributeError: 'object' object has no attribute 'missing'"


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("/afvist/403/", "django.request: 403 GET /afvist/<name>/ PermissionDenied"),
        ("/afvist/404/", "django.request: 404 GET /afvist/<name>/"),
        (
            "/afvist/400/",
            "django.security.SuspiciousOperation: 400 GET /afvist/<name>/ SuspiciousOperation",
        ),
        (f"/findes/{SECRET}/", "django.request: 404 GET (no such address)"),
    ],
)
def test_a_refused_page_is_one_line(
    visitor: Client, log: StringIO, address: str, line: str
) -> None:
    answer = visitor.get(address)

    (found,) = log.getvalue().splitlines()
    assert NUMBER.search(found)
    assert found.endswith(f"] {line}")
    assert "X-Request-ID" not in answer


def test_what_the_browser_sends_is_no_number(visitor: Client) -> None:
    numbers = {
        visitor.post("/knud/x/", {"text": "y"}, headers={"X-Request-ID": "mine"})["X-Request-ID"]
        for _ in range(2)
    }

    assert len(numbers) == 2
    assert "mine" not in numbers
