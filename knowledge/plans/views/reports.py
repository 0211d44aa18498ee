"""Status reports: the own list, freezing one, and one as a page, as PDF and as Excel."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge.plans import actions
from knowledge.plans.choices import IN_FORCE
from knowledge.plans.exchange.report_paper import report_book, report_paper
from knowledge.plans.freeze_form import FreezeForm
from knowledge.plans.models import Plan, StatusReport
from knowledge.plans.periods import mark_replaced, periods
from knowledge.plans.views.common import WRITE, plan_form, way_here
from knowledge.plans.views.public import get_place
from stopext.access import clock
from stopext.access.declare import PUBLIC, PortalRequest, access
from stopext.access.roles import Permission
from stopext.web.caching import cached_when_anonymous
from stopext.web.form_page import Done, Place, answer

_FILES = {
    "pdf": (report_paper, "application/pdf"),
    "xlsx": (
        report_book,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}


@access(Permission.EDIT_OWN_PLAN)
@require_safe
def reports(request: PortalRequest) -> HttpResponse:
    """Every report of the own municipality, the newest first."""
    plans = Plan.objects.for_actor(request.actor).filter(status__in=IN_FORCE)
    context = {
        "reports": mark_replaced(_own(request).defer("content").select_related("plan")),
        "in_force": plans.filter(municipality_id=request.actor.authority_id).exists(),
        "breadcrumbs": way_here(_("Statusrapporter")),
    }
    return render(request, "knowledge/plan_reports.html", context)


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def freeze(request: PortalRequest) -> HttpResponse:
    """Keep the plan in force as it is now."""
    plans = Plan.objects.for_actor(request.actor).filter(
        municipality_id=request.actor.authority_id, status__in=IN_FORCE
    )
    plan = plans.first()
    if plan is None:
        raise Http404

    offered = periods(clock.today(), plan.adopted_on)

    def make(posted: Any, initial: Any) -> FreezeForm:
        return FreezeForm(posted, initial=initial, periods=offered)

    def act(form: Any) -> Done:
        said = form.cleaned_data
        made = actions.freeze_report(
            by=request.actor,
            period=said["period"],
            remark=said["remark"],
            is_public=said["is_public"],
        )
        told = _("Rapporten er frosset. Den ændrer sig ikke mere.")
        return Done(reverse("knowledge:report", args=[made.pk]), told)

    heading = _("Frys en statusrapport")
    page = plan_form(
        None,
        heading=heading,
        lead=_("Rapporten viser planen, som den er nu, og ændrer sig ikke, når planen gør."),
        button=_("Frys rapporten"),
        make=make,
        act=act,
        back_url=reverse("knowledge:plan_reports"),
        draft=Place("plan-freeze", plan.pk),
        context=lambda _form: {"breadcrumbs": way_here(heading)},
    )
    return answer(request, page)


@access(Permission.EDIT_OWN_PLAN)
@require_safe
def report(request: PortalRequest, pk: UUID) -> HttpResponse:
    """A report of the own municipality."""
    row = _found(_own(request), pk)
    return _show(request, row, way_here(str(row)), is_own=True)


@access(Permission.EDIT_OWN_PLAN)
@require_safe
def report_file(request: PortalRequest, pk: UUID, sort: str) -> HttpResponse:
    """The same as PDF or Excel."""
    return _file(_found(_own(request), pk), sort)


@access(Permission.EDIT_OWN_PLAN)
@require_POST
def show(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Let everybody read a report, or the own municipality alone."""
    _found(_own(request), pk)
    is_public = request.POST.get("public") == "yes"
    actions.show_report(by=request.actor, pk=pk, is_public=is_public)
    told = _("Rapporten er offentlig.") if is_public else _("Kun jeres kommune kan se rapporten.")
    messages.success(request, told)
    return HttpResponseRedirect(reverse("knowledge:report", args=[pk]))


@access(PUBLIC)
@require_safe
@cached_when_anonymous
def public_report(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """A report that everybody may read."""
    place = get_place(slug)
    row = _found(StatusReport.objects.published().filter(municipality=place), pk)
    crumbs = [
        (_("Forside"), "/"),
        (_("Handlingsplaner"), reverse("knowledge:plans")),
        (place.name, reverse("knowledge:plan", args=[slug])),
        (str(row), ""),
    ]
    return _show(request, row, crumbs, slug=slug)


@access(PUBLIC)
@require_safe
@cached_when_anonymous
def public_report_file(request: HttpRequest, slug: str, pk: UUID, sort: str) -> HttpResponse:
    """The same as PDF or Excel."""
    rows = StatusReport.objects.published().filter(municipality=get_place(slug))
    return _file(_found(rows, pk), sort)


def _own(request: PortalRequest) -> Any:
    rows = StatusReport.objects.for_actor(request.actor)
    return rows.filter(municipality_id=request.actor.authority_id)


def _found(rows: Any, pk: UUID) -> StatusReport:
    row: StatusReport | None = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    same = {"period_from": row.period_from, "period_to": row.period_to}
    row.is_replaced = rows.filter(**same, frozen_at__gt=row.frozen_at).exists()
    return row


def _show(
    request: HttpRequest, row: StatusReport, crumbs: Any, *, is_own: bool = False, slug: str = ""
) -> HttpResponse:
    name, keys = ("report_file", [row.pk]) if is_own else ("public_report_file", [slug, row.pk])
    content = row.told
    context = {
        "report": row,
        "content": content,
        "adopted_on": date.fromisoformat(content["adopted_on"]),
        "revision_due": date.fromisoformat(content["revision_due"]),
        "files": [reverse(f"knowledge:{name}", args=[*keys, sort]) for sort in _FILES],
        "is_own": is_own,
        "breadcrumbs": crumbs,
    }
    return render(request, "knowledge/plan_report.html", context)


def _file(row: StatusReport, sort: str) -> HttpResponse:
    if sort not in _FILES:
        raise Http404
    make, kind = _FILES[sort]
    name = f'attachment; filename="statusrapport-{row.period_to}.{sort}"'
    return HttpResponse(make(row), content_type=kind, headers={"Content-Disposition": name})
