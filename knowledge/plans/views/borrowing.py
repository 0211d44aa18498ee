"""Borrow words from the plans of others, and take a stand on what they changed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from knowledge.plans import actions
from knowledge.plans.models import Plan, PlanSection
from knowledge.plans.sorts import SORTS
from knowledge.plans.views.common import get_draft
from stopext.access.declare import PortalRequest, access
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.access.roles import Permission

BORROWED = gettext_lazy(
    "Teksten er lånt. Ret den, så den passer til jer. Den offentlige plan viser, hvor den er fra."
)
NOBODY = UUID(int=0)


def key_of(typed: str) -> UUID:
    """The key of a row as it was sent; one that no row has when it cannot be read."""
    try:
        return UUID(typed)
    except ValueError:
        return NOBODY


@access(Permission.EDIT_OWN_PLAN)
@require_POST
def borrow(request: PortalRequest, sort: str, under: UUID, origin: UUID) -> HttpResponse:
    """Put another plan's words into the draft: after those of a section, or as a new part."""
    draft = get_draft(request)
    hangs_on = {draft.pk} if sort in {"afsnit", "maal"} else {row.pk for row in draft.goals.all()}
    if sort not in {"afsnit", "maal", "handling"} or under not in hangs_on:
        raise Http404
    try:
        url = _borrowed(request, draft, sort, under, origin)
    except (Invalid, Conflict, Refused) as reason:
        messages.warning(request, str(reason))
        return HttpResponseRedirect(reverse("knowledge:plan_remarks"))
    messages.success(request, BORROWED)
    return HttpResponseRedirect(url)


def _borrowed(request: PortalRequest, draft: Plan, sort: str, under: UUID, origin: UUID) -> str:
    by: Any = request.actor
    if sort != "afsnit":
        made = actions.borrow_part(by=by, sort=SORTS[sort], under=under, origin=origin)
        return reverse("knowledge:part", args=[sort, made.pk])
    source = PlanSection.objects.public().filter(pk=origin).first()
    kind = source.kind if source else ""
    row = next((one for one in draft.plansections.all() if one.kind == kind), None)
    version, text = (row.edits, row.text) if row else (0, "")
    actions.borrow_section(by=by, kind=kind, version=version, text=text, origin=origin)
    return reverse("knowledge:plan_section", args=[kind])


@access(Permission.EDIT_OWN_PLAN)
@require_POST
def follow(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Take over what the origin of borrowed words says now, or keep one's own."""
    if all(lent.pk != pk for lent in get_draft(request).borrowings.all()):
        raise Http404
    takes = request.POST.get("way") == "take"
    deed = actions.take_over if takes else actions.keep_own
    try:
        deed(by=request.actor, borrowing=pk, seen=request.POST.get("seen", ""))
    except (Invalid, Conflict, Refused) as reason:
        messages.warning(request, str(reason))
    else:
        told = _("Den nye ordlyd er sat ind.") if takes else _("I beholder jeres egen ordlyd.")
        messages.success(request, told)
    return HttpResponseRedirect(reverse("knowledge:plan_remarks"))
