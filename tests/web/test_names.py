"""Every view has a name in the log; the check that says so looks at the URLconf."""

from __future__ import annotations

from fnmatch import fnmatchcase
from types import ModuleType
from typing import Any

import pytest
from django.core.checks import run_checks
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from stopext import demo_urls
from stopext.access.declare import LOGIN, PUBLIC, access
from stopext.access.roles import Permission
from stopext.access.urlwalk import addresses
from stopext.web import registry


@access(Permission.START)
def closed(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


@access(PUBLIC)
def public(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


@access(LOGIN)
def login(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def complaints(settings: Any, *more: URLPattern) -> list[str]:
    """What the system check says of the portal's addresses and ``more``."""
    book = ModuleType("book")
    book.urlpatterns = [*demo_urls.urlpatterns, *more]  # type: ignore[attr-defined]
    settings.ROOT_URLCONF = book
    return [error.msg for error in run_checks() if error.id == "web.E001"]


def test_every_view_has_a_name_in_the_log(settings: Any) -> None:
    ours = [entry for entry in addresses() if hasattr(entry.view, "access")]

    assert complaints(settings) == []
    assert len(ours) >= 110


@pytest.mark.parametrize(
    ("more", "found"),
    [
        (path("ny-side/", closed, name="new_page"), 1),
        (path("ny-side/", public, name="new_page"), 1),
        # Without a name of its own the log would show its address.
        (path("ny-side/", closed), 1),
        (path("ny-side/", login, name="new_page"), 0),
    ],
)
def test_a_new_view_without_a_name_is_found(settings: Any, more: URLPattern, found: int) -> None:
    assert len(complaints(settings, more)) == found


def test_every_name_belongs_to_a_view() -> None:
    known = {entry.name for entry in addresses()}

    stale = [
        name
        for name in registry.PAGE_NAMES.as_dict()
        if not any(fnmatchcase(view, name) for view in known)
    ]

    assert stale == []


def test_a_view_is_named_by_itself_or_by_its_beginning() -> None:
    assert registry.page_name("web:start") == "Start"
    assert registry.page_name("wagtailadmin_pages:edit") == "Redaktion"
    assert registry.page_name("web:not_written_yet") == ""
