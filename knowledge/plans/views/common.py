"""What the pages on which a plan is written share: the draft, and their frame."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge.plans.choices import PlanStatus
from knowledge.plans.models import Plan
from knowledge.plans.writing import written
from stopext.access.declare import PortalRequest
from stopext.web.form_page import FormPage, Place
from stopext.web.templatetags.portal import dk_datetime

FORM_TEMPLATE = "knowledge/plan_form.html"
WRITE = ["GET", "HEAD", "POST"]


def get_draft(request: PortalRequest) -> Plan:
    """The draft of the reader's own municipality with its parts. For who sends a form, the plan
    that it has become meanwhile: the form is closed, and keeps its text.

    Raises:
        NoDraft: there is none.
    """
    rows = Plan.objects.for_actor(request.actor).filter(municipality_id=request.actor.authority_id)
    if request.method == "POST":
        rows = rows.exclude(status=PlanStatus.ARCHIVED).order_by("is_public")
    else:
        rows = rows.filter(is_public=False)
    draft: Plan | None = (
        rows.select_related("municipality")
        .with_parts("plansections", "goals", "actions", "indicators", "actioncards", "effects")
        .prefetch_related("measurements", "effects__indicator")
        .first()
    )
    if draft is None:
        raise NoDraft
    return draft


class NoDraft(Http404):
    """The municipality has no draft (any more)."""


def to_own_plan_without_draft(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Who opens a page of a draft that is published or thrown away is told so on the own plan's."""

    @wraps(view)
    def led(request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NoDraft:
            if request.method == "POST":
                raise
            messages.info(request, _("I har ingen kladde at skrive i."))
            return HttpResponseRedirect(reverse("knowledge:own_plan"))

    return led


def crumbs(*here: str) -> list[tuple[str, str]]:
    """The way to a page of the plan that is being written."""
    way = [
        (_("Handlingsplaner"), reverse("knowledge:plans")),
        (_("Jeres plan"), reverse("knowledge:own_plan")),
        (_("Rediger"), reverse("knowledge:plan_edit")),
    ]
    kept = way if here else way[:-1]
    return [(_("Forside"), "/"), *kept, *((name, "") for name in here or (_("Rediger"),))]


def way_here(here: str) -> list[tuple[str, str]]:
    """The way to a page about the own plan that is not one of its draft."""
    return [
        (_("Forside"), "/"),
        (_("Handlingsplaner"), reverse("knowledge:plans")),
        (_("Jeres plan"), reverse("knowledge:own_plan")),
        (here, ""),
    ]


def when(plan: Plan | None) -> list[tuple[Any, Any]]:
    """When a plan was last changed, for whoever was overtaken; by whom is said of each field."""
    if plan is None or plan.changed_at is None:
        return []
    told = _("Planen er sidst ændret") if plan.is_public else _("Kladden er sidst ændret")
    return [(told, dk_datetime(plan.changed_at))]


def plan_form(
    plan: Plan | None,
    *,
    heading: str,
    button: str,
    lead: str = "",
    here: str = "",
    template: str = FORM_TEMPLATE,
    back_url: str = "",
    draft: Place | None = None,
    closed: str = "",
    context: Callable[[Any], Mapping[str, Any]] = lambda _form: {},
    **own: Any,
) -> FormPage:
    """A form page of ``plan`` with its outline beside it, or of none; it leads back to the outline.

    ``here`` is the part that the outline marks; ``own`` is what :class:`FormPage` asks of each
    form.
    """

    saves_to = reverse("web:autosave", args=[draft.form, draft.key]) if draft else ""

    def frame(form: Any) -> dict[str, Any]:
        return {
            "heading": heading,
            "lead": lead,
            "button": button,
            "outline": written(plan) if plan else None,
            "here": here,
            "saves_to": saves_to,
            "breadcrumbs": crumbs(heading),
            **context(form),
        }

    own = {"told": lambda: when(plan), **own}
    if plan and plan.is_public:
        closed = _("Planen er offentliggjort imens. Begynd en revision for at ændre den.")
    return FormPage(
        template=template,
        back_url=back_url or reverse(f"knowledge:{'own_plan' if closed else 'plan_edit'}"),
        context=frame,
        draft=draft,
        closed=closed,
        **own,
    )
