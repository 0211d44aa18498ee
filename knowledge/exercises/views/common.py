"""What the pages of exercises and cards share: the row, the way here, and the frame of a form."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from stopext.access.declare import PortalRequest
from stopext.access.models import TenantModel
from stopext.web.form_page import FormPage, Place

WRITE = ["GET", "HEAD", "POST"]
FORM = "exercises/form.html"
Row = TypeVar("Row", bound=TenantModel)


def own(request: PortalRequest, model: type[Row], pk: UUID, *related: str) -> Row:
    """A row of the reader's own municipality.

    Raises:
        Http404: there is none.
    """
    rows = model.objects.for_actor(request.actor).filter(
        municipality_id=request.actor.authority_id, pk=pk
    )
    found: Row | None = rows.select_related(*related).first() if related else rows.first()
    if found is None:
        raise Http404
    return found


def way(*here: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page of the exercises."""
    first = [(_("Forside"), "/"), (_("Øvelser"), reverse("exercises:list"))]
    return [*first, *here]


def card_way(*here: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page of the own cards."""
    return [(_("Forside"), "/"), (_("Handlekort"), reverse("exercises:cards")), *here]


def form_page(
    heading: str,
    button: str,
    crumbs: list[tuple[str, str]],
    *,
    lead: str = "",
    template: str = FORM,
    draft: Place | None = None,
    context: dict[str, Any] | None = None,
    **given: Any,
) -> FormPage:
    """A form page; ``given`` is what :class:`FormPage` asks of each form."""
    saves_to = reverse("web:autosave", args=[draft.form, draft.key]) if draft else ""
    frame = {
        "heading": heading,
        "button": button,
        "lead": lead,
        "saves_to": saves_to,
        "breadcrumbs": [*crumbs, (heading, "")],
        **(context or {}),
    }
    return FormPage(template=template, draft=draft, context=lambda _form: frame, **given)
