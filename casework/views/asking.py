"""What other authorities are asked and have answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework import actions
from casework.forms.steps import AnswerCorrectionForm, AnswerForm, QuestionForm
from casework.models import Case, InformationRequest
from casework.policies import Deed, may
from casework.queries.changed import last_correction
from casework.queries.earlier import (
    Change,
    add_corrections,
    earlier_of_records,
    times_written,
)
from casework.queries.inquiries import sent_of
from casework.rules.inquiries import InquiryAnswer
from casework.views.case_forms import as_note, case_form
from casework.views.case_lookup import crumbs, get_case, get_part
from stopext.access import clock
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission
from stopext.web.dates import format_datetime
from stopext.web.form_page import Fields, Place, answer

BOTH = ["GET", "HEAD", "POST"]


def _in_words(said: Mapping[str, Any]) -> str:
    """An answer as one text."""
    reply = dict(InquiryAnswer.choices).get(said["reply"], "")
    return "\n".join(filter(None, (str(reply), said["answer"], said["source"])))


def _answered(request: PortalRequest, case: Case, key: UUID) -> list[tuple[Any, Any]]:
    """What somebody else has written of the answer or the question, who and when."""
    row = get_part(InformationRequest, case, key, request.actor)
    if row.answered_at is None:
        return _question(request, row)
    when = format_datetime(row.answered_at, clock.now())
    said = _in_words({name: getattr(row, name) for name in actions.REPLIED})
    return [(_("Svar"), said), (_("Skrevet af"), f"{row.answered_by_name}, {when}")]


def _question(request: PortalRequest, row: InformationRequest) -> list[tuple[Any, Any]]:
    """What is asked now, and what was asked before it was last corrected."""
    changes = _reworded(request, row)
    if not changes:
        return []
    before = [(_("Spørgsmålet før"), changes[0].before)]
    return [*last_correction(changes), *before, (_("Spørgsmålet nu"), row.question)]


def _reworded(request: PortalRequest, row: InformationRequest) -> list[Change]:
    """How the question was worded before, the newest first."""
    return _earlier(request, row).get("question", [])


def _earlier(request: PortalRequest, row: InformationRequest) -> dict[str, list[Change]]:
    """What was corrected in a question and its answer, by column."""
    return earlier_of_records(request.actor, row.case).get(str(row.pk), {})


def _answers_before(request: PortalRequest, row: InformationRequest) -> list[Change]:
    """Every correction of any part of the answer, the newest first."""
    earlier = _earlier(request, row)
    changes = [change for name in actions.REPLIED for change in earlier.get(name, [])]
    return sorted(changes, key=lambda change: change.at, reverse=True)


@access(Permission.VIEW_CASES)
@require_safe
def requests(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Who was asked, who has answered, and until when we wait."""
    case = get_case(request, pk)
    found = InformationRequest.objects.for_actor(request.actor).filter(case=case)
    rows = list(found.order_by("answered_at", "due_on", "pk"))
    add_corrections(request.actor, case, rows)
    sent = sent_of(request.actor, case) if rows else {}
    for row in rows:
        row.inquiry = sent.get(row.pk)
    context = {
        "case": case,
        "rows": rows,
        "may_ask": may(Deed.ASSESS, request.actor, case),
        "may_answer": may(Deed.WORK, request.actor, case),
        "may_share": request.actor.can(Permission.SHARE_CASES),
        "may_send": may(Deed.SHARE, request.actor, case),
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
        return _("Spørgsmålet er gemt. Send det nu i portalen eller ad sikker vej.")

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
    if request.method != "POST" and row.inquiries.exists():
        return redirect("casework:requests", case.pk)
    if row.answered_at is not None and request.method != "POST":
        return redirect("casework:correct_answer", case.pk, row.pk)

    def act(form: Any) -> str:
        cleaned = form.cleaned_data
        said = {name: cleaned[name] for name in actions.REPLIED}
        actions.record_information(
            by=request.actor, request=row, said=said, version=cleaned["version"]
        )
        return _("Svaret er gemt.")

    page = case_form(
        case,
        heading=_("Skriv svar fra %s") % row.authority,
        button=_("Gem svaret"),
        lead=row.question,
        make=AnswerForm,
        act=act,
        # Of what has an answer there is no version to go on from: the text goes elsewhere.
        initial={}
        if row.answered_at
        else {"version": times_written(request.actor, case, row), "replied_on": clock.today()},
        decides=True,
        draft=Place("case-reply", row.pk),
        told=lambda: _answered(request, case, row.pk),
        instead=lambda form: as_note(request.actor, case, _in_words(form.cleaned_data)),
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
    earlier = _earlier(request, row)

    def act(form: Any) -> str:
        cleaned = form.cleaned_data
        said = {name: cleaned[name] for name in actions.REPLIED}
        facts = {name: cleaned[name] for name in ("version", "reason")}
        actions.correct_information(by=request.actor, request=row, said=said, **facts)
        return _("Svaret er rettet. Det tidligere svar er bevaret.")

    def history(form: Any) -> Fields:
        for name in actions.REPLIED:
            form.fields[name].earlier = earlier.get(name, [])
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
        initial={name: getattr(row, name) for name in actions.REPLIED}
        | {"version": times_written(request.actor, case, row)},
        decides=True,
        draft=Place("case-reply-correct", row.pk),
        context=history,
        told=lambda: [
            *last_correction(_answers_before(request, row)),
            *_question(request, row),
        ],
        target=reverse("casework:requests", args=[case.pk]),
    )
    return answer(request, page)
