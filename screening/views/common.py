"""What several pages share."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from screening.models import Screening
from screening.policies import clear_critical
from screening.queries.dossier import Dossier
from screening.wording.labels import (
    CERTAINTY_LABELS,
    LEVEL_LABELS,
    RELEVANCE_LABELS,
    TREND_LABELS,
    URGENCY_LABELS,
    VALUE_LABELS,
)
from stopext.access.declare import PortalRequest
from stopext.web import drafts
from stopext.web.forms import DateInput

UNPROCESSABLE, CONFLICT = 422, 409
_WORDS = {
    str(key): text
    for labels in (
        VALUE_LABELS,
        CERTAINTY_LABELS,
        RELEVANCE_LABELS,
        TREND_LABELS,
        LEVEL_LABELS,
        URGENCY_LABELS,
    )
    for key, text in labels.items()
}


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
    critical = clear_critical(mine) if mine is not None else ()
    base = {
        "dossier": dossier,
        "screening": dossier.screening,
        "mine": mine,
        "critical": [dossier.form.indicator(key) for key in critical],
        "breadcrumbs": trail(dossier.screening),
    }
    return render(request, f"screening/{template}.html", base | context, status=status)


def conflict(
    request: PortalRequest,
    form: forms.Form,
    stored: dict[str, Any],
    message: str,
    back: tuple[str, UUID] | str,
    *,
    revision: int | None = None,
) -> HttpResponse:
    """409 with what was typed and what is stored beside each other; nothing is written. With the
    ``revision`` that is stored now, what was typed can be sent again on top of it."""
    yours, theirs = [], []
    for field in form:
        if field.is_hidden:
            continue
        typed = _text(form.data.get(field.html_name, ""))
        kept = _text(_as_shown(field, stored.get(field.html_name)))
        if typed or kept:
            label = (
                f"{field.html_name.partition('-')[0]}: {field.label}"
                if "-" in field.html_name
                else field.label
            )
            yours.append((label, typed))
            theirs.append((label, kept))
    address = back if isinstance(back, str) else reverse(back[0], args=[back[1]])
    context = {
        "message": message,
        "yours": yours,
        "theirs": theirs,
        "back_url": address,
        "again": [] if revision is None else _again(request, revision),
    }
    return render(request, "409.html", context, status=CONFLICT)


def _again(request: PortalRequest, revision: int) -> list[tuple[str, str]]:
    """Every field that was sent, made out for the revision that is stored now."""
    sent = drafts.fields_of(request.POST)
    sent |= {"version": [str(revision)], "idempotency_key": [str(uuid4())]}
    return [(name, value) for name, values in sent.items() for value in values]


def _as_shown(field: forms.BoundField, value: Any) -> Any:
    """A stored date as the form shows it, so that it can be compared with the one typed."""
    widget = field.field.widget
    return widget.format_value(value) if isinstance(widget, DateInput) else value


def _text(value: Any) -> str:
    text = "" if value is None else str(value)
    return str(_WORDS.get(text, text))
