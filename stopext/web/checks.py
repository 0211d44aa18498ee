"""System checks: nothing starts with a page that the log would have to call by its code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.urls import Resolver404

from stopext.access.declare import LOGIN, Declaration
from stopext.access.urlwalk import Address, addresses
from stopext.web import registry


@register()
def every_view_has_a_name(**_: Any) -> list[CheckMessage]:
    """Refusals and failures are logged under the view's name; the log must say which page it was.

    Views of others are named by whoever registers them; log-in pages write no such line.
    """
    try:
        found = addresses()
    except Resolver404:
        return []
    return [
        Error(f"{entry.route}: the view “{entry.name}” has no name in the log.", id="web.E001")
        for entry in nameless(found)
    ]


def nameless(found: list[Address]) -> Iterator[Address]:
    """Views of our own that can appear in the log and have no name there."""
    for entry in found:
        declaration = getattr(entry.view, "access", None)
        logged = isinstance(declaration, Declaration) and declaration.audience is not LOGIN
        if logged and not registry.page_name(entry.name):
            yield entry
