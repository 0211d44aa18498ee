"""What an operator reads about a failure: which page, where in the code, and nothing about anybody.

A request gets a number, which stands in each line of the log and, when the server failed, on the
page and in ``X-Request-ID``, so that what a person reports can be found.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from http import HTTPStatus
from uuid import uuid4

import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponseBase
from django.template import TemplateDoesNotExist
from django.urls import resolve

#: Their messages are made of names in the code and the settings. Any other message may quote what
#: somebody typed ("invalid literal for int(): ...", "Key (email)=(...) already exists") or an
#: address with a secret in it, and is left out: the frames say where it happened.
_SPEAKS_OF_CODE = (
    AttributeError,
    ImportError,
    ImproperlyConfigured,
    NameError,
    TemplateDoesNotExist,
)
_number: ContextVar[str] = ContextVar("request_number", default="-")


def request_number() -> str:
    """The number of the request at hand; ``-`` outside of one."""
    return _number.get()


class RequestNumberMiddleware:
    """Outermost, and never reset: Django writes its line after the last middleware has ended."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # Of our own making: one that the browser sends would let it write into the log.
        number = uuid4().hex[:12]
        _number.set(number)
        response = self.get_response(request)
        if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            # Nowhere else: what is missing and what is foreign must get the very same answer.
            response.headers["X-Request-ID"] = number
        return response


class TraceFormatter(logging.Formatter):
    """One line per record, and the frames of an error below it; a refused page is one line only."""

    def format(self, record: logging.LogRecord) -> str:
        """Level, number, logger, and the page or the message on one line."""
        time = self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z")
        status = getattr(record, "status_code", None)
        text = _page(record, status) if status else record.getMessage()
        line = f"{time} {record.levelname} [{request_number()}] {record.name}: {text}"
        # A line break would let a message pass for a line of its own.
        line = " ".join(line.split())
        error = record.exc_info[1] if record.exc_info else None
        refused = status is not None and status < HTTPStatus.INTERNAL_SERVER_ERROR
        return line if error is None or refused else "\n".join([line, *_frames(error)])


def _page(record: logging.LogRecord, status: int) -> str:
    """Status, method and pattern of the address: an address itself may hold a secret or a name."""
    request: HttpRequest | None = getattr(record, "request", None)
    if request is None:
        return str(status)
    error = record.exc_info[1] if record.exc_info else None
    kind = f" {type(error).__name__}" if error else ""
    return f"{status} {request.method} {_pattern(request)}{kind}"


def _pattern(request: HttpRequest) -> str:
    try:
        return f"/{resolve(request.path_info).route}"
    except Http404:
        return "(no such address)"


def _frames(error: BaseException) -> Iterator[str]:
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if earlier is not None:
        yield from _frames(earlier)
        yield "  which led to"
    yield from "".join(traceback.format_tb(error.__traceback__)).splitlines()
    yield _named(error)


def _named(error: BaseException) -> str:
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    if isinstance(error, _SPEAKS_OF_CODE):
        return f"{name}: {' '.join(str(error).split())}"
    if isinstance(error, psycopg.Error) and error.sqlstate:
        return f"{name}: {error.sqlstate} {error.diag.constraint_name or ''}".rstrip()
    return name
