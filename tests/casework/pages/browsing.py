"""Use the pages as a browser would: read the form that is shown, fill it in, send it."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from uuid import UUID

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.models.parts import PARTS, Timed

HIDDEN = re.compile(r'<input type="hidden" name="([a-z_]+)"(?: value="([^"]*)")?')
#: Fields of a form that the reader does not see.
KEPT = ("version", "seen", "idempotency_key")
#: Statements of the request itself: transaction, context, role, session and log.
FRAME = re.compile(
    r"^(SAVEPOINT|RELEASE|ROLLBACK|set transaction|select sec\.enter|select set_config|"
    r"select audit\.record)",
    re.IGNORECASE,
)


def url(name: str, *args: Any) -> str:
    """Address of a casework page."""
    return reverse(f"casework:{name}", args=args)


def text_of(response: Any) -> str:
    """The page as text; no variable on it may be undefined."""
    page = unescape(response.content.decode())
    assert "UNDEFINED-TEMPLATE-VARIABLE" not in page
    return page


def hidden_fields(page: str) -> dict[str, str]:
    """Hidden fields of the page's own form (the frame's forms have none of these names)."""
    found = dict(HIDDEN.findall(page))
    return {name: found[name] for name in KEPT if name in found}


def send(browser: Client, address: str, **fields: Any) -> Any:
    """Open a form page and send it with ``fields``; answers the response to the POST."""
    opened = browser.get(address)
    assert opened.status_code == 200, (address, opened.status_code)
    return browser.post(address, {**hidden_fields(text_of(opened)), **fields})


def saved(browser: Client, address: str, **fields: Any) -> str:
    """Send a form that must be accepted; answers where it led."""
    response = send(browser, address, **fields)
    assert response.status_code == 302, text_of(response)
    return str(response.headers["Location"])


#: What any page of a case may ask the database.
MOST_QUERIES = 12
#: The page of the case itself: its timeline reads each sort of entry that it shows by itself, so
#: that a new sort is read like the others, whatever the types of its columns. One more for the
#: resumé on top, which may be of a concern that the page of the timeline does not show; and four
#: for what stands beside it: who is around the citizen, in which cases she is around somebody,
#: whom to turn back to, and which consents end.
MOST_ON_CASE_PAGE = (
    MOST_QUERIES + 1 + 4 + len([part for part in PARTS if isinstance(part.timeline, Timed)])
)


def page_queries(browser: Client, address: str) -> list[str]:
    """Queries of the page, without the frame around every page; opened once before, so that what
    a session does once (marking itself as seen) is not counted."""
    browser.get(address)
    with CaptureQueriesContext(connection) as queries:
        response = browser.get(address)
    assert response.status_code == 200
    text_of(response)
    return [query["sql"] for query in queries if not FRAME.match(query["sql"])]


def key_in(address: str) -> UUID:
    """The last key in an address."""
    keys = re.findall(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", address)
    return UUID(keys[-1])


def without_token(response: Any) -> str:
    """The page without the token that is new on every page."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text_of(response))
