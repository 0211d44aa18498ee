"""The first assessment, a notice, and each authority's own decision: the pages that record them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework import actions
from casework.actions.assessing import NOT_YET
from casework.forms.steps import DecisionForm, NoticeForm, TriageForm
from casework.models import Decision, Notice, Triage
from casework.queries.facts import may_decide, met_gates
from casework.queries.joint import agreed
from casework.rules.codes import (
    Decider,
    DecisionOutcome,
    NoticeDecision,
    PoliceCheck,
    TriageOutcome,
)
from casework.rules.workflow import Gate
from casework.views.case_forms import case_form
from casework.views.case_lookup import get_case
from casework.views.records import WITH_RECORDS, only_to_read, recorded, why_closed
from casework.views.steps import stored_now
from stopext.access import clock
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission
from stopext.web.dates import format_datetime
from stopext.web.form_page import Place, answer

BOTH = ["GET", "HEAD", "POST"]


@access(Permission.TRIAGE_CASES)
@require_http_methods(BOTH)
def triage(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Where the concern belongs, and what the police say."""
    case = get_case(request, pk)
    past = recorded(request, case, Triage)
    if reason := why_closed(request, case):
        return only_to_read(request, case, heading=_("Indledende vurdering"), reason=reason, **past)

    def act(form: Any) -> str:
        cleaned = form.cleaned_data
        actions.triage(
            by=request.actor,
            case=case,
            outcome=TriageOutcome(cleaned["outcome"]),
            reason=cleaned["reason"],
            police_check=PoliceCheck(cleaned["police_check"]),
            police_contact=cleaned["police_contact"],
            version=cleaned["version"],
        )
        return _("Den indledende vurdering er gemt. Vælg nu næste trin.")

    page = case_form(
        case,
        template=WITH_RECORDS,
        context=lambda _form: past,
        heading=_("Indledende vurdering"),
        button=_("Gem vurderingen"),
        lead=_("Vurderingen flytter ikke sagen. Det gør du bagefter under “Næste trin”."),
        make=TriageForm,
        act=act,
        initial={"version": len(past["records"])},
        decides=True,
        told=lambda: _newest(past["records"], "outcome"),
        draft=Place("case-triage", case.pk),
    )
    return answer(request, page)


@access(Permission.TRIAGE_CASES)
@require_http_methods(BOTH)
def notice(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Decide on a notice about somebody under 18."""
    case = get_case(request, pk)
    past = recorded(request, case, Notice)
    if reason := why_closed(request, case):
        return only_to_read(request, case, heading=_("Underretning"), reason=reason, **past)

    def act(form: Any) -> str:
        cleaned = form.cleaned_data
        actions.decide_notice(
            by=request.actor,
            case=case,
            version=cleaned["version"],
            decision=NoticeDecision(cleaned["decision"]),
            reason=cleaned["reason"],
        )
        return _("Stillingtagen til underretning er gemt.")

    page = case_form(
        case,
        template=WITH_RECORDS,
        context=lambda _form: past,
        heading=_("Tag stilling til underretning"),
        button=_("Gem beslutningen"),
        lead=_("Gælder, når borgeren tæller som under 18 år (barnets lov § 133)."),
        make=NoticeForm,
        act=act,
        initial={
            "version": case.version,
            "decision": case.notice,
            "reason": case.notice_reason,
        },
        draft=Place("case-notice", case.pk),
        told=lambda: [
            *stored_now(case),
            (_("Beslutning"), case.get_notice_display()),
            (_("Begrundelse"), case.notice_reason),
        ],
    )
    return answer(request, page)


@access(Permission.TRIAGE_CASES)
@require_http_methods(BOTH)
def decide(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One authority's own decision."""
    case = get_case(request, pk)
    past = recorded(request, case, Decision)
    if reason := why_closed(request, case):
        return only_to_read(request, case, heading=_("Egne beslutninger"), reason=reason, **past)
    if request.method != "POST" and not may_decide(request.actor, case):
        return only_to_read(request, case, heading=_("Egne beslutninger"), reason=NOT_YET, **past)

    def act(form: Any) -> str:
        cleaned = form.cleaned_data
        actions.decide(
            by=request.actor,
            case=case,
            decider=Decider(cleaned["decider"]),
            outcome=DecisionOutcome(cleaned["outcome"]),
            reason=cleaned["reason"],
            told_by=cleaned["told_by"],
            version=cleaned["version"],
        )
        if Gate.OWN_DECISION in met_gates(case, request.actor):
            return _("Beslutningen er gemt. Kommunen og politiet har nu hver deres registreret.")
        return _("Beslutningen er gemt. Den anden myndigheds mangler endnu.")

    joint = agreed(request.actor, case)
    page = case_form(
        case,
        template=WITH_RECORDS,
        context=lambda _form: {**past, "joint": joint},
        heading=_("Registrér egen beslutning"),
        button=_("Gem beslutningen"),
        lead=_("Kommunen og politiet beslutter hver for sig. Registrér én ad gangen."),
        make=DecisionForm,
        act=act,
        initial={"version": len(past["records"])},
        decides=True,
        told=lambda: _newest(past["records"], "decider", "outcome"),
        draft=Place("case-decision", case.pk),
    )
    return answer(request, page)


def _newest(rows: list[Any], *choices: str) -> list[tuple[str, str]]:
    """What a colleague has recorded, by whom and when: whoever was overtaken decides with it."""
    if not rows:
        return []
    row = rows[0]
    words = [getattr(row, f"get_{name}_display")() for name in choices]
    label = _("%(who)s, %(when)s") % {
        "who": row.by_name,
        "when": format_datetime(row.at, clock.now()),
    }
    return [(label, "\n\n".join([": ".join(words), row.reason]))]
