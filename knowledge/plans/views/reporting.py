"""Report how far the public plan is."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from knowledge.plans import actions
from knowledge.plans.choices import IN_FORCE, ActionStatus
from knowledge.plans.forms import StatusForm
from knowledge.plans.models import Plan
from knowledge.plans.outline import outline
from knowledge.plans.progress import standing
from knowledge.plans.report_form import ReportForm
from knowledge.plans.revisions import with_earlier
from knowledge.plans.views.common import WRITE, plan_form, way_here, when
from knowledge.plans.views.public import with_parts
from knowledge.plans.work import as_typed, inside, internals_of
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission
from stopext.web.form_page import FormPage, Place, answer
from stopext.web.templatetags.portal import dk_number

#: Readings that stand beside the form of the next one.
SHOWN = 4
_NOTHING: Mapping[str, Any] = MappingProxyType({})


@access(Permission.EDIT_OWN_PLAN)
@require_safe
def progress(request: PortalRequest) -> HttpResponse:
    """Every action and indicator of the public plan, each with a way to report."""
    plan = _public(request.actor)
    found, shown = inside(request.actor, plan), outline(plan)
    blocks = [
        (
            block,
            found[block.goal.pk],
            [(line, found[line.action.pk]) for line in block.actions],
            [(line, found[line.indicator.pk]) for line in block.indicators],
        )
        for block in shown["goals"]
    ]
    here = {"plan": plan, "blocks": blocks, "today": clock.today()}
    context = {**shown, **here, "breadcrumbs": way_here(_("Meld fremdrift"))}
    return render(request, "knowledge/plan_progress.html", context)


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def report(request: PortalRequest, pk: UUID) -> HttpResponse:
    """How far an action is."""
    plan = _public(request.actor)
    row = _one(plan.actions.all(), pk)

    def act(form: Any) -> str:
        said = form.cleaned_data
        actions.report_status(
            by=request.actor,
            action=row,
            version=said["version"],
            status=ActionStatus(said["status"]),
            reason=said["status_reason"],
            **{name: said[name] for name in row.internal},
        )
        return _("Status er meldt og står på den offentlige plan.")

    page = _page(
        _("Meld status"),
        lead=row.title,
        button=_("Meld status"),
        make=StatusForm,
        act=act,
        initial={
            "status": row.status,
            "status_reason": row.status_reason,
            **as_typed(request.actor, row),
        },
        draft=Place("plan-report", row.pk),
        told=lambda: when(plan),
    )
    beside = internals_of(request.actor, row)
    return answer(request, with_earlier(page, request.actor, row, beside))


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def measure(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One more reading of an indicator."""
    plan = _public(request.actor)
    row = _one(plan.indicators.all(), pk)
    readings = standing(one for one in plan.measurements.all() if one.indicator_id == row.pk)
    known = [plan.valid_from, plan.adopted_on, *(one.on for one in readings[:1])]

    def make(posted: Any, initial: Any) -> ReportForm:
        today = clock.today()
        return ReportForm(posted, initial=initial, today=today, indicator=row, known=known)

    def act(form: Any) -> str:
        said = form.cleaned_data
        actions.report_measurement(
            by=request.actor,
            indicator=row,
            on=said["on"],
            value=said["value"],
            note_text=said["note"],
        )
        if replaced := next((one for one in readings if one.on == said["on"]), None):
            told = _(
                "Målingen er meldt og står på den offentlige plan i stedet for %s, som var meldt "
                "for samme dag. Begge tal er bevaret."
            )
            return told % dk_number(replaced.value)
        return _("Målingen er meldt og står på den offentlige plan.")

    page = _page(
        _("Meld måling"),
        lead=f"{row.name} ({row.unit})",
        button=_("Meld målingen"),
        make=make,
        act=act,
        initial={"on": clock.today()},
        template="knowledge/plan_measure.html",
        more={"indicator": row, "readings": readings[: -SHOWN - 1 : -1]},
        draft=Place("plan-measure", row.pk),
    )
    return answer(request, page)


def _page(heading: str, more: Mapping[str, Any] = _NOTHING, **own: Any) -> FormPage:
    return plan_form(
        None,
        heading=heading,
        back_url=reverse("knowledge:plan_progress"),
        context=lambda _form: {"breadcrumbs": way_here(heading), **more},
        **own,
    )


def _public(actor: Actor) -> Plan:
    """The plan in force of the actor's own municipality with its parts; 404 when there is none."""
    rows = Plan.objects.for_actor(actor).filter(municipality_id=actor.authority_id)
    found: Plan | None = with_parts(rows.filter(status__in=IN_FORCE)).first()
    if found is None:
        raise Http404
    return found


def action_in_force(actor: Actor, pk: UUID) -> Any:
    """An action of the plan in force of the actor's own municipality; 404 when there is none."""
    return _one(_public(actor).actions.all(), pk)


def _one(rows: Any, pk: UUID) -> Any:
    row = next((one for one in rows if one.pk == pk), None)
    if row is None:
        raise Http404
    return row
