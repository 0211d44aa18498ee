"""Sending a question of a case to an authority that answers in the portal, and taking it back."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework import actions
from casework.forms.inquiries import SendInquiryForm, WithdrawInquiryForm
from casework.models import InformationRequest, Inquiry
from casework.policies import Deed
from casework.queries.consents import to_ask_on
from casework.queries.inquiries import answering_authorities, around_question
from casework.rules.codes import Tristate
from casework.rules.inquiries import Told
from casework.rules.legal import LegalBasis
from casework.views.case_forms import as_note, case_form, in_full
from casework.views.case_lookup import get_case, get_part
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission
from stopext.web.dates import format_date, format_datetime
from stopext.web.form_page import Place, answer

BOTH = ["GET", "HEAD", "POST"]


@access(Permission.SHARE_CASES, fresh_login=True)
@require_http_methods(BOTH)
def send_inquiry(request: PortalRequest, pk: UUID, asked: UUID) -> HttpResponse:
    """A question of the case, as an authority in the portal will read it."""
    case = get_case(request, pk, Deed.SHARE)
    row = get_part(InformationRequest, case, asked, request.actor)
    authorities = list(answering_authorities())

    def act(form: Any) -> str:
        said = dict(form.cleaned_data)
        actions.send_inquiry(
            by=request.actor,
            request=row,
            asked_id=said["asked"],
            told=Told(said["told"]),
            legal_basis=LegalBasis(said["legal_basis"]),
            citizen_informed=Tristate(said["citizen_informed"]),
            source_known=said.get("source_known", False),
            other_known=said.get("other_known", False),
            origin_known=said.get("origin_known", False),
            **{name: said[name] for name in ("question", "necessity", "not_informed_reason")},
        )
        return _("Spørgsmålet er sendt. Svaret kommer til at stå her.")

    page = case_form(
        case,
        heading=_("Send spørgsmål i portalen"),
        button=_("Send spørgsmålet"),
        lead=_("Spørgsmålet til %(who)s, svarfrist %(day)s.")
        % {"who": row.authority, "day": format_date(row.due_on)},
        make=partial(
            SendInquiryForm,
            around=partial(around_question, request.actor, case, row),
            authorities=authorities,
            consents=to_ask_on(request.actor, case),
        ),
        act=act,
        initial={
            "question": row.question,
            "asked": next((one.pk for one in authorities if one.name == row.authority), None),
        },
        draft=Place("case-inquiry", row.pk),
        told=lambda: _sent(request, row),
        instead=lambda form: as_note(request.actor, case, in_full(form)),
        target=reverse("casework:requests", args=[case.pk]),
    )
    return answer(request, page)


@access(Permission.SHARE_CASES)
@require_http_methods(BOTH)
def withdraw_inquiry(request: PortalRequest, pk: UUID, asked: UUID) -> HttpResponse:
    """Take a question back that nobody has answered."""
    case = get_case(request, pk)
    question = get_part(InformationRequest, case, asked, request.actor)
    row = Inquiry.objects.for_actor(request.actor).filter(request=question).first()
    if row is None:
        raise Http404
    row.case = case

    def act(form: Any) -> str:
        reason = form.cleaned_data["reason"]
        actions.withdraw_inquiry(by=request.actor, inquiry=row, reason=reason)
        return _("Spørgsmålet er trukket tilbage. Modtageren kan ikke længere læse det.")

    page = case_form(
        case,
        heading=_("Træk spørgsmålet tilbage"),
        button=_("Træk spørgsmålet tilbage"),
        lead=_("Modtageren ser, at det er trukket tilbage, og læser ikke længere, hvem og hvad."),
        make=WithdrawInquiryForm,
        act=act,
        draft=Place("case-inquiry-back", row.pk),
        told=lambda: _sent(request, question),
        instead=lambda form: as_note(request.actor, case, form.cleaned_data["reason"]),
        target=reverse("casework:requests", args=[case.pk]),
    )
    return answer(request, page)


def _sent(request: PortalRequest, row: InformationRequest) -> list[tuple[Any, Any]]:
    """When and by whom a question was sent, or taken back."""
    found = Inquiry.objects.for_actor(request.actor).filter(request=row).first()
    if found is None:
        return []
    if found.withdrawn_at is not None:
        who, when = found.withdrawn_by_name, found.withdrawn_at
        return [(_("Trukket tilbage"), f"{who}, {format_datetime(when)}")]
    return [(_("Sendt i portalen"), f"{found.by_name}, {format_datetime(found.at)}")]
