"""What the frame around every page needs: the actor, the role's navigation, the hotline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from stopext.access.actor import Actor
from stopext.web import registry


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the role's navigation."""

    label: str
    url: str
    active: bool


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: no query, because everything comes from the actor."""
    actor: Actor | None = getattr(request, "actor", None)
    return {
        "actor": actor,
        "navigation": navigation(request, actor) if actor else [],
        "hotline": settings.PORTAL_HOTLINE,
        "breadcrumbs": (),
        "last_updated": None,
        "places": _places(settings.ROOT_URLCONF),
        "session_seconds": settings.SESSION_COOKIE_AGE,
    }


def navigation(request: HttpRequest, actor: Actor) -> list[Link]:
    """The entries the actor's role may use; the one for the current path is active."""
    entries = [entry for entry in registry.NAVIGATION if actor.can(entry.permission)]
    places = [(str(entry.label), _address(entry.view, settings.ROOT_URLCONF)) for entry in entries]
    here = [url for _label, url in places if request.path.startswith(url)]
    return [Link(label, url, url == max(here, key=len, default="")) for label, url in places]


@cache
def _places(urlconf: str) -> dict[str, str]:
    """Address by key; empty text for a page that is not mounted."""
    return dict(_found(urlconf))


def _found(urlconf: str) -> Iterator[tuple[str, str]]:
    for key, view in registry.PLACES.as_dict().items():
        try:
            yield key, _address(view, urlconf)
        except NoReverseMatch:
            yield key, ""


@cache
def _address(view: str, urlconf: str) -> str:
    """Found once: every page shows a score of addresses that never change."""
    return reverse(view, urlconf)
