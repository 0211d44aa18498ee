"""How an action goes beside its dates: said with a reason, and taken back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from knowledge.plans import actions
from knowledge.plans.choices import Pace
from knowledge.plans.models import Override
from knowledge.plans.pace_form import PaceForm
from knowledge.plans.views.common import WRITE, plan_form, way_here
from knowledge.plans.views.reporting import action_in_force
from stopext.access import clock
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission
from stopext.web.form_page import Place, answer


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def pace(request: PortalRequest, pk: UUID) -> HttpResponse:
    """How an action of the plan in force goes, and what was said of it before."""
    row = action_in_force(request.actor, pk)
    said = list(Override.objects.for_actor(request.actor).filter(action=row))
    held = next((one for one in said if one.ended_at is None), None)

    def make(posted: Any, initial: Any) -> PaceForm:
        return PaceForm(posted, initial=initial, action=row, today=clock.today())

    def act(form: Any) -> str:
        typed = form.cleaned_data
        actions.override_pace(
            by=request.actor,
            action=row.pk,
            version=typed["version"],
            pace=Pace(typed["pace"]),
            reason=typed["reason"],
            is_reason_public=typed["is_reason_public"],
        )
        return _("Vurderingen er gemt og står på den offentlige plan.")

    heading = _("Vurdér handlingen")
    page = plan_form(
        None,
        heading=heading,
        lead=row.title,
        button=_("Gem vurderingen"),
        template="knowledge/plan_pace.html",
        make=make,
        act=act,
        initial={
            "pace": held.pace if held else "",
            "reason": held.reason if held else "",
            "is_reason_public": bool(held and held.is_reason_public),
            "version": row.edits,
        },
        back_url=reverse("knowledge:plan_progress"),
        draft=Place("plan-pace", row.pk),
        context=lambda _form: {
            "breadcrumbs": way_here(heading),
            "action": row,
            "held": held,
            "earlier": [one for one in said if one.ended_at],
        },
    )
    return answer(request, page)


@access(Permission.EDIT_OWN_PLAN)
@require_POST
def take_back(request: PortalRequest, pk: UUID) -> HttpResponse:
    """The dates hold again."""
    row = action_in_force(request.actor, pk)
    actions.take_back_pace(by=request.actor, action=row.pk)
    messages.success(request, _("Vurderingen er taget tilbage. Nu gælder datoerne."))
    return HttpResponseRedirect(reverse("knowledge:plan_progress"))
