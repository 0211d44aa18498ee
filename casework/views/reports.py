"""Concerns reported from outside the case team: send one, follow one's own, take one up."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.actions import report_concern
from casework.forms.danger import DangerForm
from casework.forms.reports import ReportForm
from casework.models import Report
from casework.queries.reports import handled_by, reports_elsewhere
from casework.rules.codes import Knowledge, ReportStatus
from casework.views.intake_pages import DANGER as INTAKE_DANGER
from casework.views.intake_pages import INTAKE, start_from
from stopext.access.declare import PortalRequest, access
from stopext.access.errors import Conflict
from stopext.access.roles import Permission
from stopext.accounts.contacts import public_contact
from stopext.web import wizard
from stopext.web.form_page import Done
from stopext.web.pagination import paginate
from stopext.web.wizard import Kept, Page, Wizard
from stopext.web.wizard_pages import answer_page, overtaken

DANGER = Page("fare", gettext_lazy("Er der fare nu?"), DangerForm)
CONTENT = Page("indhold", gettext_lazy("Hvad er set og hørt?"), ReportForm)
HANDLED = "handled"
REPORT = Wizard("report", "casework:report", (DANGER, CONTENT))


@access(Permission.VIEW_OWN_REPORTS)
@require_safe
def own(request: PortalRequest) -> HttpResponse:
    """A reporter's own concerns: receipt and status, nothing about the case."""
    rows = Report.objects.for_actor(request.actor)
    page = paginate(rows, ordering=["-received_at"], cursor=request.GET.get("cursor"))
    context = {
        "page": page,
        "unfinished": wizard.unfinished(request.actor, REPORT),
        "Status": ReportStatus,
    }
    return render(request, "casework/reports/own.html", context)


@access(Permission.REPORT_CONCERN)
@require_safe
def begin(request: PortalRequest) -> HttpResponse:
    """A new run; nothing is stored before something is typed."""
    return redirect(REPORT.url(uuid4(), DANGER))


@access(Permission.REPORT_CONCERN)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: PortalRequest, key: UUID, slug: str) -> HttpResponse:
    """Show or keep one page; the last one sends."""
    kept, shown = wizard.find(request.actor, REPORT, key, slug)
    home = reverse("casework:own_reports")
    crumbs = [(_("Mine henvendelser"), home), (_("Ny henvendelse"), "")]
    return answer_page(
        request,
        kept,
        shown,
        template=f"casework/reports/{shown.slug}.html",
        home=home,
        go_on=lambda _form: Done(_onwards(request, key, shown)),
        context=lambda: {"breadcrumbs": crumbs, "heading": shown.label},
    )


@access(Permission.REPORT_CONCERN)
@require_POST
def discard(request: PortalRequest, key: UUID) -> HttpResponse:
    """Throw an unfinished concern away."""
    wizard.discard(request.actor, REPORT, key)
    return redirect("casework:own_reports")


@access(Permission.VIEW_OWN_REPORTS)
@require_safe
def receipt(request: PortalRequest, pk: UUID) -> HttpResponse:
    """What the reporter keeps: number, time, and what happens now."""
    report = get_object_or_404(Report.objects.for_actor(request.actor), pk=pk)
    crumbs = [(_("Mine henvendelser"), reverse("casework:own_reports")), (report.receipt, "")]
    context = {
        "report": report,
        # Asked for where the page says whom to ring, and nowhere else.
        "service": None if report.birth_year.strip() else public_contact(report.municipality_id),
        "breadcrumbs": crumbs,
    }
    return render(request, "casework/reports/receipt.html", context)


@access(Permission.TRIAGE_CASES)
@require_safe
def waiting(request: PortalRequest) -> HttpResponse:
    """Reported concerns nobody has dealt with, oldest first; or those that are, newest first."""
    handled = request.GET.get("show") == HANDLED
    rows = Report.objects.for_actor(request.actor)
    waits = Q(status=ReportStatus.RECEIVED)
    page = paginate(
        rows.filter(~waits if handled else waits),
        ordering=["-received_at" if handled else "received_at"],
        cursor=request.GET.get("cursor"),
        scope=f"{request.path}?{HANDLED if handled else ''}",
    )
    context = {
        "page": page,
        "handled": handled,
        "elsewhere": reports_elsewhere(request.actor) if handled else [],
        "breadcrumbs": [(_("Sager"), reverse("casework:list")), (_("Nye henvendelser"), "")],
    }
    return render(request, "casework/reports/waiting.html", context)


@access(Permission.TRIAGE_CASES)
@require_POST
def take_up(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Begin a registration filled with what the reporter wrote."""
    report = Report.objects.for_actor(request.actor).filter(pk=pk).first()
    if report is None and not reports_elsewhere(request.actor, pk):
        raise Http404
    if report is None or report.status != ReportStatus.RECEIVED:
        who = handled_by(request.actor, pk) or _("en anden")
        reason = Conflict(_("Henvendelsen er allerede behandlet: %s.") % who)
        return overtaken(request, reason, reverse("casework:reports_waiting"))
    return redirect(INTAKE.url(start_from(request.actor, report), INTAKE_DANGER))


def _onwards(request: PortalRequest, key: UUID, shown: Page) -> str:
    following = REPORT.after(shown)
    if following is not None:
        return REPORT.url(key, following)
    kept = wizard.load(request.actor, REPORT, key)
    unfinished = kept.first_open()
    if unfinished is not None:
        return REPORT.url(key, unfinished)
    report = _send(request, kept)
    where = reverse("casework:receipt", args=[report.pk])
    wizard.finish(request.actor, REPORT, key, where)
    return where


def _send(request: PortalRequest, kept: Kept) -> Report:
    danger, content = kept.bound(DANGER.slug), kept.bound(CONTENT.slug)
    danger.full_clean()
    content.full_clean()
    given = dict(content.cleaned_data)
    return report_concern(
        by=request.actor,
        danger=danger.answers(),
        police_contacted_at=danger.police_contacted_at(),
        care_contact=danger.cleaned_data["care_contact"],
        knowledge=Knowledge(given.pop("knowledge")),
        **given,
    )
