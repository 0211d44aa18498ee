"""Closing: the gate with its findings, and the leader's approval."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from casework import actions
from casework.forms.closing import ApprovalForm, closing_form
from casework.models import Case
from casework.models.parts import Show
from casework.policies import Deed, may
from casework.queries.facts import closing_facts
from casework.queries.inquiries import unanswered_of
from casework.queries.joint import ahead
from casework.queries.readers import lacks_leader
from casework.rules.closing import (
    ClosingError,
    ClosingFacts,
    Finding,
    FindingKey,
    Severity,
    closing_findings,
    needs_leader_approval,
)
from casework.rules.codes import ClosureReason
from casework.rules.retention import compute_retention
from casework.screenings import latest_judgement
from casework.views.case_forms import case_form
from casework.views.case_lookup import get_case
from casework.views.steps import stored_now
from stopext.access import clock
from stopext.access.declare import PortalRequest, access
from stopext.access.errors import Invalid, Refused
from stopext.access.roles import Permission
from stopext.web import drafts
from stopext.web.dates import format_date
from stopext.web.form_page import Place, answer

BOTH = ["GET", "HEAD", "POST"]
#: Long enough for the gate to look at everything but the text that is being written.
WRITTEN = "x" * 20
DRAFT = "case-closing"


@access(Permission.CLOSE_CASES)
@require_http_methods(BOTH)
def close(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Close the case: what stands in the way, what must be answered, and when it is erased."""
    case = get_case(request, pk, Deed.CLOSE)
    facts = _facts(request, case)
    findings = closing_findings(facts)
    blocking = [finding for finding in findings if finding.severity is Severity.BLOCKING]

    def act(form: Any) -> str:
        cleaned = form.cleaned_data
        try:
            row = actions.close(
                by=request.actor,
                case=case,
                version=cleaned["version"],
                reason=ClosureReason(cleaned["reason"]),
                assessment=cleaned["assessment"],
                answers=form.answers(),
                handover=cleaned["handover"],
            )
        except ClosingError as error:
            raise Invalid(str(error)) from None
        erased = format_date(row.delete_earliest) if row.delete_earliest else ""
        return _("Sagen er afsluttet. Den slettes tidligst %s.") % erased

    page = case_form(
        case,
        heading=_("Afslut sagen"),
        button=_("Afslut sagen"),
        template="casework/case/close.html",
        make=closing_form(findings),
        act=act,
        # Without a version it is too late: a closed case takes no second closing.
        initial={"version": case.version} if may(Deed.CLOSE, request.actor, case) else {},
        draft=Place(DRAFT, case.pk),
        decides=True,
        told=lambda: stored_now(case),
        context=lambda _form: {
            "blocking": [(finding, _way_out(case, finding)) for finding in blocking],
            "needs_leader": any(f.key is FindingKey.LEADER_APPROVAL for f in blocking),
            "shares_url": _timeline(case, Show.SHARING) if _shares(findings) else "",
            "may_approve": may(Deed.APPROVE, request.actor, case),
            "meetings": ahead(request.actor, case),
            "questions": unanswered_of(request.actor, case),
            "tasks": facts.open_tasks,
            "lacks_leader": lacks_leader(request.actor, case),
            "may_restrict": may(Deed.RESTRICT, request.actor, case),
            "erasures": _erasures(case, had_measures=facts.had_measures),
        },
    )
    return answer(request, page)


@access(Permission.CLOSE_CASES)
@require_POST
def ask_approval(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Ask a leader; what has been written in the closing form is kept as its draft."""
    case = get_case(request, pk)
    try:
        actions.ask_approval(by=request.actor, case=case)
    except Invalid as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, _("Lederen er bedt om at godkende afslutningen."))
    if "assessment" in request.POST:
        drafts.save(
            by=request.actor,
            form=DRAFT,
            object_id=case.pk,
            fields=drafts.fields_of(request.POST),
        )
    return redirect("casework:close", case.pk)


@access(Permission.APPROVE_CLOSING)
@require_http_methods(BOTH)
def approve(request: PortalRequest, pk: UUID) -> HttpResponse:
    """A leader puts her name to closing a case with a high level of concern."""
    case = get_case(request, pk, Deed.APPROVE)
    if not needs_leader_approval(latest_judgement(request.actor, case)):
        raise Refused(_("Afslutningen kræver ingen godkendelse: bekymringen er ikke vurderet høj."))

    def act(form: Any) -> str:
        cleaned = form.cleaned_data
        actions.approve_closing(by=request.actor, case=case, reason=cleaned["reason"])
        return _("Afslutningen er godkendt. Tovholderen kan nu afslutte sagen.")

    page = case_form(
        case,
        heading=_("Godkend afslutning"),
        button=_("Godkend afslutning"),
        lead=_("Den seneste vurdering er høj bekymring. Læs sagen, før du godkender."),
        make=ApprovalForm,
        act=act,
        draft=Place("case-approval", case.pk),
    )
    return answer(request, page)


def _way_out(case: Case, finding: Finding) -> str:
    """Where a blocking finding is removed; the others are said on the page itself."""
    if finding.key is FindingKey.OPEN_MEASURES:
        return _timeline(case, Show.MEASURES)
    if finding.key is FindingKey.MINOR_NOTICE:
        return reverse("casework:notice", args=[case.pk])
    return ""


def _shares(findings: Iterable[Finding]) -> bool:
    return any(finding.key is FindingKey.OPEN_DISCLOSURES for finding in findings)


def _timeline(case: Case, show: Show) -> str:
    return f"{reverse('casework:case', args=[case.pk])}?show={show.value}"


def _facts(request: PortalRequest, case: Case) -> ClosingFacts:
    """Those that do not depend on what is being typed, plus those of the chosen reason."""
    chosen = request.POST.get("reason", "")
    reason = ClosureReason(chosen) if chosen in ClosureReason.values else ClosureReason.UNFOUNDED
    return closing_facts(
        case,
        request.actor,
        reason=reason,
        assessment=WRITTEN,
        under_18=case.subject.under_18(clock.today()),
        handover=request.POST.get("handover", ""),
    )


def _erasures(case: Case, *, had_measures: bool) -> list[tuple[str, str, str]]:
    """Reason, earliest erasure, and the rule behind it, for each way to close."""
    found = []
    for reason in ClosureReason:
        kept = compute_retention(
            closed_on=clock.today(),
            reason=reason,
            had_measures=had_measures,
            under_18=case.subject.under_18(clock.today()),
            birth_year=case.subject.birth_year,
        )
        found.append((str(reason.label), format_date(kept.earliest), str(kept.reason)))
    return found
