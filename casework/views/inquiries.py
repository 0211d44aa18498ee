"""What other authorities ask one's own, and answering it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework import actions
from casework.forms.inquiries import AnswerInquiryForm
from casework.queries.inquiries import received, replies_to, to_answer
from casework.rules.inquiries import WITHDRAWN, InquiryAnswer
from casework.rules.legal import LEGAL_BASES, LegalBasis
from stopext.access import clock
from stopext.access.declare import PortalRequest, access
from stopext.access.errors import Refused
from stopext.access.roles import Permission
from stopext.web.dates import format_datetime
from stopext.web.form_page import FormPage, Place, answer
from stopext.web.pagination import paginate

WAITING = "waiting"


@access(Permission.ANSWER_INQUIRIES)
@require_safe
def inquiries(request: PortalRequest) -> HttpResponse:
    """What the authority is asked, the newest first; or what waits."""
    only_waiting = request.GET.get("show") == WAITING
    waits = to_answer(request.actor).order_by().values("pk")
    rows = received(request.actor)
    page = paginate(
        rows.filter(pk__in=waits) if only_waiting else rows,
        ordering=("-at", "-id"),
        cursor=request.GET.get("cursor"),
        scope=f"{request.path}?{WAITING if only_waiting else ''}",
    )
    context = {
        "page": page,
        "only_waiting": only_waiting,
        "answers": dict(InquiryAnswer.choices),
        "breadcrumbs": [(_("Spørgsmål fra andre"), "")],
    }
    return render(request, "casework/inquiries/list.html", context)


@access(Permission.ANSWER_INQUIRIES)
@require_safe
def inquiry(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One question: what is asked of whom, on what ground, until when, and what was answered."""
    row = get_object_or_404(received(request.actor), pk=pk)
    context = {
        "row": row,
        "legal": LEGAL_BASES[LegalBasis(row.legal_basis)],
        "replies": replies_to(request.actor, row)[::-1],
        "today": clock.today(),
        "breadcrumbs": [_list(), (row.case_number, "")],
    }
    return render(request, "casework/inquiries/detail.html", context)


@access(Permission.ANSWER_INQUIRIES)
@require_http_methods(["GET", "HEAD", "POST"])
def answer_inquiry(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Answer, or answer anew."""
    row = get_object_or_404(received(request.actor), pk=pk)
    if row.withdrawn_at is not None and request.method != "POST":
        raise Refused(WITHDRAWN)
    said = replies_to(request.actor, row)
    back = reverse("casework:inquiry", args=[row.pk])

    def act(form: Any) -> str:
        cleaned = form.cleaned_data
        names = ("version", "text", "source", "told_on", "legal_basis")
        actions.answer_inquiry(
            by=request.actor,
            inquiry=row,
            reply=InquiryAnswer(cleaned["reply"]),
            **{name: cleaned[name] for name in names},
        )
        return _("Svaret er sendt. Den, der spurgte, kan læse det på sagen.")

    page = FormPage(
        template="casework/inquiries/answer.html",
        back_url=back,
        make=AnswerInquiryForm,
        act=act,
        initial={"version": len(said)},
        decides=True,
        draft=Place("inquiry-answer", row.pk),
        told=lambda: [
            (one.get_reply_display(), f"{one.by_name}, {format_datetime(one.at)}")
            for one in replies_to(request.actor, row)[-1:]
        ],
        context=lambda _form: {
            "row": row,
            "again": bool(said),
            "breadcrumbs": [_list(), (row.case_number, back), (_("Svar"), "")],
        },
    )
    return answer(request, page)


def _list() -> tuple[str, str]:
    return _("Spørgsmål fra andre"), reverse("casework:inquiries")
