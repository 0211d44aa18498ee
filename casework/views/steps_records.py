"""From first assessment to each authority's own decision: the pages that record facts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework import actions
from casework.actions.assessing import NOT_YET
from casework.forms.steps import (
    AnswerCorrectionForm,
    AnswerForm,
    DecisionForm,
    MeetingForm,
    NoticeForm,
    QuestionForm,
    RecommendationForm,
    TriageForm,
)
from casework.models import Decision, InformationRequest, Meeting, Notice, Triage
from casework.policies import Deed, may
from casework.queries.earlier import all_earlier_answers, earlier_answers
from casework.queries.facts import may_decide, met_gates
from casework.rules.codes import (
    Decider,
    DecisionOutcome,
    NoticeDecision,
    PoliceCheck,
    TriageOutcome,
)
from casework.rules.workflow import Gate, State
from casework.views.case_forms import as_note, case_form, in_full
from casework.views.case_lookup import crumbs, get_case, get_part
from casework.views.records import WITH_RECORDS, only_to_read, recorded, why_closed
from casework.views.steps import stored_now
from stopext.access import clock
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission
from stopext.web.dates import format_date, format_datetime
from stopext.web.form_page import Fields, FormPage, Place, answer

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
        lead=_("Gælder, når borgeren er under 18 år (barnets lov § 133)."),
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


@access(Permission.VIEW_CASES)
@require_safe
def requests(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Who was asked, who has answered, and until when we wait."""
    case = get_case(request, pk)
    found = InformationRequest.objects.for_actor(request.actor).filter(case=case)
    rows, earlier = list(found.order_by("answered_at", "due_on", "pk")), {}
    if any(row.answered_at for row in rows):
        earlier = all_earlier_answers(request.actor, case)
    for row in rows:
        row.earlier = earlier.get(str(row.pk), [])
    context = {
        "case": case,
        "rows": rows,
        "may_ask": may(Deed.ASSESS, request.actor, case),
        "may_answer": may(Deed.WORK, request.actor, case),
        "today": clock.today(),
        "breadcrumbs": crumbs(case, _("Indhentede oplysninger")),
    }
    return render(request, "casework/case/requests.html", context)


@access(Permission.TRIAGE_CASES)
@require_http_methods(BOTH)
def ask(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Ask another authority."""
    case = get_case(request, pk, Deed.ASSESS)

    def act(form: Any) -> str:
        cleaned = form.cleaned_data
        facts = {name: cleaned[name] for name in ("authority", "question", "due_on")}
        actions.ask_information(by=request.actor, case=case, **facts)
        return _("Spørgsmålet er gemt. Send det nu til modtageren ad sikker vej.")

    page = case_form(
        case,
        heading=_("Bed om oplysninger"),
        button=_("Gem spørgsmålet"),
        make=QuestionForm,
        act=act,
        draft=Place("case-question", case.pk),
    )
    return answer(request, page)


@access(Permission.WORK_CASES)
@require_http_methods(BOTH)
def record_answer(request: PortalRequest, pk: UUID, asked: UUID) -> HttpResponse:
    """Write down what was answered; what is answered is corrected on a page of its own."""
    case = get_case(request, pk, Deed.WORK)
    row = get_part(InformationRequest, case, asked, request.actor)
    if row.answered_at is not None and request.method != "POST":
        return redirect("casework:correct_answer", case.pk, row.pk)

    def act(form: Any) -> str:
        cleaned = form.cleaned_data
        actions.record_information(by=request.actor, request=row, answer=cleaned["answer"])
        return _("Svaret er gemt.")

    page = case_form(
        case,
        heading=_("Skriv svar fra %s") % row.authority,
        button=_("Gem svaret"),
        lead=row.question,
        make=AnswerForm,
        act=act,
        draft=Place("case-reply", row.pk),
        told=lambda: [(_("Svar"), row.answer), (_("Skrevet af"), row.answered_by_name)],
        instead=lambda form: as_note(request.actor, case, form.cleaned_data["answer"]),
    )
    return answer(request, page)


@access(Permission.WORK_CASES)
@require_http_methods(BOTH)
def correct_answer(request: PortalRequest, pk: UUID, asked: UUID) -> HttpResponse:
    """The answer that is there, to be corrected, with every earlier one."""
    case = get_case(request, pk, Deed.WORK)
    row = get_part(InformationRequest, case, asked, request.actor)
    if row.answered_at is None:
        return redirect("casework:record_answer", case.pk, row.pk)
    earlier = earlier_answers(request.actor, case, row)

    def act(form: Any) -> str:
        cleaned = form.cleaned_data
        facts = {name: cleaned[name] for name in ("version", "answer", "reason")}
        actions.correct_information(by=request.actor, request=row, **facts)
        return _("Svaret er rettet. Det tidligere svar er bevaret.")

    def history(form: Any) -> Fields:
        form.fields["answer"].earlier = earlier
        return {}

    written = {
        "who": row.answered_by_name,
        "when": format_datetime(row.answered_at),
    }
    told = _("Svaret er skrevet af %(who)s %(when)s. Du kan rette det; det tidligere bevares.")
    page = case_form(
        case,
        heading=_("Svar fra %s") % row.authority,
        button=_("Gem rettelsen"),
        lead=f"{row.question}\n\n{told % written}",
        make=AnswerCorrectionForm,
        act=act,
        initial={"answer": row.answer, "version": len(earlier)},
        draft=Place("case-reply-correct", row.pk),
        context=history,
        target=reverse("casework:requests", args=[case.pk]),
    )
    return answer(request, page)


@access(Permission.TRIAGE_CASES)
@require_http_methods(BOTH)
def meetings(request: PortalRequest, pk: UUID) -> HttpResponse:
    """The meeting that is under way: first that it was held, then what it recommends. Those that
    were held can always be read."""
    case = get_case(request, pk)
    past = recorded(request, case, Meeting)
    if reason := why_closed(request, case):
        return only_to_read(request, case, heading=_("Møder i infohuset"), reason=reason, **past)
    latest = Meeting.objects.for_actor(request.actor).filter(case=case).order_by("-at").first()
    if latest is None:
        context = {"case": case, "breadcrumbs": crumbs(case, _("Møde i infohuset"))}
        return render(request, "casework/case/no_meeting.html", context)
    latest.case = case
    given = latest.recommended_at is not None and case.state != State.ANALYSIS
    if given and request.method != "POST":
        reason = _("Anbefalingen er givet. Sagen skal drøftes igen, før den kan ændres.")
        return only_to_read(request, case, heading=_("Møder i infohuset"), reason=reason, **past)
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
        heading=_("Registrér møde i infohuset"),
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
        heading=_("Skriv infohusets anbefaling"),
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
    )


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
        )
        if Gate.OWN_DECISION in met_gates(case, request.actor):
            return _("Beslutningen er gemt. Kommunen og politiet har nu hver deres registreret.")
        return _("Beslutningen er gemt. Den anden myndigheds mangler endnu.")

    page = case_form(
        case,
        template=WITH_RECORDS,
        context=lambda _form: past,
        heading=_("Registrér egen beslutning"),
        button=_("Gem beslutningen"),
        lead=_("Kommunen og politiet beslutter hver for sig. Registrér én ad gangen."),
        make=DecisionForm,
        act=act,
        draft=Place("case-decision", case.pk),
    )
    return answer(request, page)
