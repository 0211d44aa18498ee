"""The minutes of a meeting of the info-house, their two approvals, and what each side decides."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework import actions
from casework.actions.joint import noted
from casework.actions.joint_minutes import MINUTED
from casework.forms.joint import AdditionForm, ApproveForm, MinutesForm, OwnDecisionForm
from casework.models import JointDecision, JointMeeting
from casework.policies import Deed
from casework.queries.joint import (
    Invited,
    Record,
    changes_of,
    own_decisions,
    people,
    plans,
    record,
)
from casework.rules.codes import DecisionOutcome
from casework.rules.joint import NOT_APPROVED, NOT_YET, UNREAD, MeetingStatus
from casework.views.joint import (
    case_of,
    check_open,
    decided,
    deeds,
    get_meeting,
    leads_back,
    led_case,
    meeting_crumbs,
)
from casework.views.joint_plan import meeting_form
from stopext.access import clock
from stopext.access.declare import PortalRequest, access
from stopext.access.errors import Refused
from stopext.access.roles import Kind, Permission
from stopext.web.dates import format_datetime
from stopext.web.form_page import Place, answer

BOTH = ["GET", "HEAD", "POST"]


@access(Permission.MEET)
@require_safe
def minutes(request: PortalRequest, pk: UUID) -> HttpResponse:
    """The minutes as they read now, who was there, what was added, and how they read before."""
    row, actor = get_meeting(request, pk), request.actor
    found = record(actor, row)
    context = {
        "row": row,
        "plan": plans(actor, row)[0],
        "people": people(actor, row),
        "record": found,
        "may": deeds(actor, row, found, led_case(actor, row)),
        **decided(actor, row),
        "breadcrumbs": meeting_crumbs(actor, row, _("Referat")),
    }
    return render(request, "casework/joint/minutes.html", context)


@access(Permission.MEET)
@require_safe
def on_paper(request: PortalRequest, pk: UUID) -> HttpResponse:
    """The meeting to be printed: agenda, people, minutes, and what the reader's own side decided.
    That it was opened, the log says: the paper leaves the portal."""
    row, actor = get_meeting(request, pk), request.actor
    is_police = actor.kind is Kind.POLICE
    both = decided(actor, row)
    ours, theirs = both["sides"]
    noted("meeting.print", None if is_police else case_of(actor, row).log_key, row)
    context = {
        "row": row,
        "plan": plans(actor, row)[0],
        "people": people(actor, row),
        "record": record(actor, row),
        "now": clock.now(),
        **both,
        "sides": [theirs if is_police else ours],
        "breadcrumbs": meeting_crumbs(actor, row, _("Udskrift")),
    }
    return render(request, "casework/joint/print.html", context)


@access(Permission.LEAD_MEETINGS)
@require_http_methods(BOTH)
@leads_back
def write(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Write the minutes, or write them anew."""
    row = get_meeting(request, pk, Deed.MEET)
    check_open(request, row)
    if request.method != "POST" and row.status == MeetingStatus.PLANNED:
        raise Refused(str(NOT_YET))
    found = record(request.actor, row)

    def act(form: Any) -> str:
        said = {name: form.cleaned_data[name] for name in (*MINUTED, "version")}
        actions.write_minutes(by=request.actor, meeting=row, **said)
        return _(
            "Referatet er gemt. En tovholder eller leder i kommunen og politikredsens tovholder"
            " skal nu godkende det."
        )

    page = meeting_form(
        request,
        row,
        heading=_("Skriv referat"),
        button=_("Gem referatet"),
        lead=_("En ændret tekst skal godkendes igen af begge.") if found.approvals else "",
        make=MinutesForm,
        act=act,
        initial={**_texts(found), "version": found.number},
        draft=Place("joint-minutes", row.pk),
        whose=lambda _name: _signed(found),
    )
    return answer(request, page)


@access(Permission.LEAD_MEETINGS)
@require_http_methods(BOTH)
@leads_back
def approve(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Approve the minutes as they read on this page."""
    row = get_meeting(request, pk, Deed.MEET)
    check_open(request, row)
    found = record(request.actor, row)
    drawn = changes_of(request.actor, row, found)
    if request.method != "POST":
        _check_unapproved(request, row, found)

    def act(form: Any) -> str:
        approved = actions.approve_minutes(
            by=request.actor,
            meeting=row,
            version=found.number,
            drawn=form.cleaned_data["version"],
        )
        if approved.locked_at is not None:
            return _("Referatet er godkendt af begge myndigheder og ligger nu fast.")
        return _("Du har godkendt referatet. Den anden myndighed mangler.")

    page = meeting_form(
        request,
        row,
        heading=_("Godkend referatet"),
        button=_("Godkend referatet"),
        template="casework/joint/approve.html",
        context={"record": found, "people": people(request.actor, row)},
        make=ApproveForm,
        act=act,
        initial={"version": drawn},
        told=lambda: [
            *_stands(record(request.actor, row)),
            (_("Deltagere"), _took_part(people(request.actor, row))),
        ],
    )
    return answer(request, page)


def _took_part(found: list[Invited]) -> str:
    return "\n".join(
        f"{one.row}: {one.attended.get_attended_display() if one.attended else _('ikke noteret')}"
        for one in found
    )


@access(Permission.LEAD_MEETINGS)
@require_http_methods(BOTH)
@leads_back
def add(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Add to minutes that both have approved."""
    row = get_meeting(request, pk, Deed.MEET)
    _check_approved(request, row)

    def act(form: Any) -> str:
        actions.add_to_minutes(by=request.actor, meeting=row, text=form.cleaned_data["text"])
        return _("Tilføjelsen er gemt.")

    page = meeting_form(
        request,
        row,
        heading=_("Føj til referatet"),
        button=_("Gem tilføjelsen"),
        lead=_("Det godkendte referat bliver stående, som det er."),
        make=AdditionForm,
        act=act,
        draft=Place("joint-addition", row.pk),
    )
    return answer(request, page)


@access(Permission.LEAD_MEETINGS)
@require_http_methods(BOTH)
@leads_back
def decide(request: PortalRequest, pk: UUID) -> HttpResponse:
    """What the reader's own authority decides."""
    row = get_meeting(request, pk, Deed.MEET)
    _check_approved(request, row)

    def act(form: Any) -> str:
        said = form.cleaned_data
        actions.decide_after_meeting(
            by=request.actor,
            meeting=row,
            outcome=DecisionOutcome(said["outcome"]),
            reason=said["reason"],
            version=said["version"],
        )
        return _("Beslutningen er gemt.")

    made = own_decisions(request.actor, row)

    page = meeting_form(
        request,
        row,
        heading=_("Skriv jeres egen beslutning"),
        button=_("Gem beslutningen"),
        lead=_("Infohuset anbefaler. Beslutningen er jeres egen myndigheds."),
        make=OwnDecisionForm,
        act=act,
        initial={"version": len(made)},
        decides=True,
        told=lambda: _decided(own_decisions(request.actor, row)),
        draft=Place("joint-decision", row.pk),
    )
    return answer(request, page)


def _texts(found: Record) -> dict[str, str]:
    return {name: getattr(found.latest, name) for name in MINUTED} if found.latest else {}


def _signed(found: Record) -> str:
    row = found.latest
    return f"{row.by_name}, {format_datetime(row.at)}" if row else ""


def _stands(found: Record) -> list[tuple[Any, Any]]:
    """The minutes as they read now, to who approved them as they read before."""
    row = found.latest
    if row is None:
        return []
    return [
        (_("Skrevet af"), _signed(found)),
        (_("Referat"), row.text),
        (_("Uenighed"), row.disagreement),
        (_("Infohusets anbefaling"), row.recommendation),
    ]


def _decided(made: list[JointDecision]) -> list[tuple[Any, Any]]:
    """The newest decision, to who was overtaken by it."""
    return [
        (f"{one.get_outcome_display()}: {one.by_name}, {format_datetime(one.at)}", one.reason)
        for one in made[:1]
    ]


def _check_unapproved(request: PortalRequest, row: JointMeeting, found: Record) -> None:
    if not row.is_shared:
        raise Refused(str(UNREAD))
    if found.latest is None:
        raise Refused(_("Der er ikke skrevet noget referat endnu."))
    if found.approved_by(request.actor.authority_id):
        raise Refused(_("Referatet er allerede godkendt for jeres myndighed."))


def _check_approved(request: PortalRequest, row: JointMeeting) -> None:
    if request.method != "POST" and row.locked_at is None:
        raise Refused(str(NOT_APPROVED))
