"""What the pages of comments and hearings share: their frame."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from stopext.web.form_page import FormPage, Place

WRITE = ["GET", "HEAD", "POST"]
FORM_TEMPLATE = "hearings/form.html"


def crumbs(*way: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page about the own plan."""
    return [
        (_("Forside"), "/"),
        (_("Handlingsplaner"), reverse("knowledge:plans")),
        (_("Jeres plan"), reverse("knowledge:own_plan")),
        *way,
    ]


def form_page(
    *,
    heading: str,
    button: str,
    breadcrumbs: list[tuple[str, str]],
    lead: str = "",
    template: str = FORM_TEMPLATE,
    draft: Place | None = None,
    more: dict[str, Any] | None = None,
    **own: Any,
) -> FormPage:
    """A form page in the frame of this app; ``own`` is what :class:`FormPage` asks of each form."""
    saves_to = reverse("web:autosave", args=[draft.form, draft.key]) if draft else ""
    frame = {
        "heading": heading,
        "lead": lead,
        "button": button,
        "saves_to": saves_to,
        "breadcrumbs": breadcrumbs,
        **(more or {}),
    }
    return FormPage(template=template, draft=draft, context=lambda _form: frame, **own)
