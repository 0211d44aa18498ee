"""The deadlines of a case on one page, moving the one of its state, receipts and aftercare."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework import actions
from casework.forms.deadlines import AcknowledgeForm, AftercareForm, DeadlineForm, Onwards
from casework.models import Acknowledgement, Case, Concern
from casework.policies import Deed, may
from casework.queries.aftercare import check_after, checks_held
from casework.queries.case_deadlines import beside
from casework.queries.deadlines import changes, running
from casework.rules.acknowledging import Acknowledged
from casework.rules.codes import Asked, Since
from casework.rules.contacts import ContactChannel
from casework.rules.deadlines import MOVABLE, DeadlineStep
from casework.rules.workflow import TRANSITIONS, State
from casework.views.case_forms import as_note, case_form
from casework.views.case_lookup import crumbs, get_case, get_part
from casework.views.steps import stored_now
from stopext.access import clock
from stopext.access.declare import PortalRequest, access
from stopext.access.errors import Refused
from stopext.access.roles import Permission
from stopext.web.dates import format_date, format_datetime
from stopext.web.form_page import Place, answer

BOTH = ["GET", "HEAD", "POST"]


@access(Permission.VIEW_CASES)
@require_safe
def deadlines(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Every deadline that runs in the case, and how the one of its state was moved."""
    case = get_case(request, pk)
    now = running(request.actor, case)
    context = {
        "case": case,
        "running": now,
        "beside": beside(request.actor, case),
        "changes": list(changes(request.actor, case)),
        "may_move": now is not None
        and now.clock.key in MOVABLE
        and may(Deed.ASSESS, request.actor, case),
        "breadcrumbs": crumbs(case, _("Frister")),
    }
    return render(request, "casework/case/deadlines.html", context)


@access(Permission.TRIAGE_CASES)
@require_http_methods(BOTH)
def move(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Put the deadline off, let it stand still, or let it run again."""
    case = get_case(request, pk, Deed.ASSESS)
    now = running(request.actor, case)
    if request.method != "POST" and (now is None or now.clock.key not in MOVABLE):
        raise Refused(_("Der løber ingen frist, som kan flyttes."))

    def act(form: Any) -> str:
        said = form.cleaned_data
        made = actions.move_deadline(
            by=request.actor,
            case=case,
            version=said["version"],
            step=DeadlineStep(said["step"]),
            day=said.get("day"),
            reason=said["reason"],
        )
        return _("%(done)s: den er nu %(day)s.") % {
            "done": made.done,
            "day": format_date(made.due),
        }

    page = case_form(
        case,
        heading=_("Flyt fristen"),
        button=_("Gem"),
        lead=_lead(now),
        make=partial(DeadlineForm, stands_still=now is not None and now.until is not None),
        act=act,
        initial={"version": case.version},
        draft=Place("case-deadline", case.pk),
        decides=True,
        target=reverse("casework:deadlines", args=[case.pk]),
        told=lambda: [*stored_now(case), (_("Frist"), case.due_at and format_date(case.due_at))],
    )
    return answer(request, page)


def _lead(now: Any) -> str:
    if now is None:
        return ""
    return _("%(what)s: %(day)s. %(why)s.") % {
        "what": now.clock.label,
        "day": format_date(now.due),
        "why": now.clock.source,
    }


@access(Permission.WORK_CASES)
@require_http_methods(BOTH)
def acknowledge(request: PortalRequest, pk: UUID, concern: UUID) -> HttpResponse:
    """Write that who turned to the municipality was told that it came."""
    case = get_case(request, pk, Deed.ACKNOWLEDGE)
    row = get_part(Concern, case, concern, request.actor)
    if request.method != "POST" and _written(request, row):
        return redirect("casework:case", case.pk)

    def act(form: Any) -> str:
        said = form.cleaned_data
        actions.acknowledge(
            by=request.actor,
            concern=row,
            answer=Acknowledged(said["answer"]),
            given_on=said["given_on"],
            channel=ContactChannel(said["channel"]) if said["channel"] else None,
            words=said["words"],
        )
        return _("Kvitteringen er gemt.")

    page = case_form(
        case,
        heading=_("Kvittering til den, der henvendte sig"),
        button=_("Gem kvitteringen"),
        lead=_("Henvendelsen kom %s.") % format_datetime(row.received_at),
        make=AcknowledgeForm,
        act=act,
        initial={"given_on": clock.today()},
        draft=Place("case-receipt", row.pk),
        told=lambda: _written(request, row),
        instead=lambda form: as_note(request.actor, case, form.cleaned_data["words"]),
    )
    return answer(request, page)


def _written(request: PortalRequest, concern: Concern) -> list[tuple[Any, Any]]:
    """The receipt that a colleague has written."""
    rows = Acknowledgement.objects.for_actor(request.actor).filter(concern=concern)
    return [(_("Skrevet af"), f"{one.by_name}, {format_datetime(one.at)}") for one in rows] + [
        (one.get_answer_display(), one.words) for one in rows
    ]


@access(Permission.WORK_CASES)
@require_http_methods(BOTH)
def aftercare(request: PortalRequest, pk: UUID) -> HttpResponse:
    """A check: how it goes since the case was closed, and whether to look again."""
    case = get_case(request, pk)
    if request.method != "POST" and case.state not in {State.CLOSED, State.AFTERCARE}:
        raise Refused(_("Kun en afsluttet sag har eftertjek."))

    def act(form: Any) -> str:
        said = form.cleaned_data
        actions.check_aftercare(
            by=request.actor,
            case=case,
            version=said["version"],
            asked=Asked(said["asked"]),
            outcome=Since(said["outcome"]),
            words=said["words"],
            ends=said["onwards"] == Onwards.ENDS,
        )
        return _("Eftertjekket er gemt.")

    page = case_form(
        case,
        heading=_("Skriv eftertjek"),
        button=_("Gem eftertjekket"),
        lead=_(
            "Et let tjek af, hvordan det går siden afslutningen. Spørg borgeren, hvis det kan lade"
            " sig gøre."
        ),
        make=partial(AftercareForm, again=_again(request, case), may_end=_may_end(request)),
        act=act,
        initial={"version": case.version},
        draft=Place("case-aftercare", case.pk),
        decides=True,
        told=lambda: stored_now(case),
    )
    return answer(request, page)


def _may_end(request: PortalRequest) -> bool:
    ending = TRANSITIONS[State.AFTERCARE][State.CLOSED]
    return ending is not None and request.actor.role in ending.roles


def _again(request: PortalRequest, case: Case) -> str:
    """When the next check is."""
    if case.closed_at is None:
        return str(Onwards.AGAIN.label)
    following = check_after(checks_held(request.actor, case) + 1)
    return _("Der følges op igen: %(check)s %(day)s") % {
        "check": str(following.label).lower(),
        "day": format_date(following.due(case.closed_at)),
    }
