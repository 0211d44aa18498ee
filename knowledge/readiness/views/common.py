"""What the pages of self-assessments share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge.readiness.models import Assessment, Review
from knowledge.readiness.reviews import reviews_of
from stopext.access.actor import Actor
from stopext.web.form_page import FormPage, Place

WRITE = ["GET", "HEAD", "POST"]
Crumbs = list[tuple[str, str]]


def crumbs(*here: tuple[str, str]) -> Crumbs:
    """The way to a page below the list of self-assessments."""
    top = (_("Selvvurdering"), reverse("readiness:list") if here else "")
    return [(_("Forside"), "/"), (_("Jeres plan"), reverse("knowledge:own_plan")), top, *here]


def get_assessment(actor: Actor, pk: UUID, **state: bool) -> Assessment:
    """A self-assessment of the actor's municipality.

    Raises:
        Http404: there is none.
    """
    found: Assessment | None = Assessment.objects.for_actor(actor).filter(pk=pk, **state).first()
    if found is None:
        raise Http404
    return found


def get_review(actor: Actor, pk: UUID, **side: int) -> Review:
    """A review of which the actor's municipality is a side.

    Raises:
        Http404: there is none.
    """
    found: Review | None = reviews_of(actor).filter(pk=pk, **side).first()
    if found is None:
        raise Http404
    return found


def url_of(row: Assessment | Review) -> str:
    """Where it is read."""
    name = "show" if isinstance(row, Assessment) else "review"
    return reverse(f"readiness:{name}", args=[row.pk])


def form_page(
    row: Assessment | Review,
    *,
    heading: str,
    button: str,
    lead: str = "",
    saves_to: str = "",
    template: str = "readiness/form.html",
    draft: Place | None = None,
    context: Mapping[str, Any] | None = None,
    **own: Any,
) -> FormPage:
    """A form page about a self-assessment or a review, which leads back to it."""
    name = _("Selvvurderingen") if isinstance(row, Assessment) else _("Gennemgang")

    def frame(_form: Any) -> dict[str, Any]:
        return {
            "heading": heading,
            "lead": lead,
            "button": button,
            "saves_to": reverse("web:autosave", args=[draft.form, draft.key])
            if draft
            else saves_to,
            "breadcrumbs": crumbs((name, url_of(row)), (heading, "")),
            **(context or {}),
        }

    return FormPage(template=template, back_url=url_of(row), context=frame, draft=draft, **own)
