"""What the municipality does with a reported concern that becomes no new case."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework import actions
from casework.forms.reports import PutOnCaseForm, ReportAnswerForm
from casework.models import Case, Report, ReportDecision
from casework.models.case import ENDED
from casework.queries.reports import handled_by, reports_elsewhere
from casework.rules.codes import ReferrerType, ReportOutcome, ReportStatus, Tristate
from casework.rules.danger import DangerQuestion
from stopext.access import clock
from stopext.access.declare import PortalRequest, access
from stopext.access.errors import Invalid, Refused
from stopext.access.roles import Permission
from stopext.web.form_page import Done, FormPage, Place, answer

BOTH = ["GET", "HEAD", "POST"]


@access(Permission.TRIAGE_CASES)
@require_safe
def read_report(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Everything the reporter wrote, and what became of it."""
    report = _report(request, pk)
    if report.is_elsewhere:
        context = {"report": report, "breadcrumbs": _crumbs(report)}
        return render(request, "casework/reports/elsewhere.html", context)
    decisions = ReportDecision.objects.for_actor(request.actor).filter(pk=report.decision_id)
    context = {
        "report": report,
        "danger": [(each.label, report.danger.get(each.value)) for each in DangerQuestion],
        "decision": decisions.first(),
        "waits": report.status == ReportStatus.RECEIVED,
        "breadcrumbs": _crumbs(report),
    }
    return render(request, "casework/reports/read.html", context)


@access(Permission.TRIAGE_CASES)
@require_http_methods(BOTH)
def answer_report(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Answer the reporter without a case, or find that it is no concern."""
    report = _waiting(request, pk)

    def act(form: Any) -> str:
        given = form.cleaned_data
        actions.answer_report(
            by=request.actor,
            report=report,
            outcome=ReportOutcome(given["outcome"]),
            answer=given["answer"],
            reason=given["reason"],
        )
        return _("Svaret er sendt. Indberetteren ser det under “Mine henvendelser”.")

    page = _page(
        request,
        report,
        heading=_("Besvar henvendelsen"),
        button=_("Send svaret"),
        make=ReportAnswerForm,
        act=act,
        draft=Place("henvendelse-svar", report.pk),
    )
    return answer(request, page)


@access(Permission.TRIAGE_CASES)
@require_http_methods(BOTH)
def put_on_case(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Put the report on a running case that the reader sees, after a look at which it is."""
    report = _waiting(request, pk)

    def act(form: Any) -> Done:
        given = form.cleaned_data
        case = _case(request, given["number"])
        if case is None:
            raise Invalid(_("Du kan ikke se nogen åben sag med det nummer."))
        concern = actions.put_on_case(
            by=request.actor,
            report=report,
            case=case,
            referrer_type=ReferrerType(given["referrer_type"]),
            citizen_informed=Tristate(given["citizen_informed"]),
            legal_ground=given["legal_ground"],
            not_informed_reason=given["not_informed_reason"],
        )
        message = _("Henvendelsen ligger nu som bekymring på sag %s.") % case.number
        return Done(reverse("casework:concern", args=[case.pk, concern.pk]), message)

    page = _page(
        request,
        report,
        heading=_("Læg henvendelsen på en sag"),
        button=_("Læg på sagen"),
        template="casework/reports/put_on_case.html",
        make=PutOnCaseForm,
        act=act,
        preview="preview",
        draft=Place("henvendelse-paa-sag", report.pk),
        more=lambda form: _found(request, str(form["number"].value() or "")),
    )
    return answer(request, page)


def _page(
    request: PortalRequest,
    report: Report,
    *,
    heading: str,
    button: str,
    template: str = "casework/reports/answer.html",
    more: Any = lambda _form: {},
    **own: Any,
) -> FormPage:
    """A form page about a report, with its words beside it."""

    def context(form: Any) -> dict[str, Any]:
        crumbs = [*_crumbs(report, here=_address(report)), (heading, "")]
        frame = {"report": report, "heading": heading, "button": button, "breadcrumbs": crumbs}
        return {**frame, **more(form)}

    return FormPage(
        template=template,
        back_url=_address(report),
        context=context,
        told=lambda: _told(request, report),
        closed=_("Henvendelsen er taget over og bliver besvaret et andet sted.")
        if report.is_elsewhere
        else "",
        **own,
    )


def _address(report: Report) -> str:
    return reverse("casework:read_report", args=[report.pk])


def _found(request: PortalRequest, number: str) -> dict[str, Any]:
    """The case with the number typed, for a look before the concern is put on it."""
    return {
        "today": clock.today(),
        "number": number.strip(),
        "found": _case(request, number) if number else None,
    }


def _case(request: PortalRequest, number: str) -> Case | None:
    rows = Case.objects.for_actor(request.actor).exclude(state__in=ENDED)
    found: Case | None = rows.select_related("subject").filter(number=number.strip()).first()
    return found


def _report(request: PortalRequest, pk: UUID) -> Report:
    rows = Report.objects.for_actor(request.actor).select_related("concern")
    report: Report | None = rows.filter(pk=pk).first()
    report = report or next(iter(reports_elsewhere(request.actor, pk)), None)
    if report is None:
        raise Http404
    return report


def _waiting(request: PortalRequest, pk: UUID) -> Report:
    """The report, if nobody has dealt with it; who sends too late keeps her words."""
    report = _report(request, pk)
    if report.status != ReportStatus.RECEIVED and request.method != "POST":
        raise Refused(_("Henvendelsen er allerede behandlet."))
    return report


def _told(request: PortalRequest, report: Report) -> list[tuple[Any, Any]]:
    row = Report.objects.for_actor(request.actor).filter(pk=report.pk).first()
    if row is None:
        return []
    return [
        (_("Status"), row.get_status_display()),
        (_("Behandlet af"), handled_by(request.actor, row.pk)),
        (_("Svar"), row.answer or ""),
    ]


def _crumbs(report: Report, here: str = "") -> list[tuple[Any, str]]:
    return [
        (_("Sager"), reverse("casework:list")),
        (_("Nye henvendelser"), reverse("casework:reports_waiting")),
        (report.receipt, here),
    ]
