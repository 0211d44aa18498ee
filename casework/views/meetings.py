"""The meeting in the info-house: that it was held, and what it recommends."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework import actions
from casework.forms.steps import MeetingForm, RecommendationForm
from casework.models import Meeting
from casework.queries.joint import agreed
from casework.rules.workflow import State
from casework.views.case_forms import as_note, case_form, in_full
from casework.views.case_lookup import crumbs, get_case
from casework.views.records import only_to_read, recorded, why_closed
from stopext.access import clock
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission
from stopext.web.dates import format_date
from stopext.web.form_page import FormPage, Place, answer

FORM = "casework/case/meeting_form.html"


@access(Permission.TRIAGE_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def meetings(request: PortalRequest, pk: UUID) -> HttpResponse:
    """The meeting that is under way and not held in the portal: first that it was held, then what
    it recommends. Those that were held can always be read."""
    case = get_case(request, pk)
    past = recorded(request, case, Meeting)
    heading = _("Møder holdt uden for portalen")
    if reason := why_closed(request, case):
        return only_to_read(request, case, heading=heading, reason=reason, **past)
    joint = agreed(request.actor, case) if case.state_code is State.ANALYSIS else None
    if joint is not None and request.method != "POST":
        reason = _("Mødet med politikredsen er holdt i portalen, og anbefalingen står i referatet.")
        return only_to_read(request, case, heading=heading, reason=reason, **past, joint=joint)
    latest = Meeting.objects.for_actor(request.actor).filter(case=case).order_by("-at").first()
    if latest is None:
        context = {"case": case, "breadcrumbs": crumbs(case, _("Møde i infohuset"))}
        return render(request, "casework/case/no_meeting.html", context)
    latest.case = case
    given = latest.recommended_at is not None and case.state != State.ANALYSIS
    if given and request.method != "POST":
        reason = _("Anbefalingen er givet. Sagen skal drøftes igen, før den kan ændres.")
        return only_to_read(request, case, heading=heading, reason=reason, **past)
    if latest.held_on is None or "participants" in request.POST:
        return answer(request, _hold(request, latest))
    return answer(request, _recommend(request, latest))


def _hold(request: PortalRequest, meeting: Meeting) -> FormPage:
    def act(form: Any) -> str:
        cleaned = form.cleaned_data
        facts = ("held_on", "participants", "shared", "disagreement")
        actions.hold_meeting(
            by=request.actor, case=meeting.case, **{name: cleaned[name] for name in facts}
        )
        return _("Mødet er registreret. Skriv nu anbefalingen.")

    return case_form(
        meeting.case,
        heading=_("Registrér møde holdt uden for portalen"),
        template=FORM,
        button=_("Gem mødet"),
        lead=_("Mødet anbefaler. Det afgør intet."),
        make=MeetingForm,
        act=act,
        initial={"held_on": min(meeting.planned_on, clock.today())},
        draft=Place("case-meeting", meeting.pk),
        told=lambda: [
            (
                _("Hvornår blev mødet holdt?"),
                format_date(meeting.held_on) if meeting.held_on else "",
            ),
            (_("Hvem deltog?"), meeting.participants),
            (_("Hvad blev delt på mødet?"), meeting.shared),
            (_("Var der uenighed?"), meeting.disagreement),
        ],
        instead=lambda form: as_note(request.actor, meeting.case, in_full(form)),
    )


def _recommend(request: PortalRequest, meeting: Meeting) -> FormPage:
    def act(form: Any) -> str:
        cleaned = form.cleaned_data
        facts = ("joint_assessment", "recommendation", "cannot_assess")
        actions.recommend(
            by=request.actor,
            meeting=meeting,
            version=cleaned["version"],
            **{name: cleaned[name] for name in facts},
        )
        return _("Anbefalingen er gemt. Vælg nu næste trin.")

    return case_form(
        meeting.case,
        heading=_("Skriv anbefaling fra møde uden for portalen"),
        template=FORM,
        button=_("Gem anbefalingen"),
        make=RecommendationForm,
        act=act,
        initial={
            "joint_assessment": meeting.joint_assessment,
            "recommendation": meeting.recommendation,
            "cannot_assess": meeting.cannot_assess,
            "version": meeting.version,
        },
        draft=Place("case-recommendation", meeting.pk),
        told=list,  # who wrote a recommendation anew is not stored, and the case was not changed
    )
