"""What several pages share."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from screening.models import Screening
from screening.policies import calls_for_health, clear_critical
from screening.queries.dossier import Dossier
from stopext.access.declare import PortalRequest
from stopext.web.form_page import FormPage


def trail(screening: Screening, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Breadcrumbs down to a page of this screening."""
    return [
        (_("Vurderinger"), reverse("screening:list")),
        (screening.reference, reverse("screening:show", args=[screening.pk])),
        *more,
    ]


def page(
    request: PortalRequest, template: str, dossier: Dossier, *, status: int = 200, **context: Any
) -> HttpResponse:
    """Draw a page of one screening; the banner about critical answers is on each of them."""
    mine = dossier.mine
    clear = [dossier.form.indicator(key) for key in (clear_critical(mine) if mine else ())]
    health = [indicator for indicator in clear if calls_for_health(dossier.form, indicator)]
    base = {
        "dossier": dossier,
        "screening": dossier.screening,
        "mine": mine,
        "critical": clear,
        "critical_health": health,
        "critical_police": [indicator for indicator in clear if indicator not in health],
        "breadcrumbs": trail(dossier.screening),
    }
    return render(request, f"screening/{template}.html", base | context, status=status)


def form_page(dossier: Dossier, *crumbs: tuple[str, str], **own: Any) -> FormPage:
    """A form about one screening, drawn as its other pages are; ``crumbs`` lead to it.

    ``own`` is what :class:`FormPage` asks of each form.
    """

    def draw(request: PortalRequest, template: str, context: Any, status: int) -> HttpResponse:
        more = {"breadcrumbs": trail(dossier.screening, *crumbs)}
        return page(request, template, dossier, status=status, **{**context, **more})

    return FormPage(draw=draw, **own)
