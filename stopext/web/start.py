"""The start page of a role: its work. Each app brings its own panels (settings name them)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission

#: Hours of the Danish day; whoever is up at night has not begun a new one.
NIGHT_ENDS, MORNING_ENDS, DAY_ENDS = 5, 10, 18


@dataclass(frozen=True, slots=True)
class Item:
    """One line of work: where it leads, what it is, and when it is due."""

    label: str
    url: str
    text: str = ""
    due: date | datetime | None = None


@dataclass(frozen=True, slots=True)
class Panel:
    """A group of work. ``total`` counts all of it when ``items`` shows only the first."""

    title: str
    items: list[Item] = field(default_factory=list)
    empty: str = ""
    total: int | None = None
    more_url: str = ""
    order: int = 50

    @property
    def count(self) -> int:
        """How many there are in all."""
        return len(self.items) if self.total is None else self.total


@dataclass(frozen=True, slots=True)
class Deed:
    """A button on the start page."""

    label: str
    url: str


#: What an app brings to a role's start page.
Provider = Callable[[Actor], tuple[list[Deed], list[Panel]]]


@access(Permission.START)
@require_safe
def start(request: PortalRequest) -> HttpResponse:
    """What is due, what is new and what others wait for, for the role at hand."""
    deeds: list[Deed] = []
    panels: list[Panel] = []
    for path in settings.PORTAL_START_PANELS:
        provider: Provider = import_string(path)
        more_deeds, more_panels = provider(request.actor)
        deeds += more_deeds
        panels += more_panels
    panels.sort(key=lambda panel: panel.order)
    context = {"greeting": _greeting(request.actor), "deeds": deeds, "panels": panels}
    return render(request, "web/start.html", context)


def _greeting(actor: Actor) -> str:
    hour = timezone.localtime(clock.now()).hour
    name = actor.name.split(" ", 1)[0]
    if not NIGHT_ENDS <= hour < DAY_ENDS:
        return _("Godaften, %(name)s") % {"name": name}
    if hour < MORNING_ENDS:
        return _("God morgen, %(name)s") % {"name": name}
    return _("Goddag, %(name)s") % {"name": name}
