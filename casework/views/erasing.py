"""Erasing a closed case: the proposal, the act itself, a stop, and the certificate that is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from casework import actions
from casework.forms.erasing import ErasureForm, HoldForm, ProposalForm
from casework.models import Case, Erasure
from casework.policies import Deed, may
from casework.queries.case_joins import is_due
from casework.queries.facts import met_gates
from casework.queries.removed import described
from casework.rules.codes import Archiving
from casework.rules.retention import REASONS, Rule
from casework.rules.workflow import State, can_transition
from casework.views.case_forms import case_form
from casework.views.case_lookup import crumbs, get_case
from casework.views.steps import stored_now
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.declare import PortalRequest, access
from stopext.access.errors import Invalid, Refused
from stopext.access.roles import Permission
from stopext.web.dates import format_date
from stopext.web.form_page import Place, answer

BOTH = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, slots=True)
class Erasing:
    """Where a closed case stands on its way out, and what the reader may do about it."""

    due: bool
    held: bool
    proposal: Erasure | None
    may_propose: bool
    may_hold: bool


def erasing_of(actor: Actor, case: Case) -> Erasing:
    """The box on the page of a closed case; two queries."""
    today, proposal = clock.today(), _proposal(actor, case)
    due = is_due(case, today)
    return Erasing(
        due=due,
        held=case.is_held(today),
        proposal=proposal,
        may_propose=due and proposal is None and may(Deed.PROPOSE_ERASURE, actor, case),
        may_hold=may(Deed.HOLD, actor, case),
    )


@access(Permission.CLOSE_CASES)
@require_http_methods(BOTH)
def propose(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Say that a case whose time has come may go."""
    case = get_case(request, pk, Deed.PROPOSE_ERASURE)
    if request.method != "POST" and not is_due(case, clock.today()):
        raise Refused(_("Sagen kan ikke slettes endnu. Se datoen på sagen."))

    def act(form: Any) -> str:
        cleaned = form.cleaned_data
        actions.propose_erasure(
            by=request.actor,
            case=case,
            version=cleaned["version"],
            archiving=Archiving(cleaned["archiving"]),
            reference=cleaned["reference"],
        )
        return _("Sletningen er foreslået. En leder, der ikke er dig, skal godkende den.")

    return answer(
        request,
        case_form(
            case,
            heading=_("Foreslå sletning"),
            button=_("Foreslå sletning"),
            lead=_("Alt om borgeren slettes. Sagsnummer, datoer og koder bliver til statistik."),
            make=ProposalForm,
            act=act,
            initial={"version": case.version},
            decides=True,
            told=lambda: stored_now(case),
        ),
    )


@access(Permission.APPROVE_ERASURE, fresh_login=True)
@require_http_methods(BOTH)
def erase(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Carry out what somebody else has proposed."""
    case = get_case(request, pk, Deed.ERASE)
    if request.method != "POST" and not _can_erase(request.actor, case):
        raise Refused(_("Sagen kan først slettes, når en anden end dig har foreslået det."))

    def act(form: Any) -> str:
        cleaned = form.cleaned_data
        actions.erase(by=request.actor, case=case, version=cleaned["version"])
        return _("Sagen er slettet.")

    return answer(
        request,
        case_form(
            case,
            heading=_("Slet sagen"),
            button=_("Slet sagen"),
            template="casework/case/erase.html",
            make=ErasureForm,
            act=act,
            initial={"version": case.version},
            decides=True,
            told=lambda: stored_now(case),
            context=lambda _form: {
                "proposal": _proposal(request.actor, case),
                "rule": REASONS[Rule(case.retention_rule)] if case.retention_rule else "",
            },
        ),
    )


@access(Permission.CLOSE_CASES)
@require_http_methods(BOTH)
def hold(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Keep a closed case longer, for a reason and until a date."""
    case = get_case(request, pk, Deed.HOLD)

    def act(form: Any) -> str:
        cleaned = form.cleaned_data
        row = actions.hold_erasure(
            by=request.actor,
            case=case,
            version=cleaned["version"],
            until=cleaned["until"],
            reason=cleaned["reason"],
        )
        return _("Sletningen er stoppet til %s.") % (
            format_date(row.hold_until) if row.hold_until else ""
        )

    return answer(
        request,
        case_form(
            case,
            heading=_("Stop sletningen"),
            button=_("Stop sletningen"),
            make=HoldForm,
            act=act,
            initial={
                "version": case.version,
                "reason": case.hold_reason,
                "until": case.hold_until,
            },
            draft=Place("case-hold", case.pk),
            decides=True,
            told=lambda: stored_now(case),
        ),
    )


@access(Permission.CLOSE_CASES)
@require_POST
def release(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Let the erasure go on."""
    case = get_case(request, pk)
    try:
        actions.release_hold(by=request.actor, case=case)
    except Invalid as reason:
        messages.warning(request, str(reason))
    else:
        messages.success(request, _("Sletningen er ikke længere stoppet."))
    return redirect("casework:case", case.pk)


def certificate(request: PortalRequest, case: Case) -> HttpResponse:
    """What is left of an erased case, in place of its page."""
    row = Erasure.objects.for_actor(request.actor).get(case=case)
    context = {
        "case": case,
        "row": row,
        "removed": described(row.removed),
        "rule": REASONS[Rule(case.retention_rule)],
        "breadcrumbs": crumbs(case),
    }
    return render(request, "casework/case/certificate.html", context)


def _can_erase(actor: Actor, case: Case) -> bool:
    met = met_gates(case, actor)
    return can_transition(case.state_code, State.ERASED, role=actor.role, met=met)


def _proposal(actor: Actor, case: Case) -> Erasure | None:
    """The proposal that counts: made while the case has been closed as it is now."""
    rows = Erasure.objects.for_actor(actor)
    found: Erasure | None = rows.filter(case=case, proposed_at__gte=case.state_since).first()
    return found
