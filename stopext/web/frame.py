"""What the frame around every page needs: the actor, the role's navigation, the hotline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stopext.access.actor import Actor
from stopext.access.roles import Permission
from stopext.web.navigation import places

#: Label, address name, permission. Order is the order on the page.
ENTRIES: tuple[tuple[Any, str, Permission], ...] = (
    (_("Start"), "web:start", Permission.START),
    (_("Sager"), "casework:list", Permission.VIEW_CASES),
    (_("Delinger"), "casework:disclosures", Permission.RECEIVE_DISCLOSURES),
    (_("Mine henvendelser"), "casework:own_reports", Permission.VIEW_OWN_REPORTS),
    (_("Vurderinger"), "screening:list", Permission.SCREEN),
    (_("Vurderingsramme"), "screening:instruments", Permission.READ_INSTRUMENTS),
    (_("Plan"), "knowledge:own_plan", Permission.VIEW_OWN_PLAN),
    (_("Redaktion"), "wagtailadmin_home", Permission.PUBLISH),
    (_("Medarbejdere"), "accounts:members", Permission.MANAGE_MEMBERS),
    (_("Log"), "accounts:log", Permission.REVIEW_LOG),
)


@dataclass(frozen=True, slots=True)
class Entry:
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
        "places": places(),
        "session_seconds": settings.SESSION_COOKIE_AGE,
    }


def navigation(request: HttpRequest, actor: Actor) -> list[Entry]:
    """The entries the actor's role may use; the one for the current path is active."""
    places = [(str(label), reverse(name)) for label, name, may in ENTRIES if actor.can(may)]
    here = [url for _label, url in places if request.path.startswith(url)]
    return [Entry(label, url, url == max(here, key=len, default="")) for label, url in places]
