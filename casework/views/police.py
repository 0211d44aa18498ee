"""What municipalities have passed on to the police district, while it lasts."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework import actions
from casework.forms.sharing import ReceiveForm, ShareReplyForm
from casework.models import Disclosure, DisclosureItem, HandOverAnswer, Receipt, ShareReply
from casework.rules.consents import until_words
from casework.rules.disclosure import ShareAnswer
from casework.rules.legal import LEGAL_BASES, LegalBasis
from screening.models import Screening
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission
from stopext.access.scoping import ScopedQuerySet
from stopext.web.dates import format_datetime
from stopext.web.form_page import Done, FormPage, Instead, Place, answer
from stopext.web.pagination import paginate

NEW, ENDED = "new", "ended"


@access(Permission.RECEIVE_DISCLOSURES)
@require_safe
def disclosures(request: PortalRequest) -> HttpResponse:
    """Deliveries to the district that are in force, newest first; those that nobody has opened, or
    those whose consent was withdrawn, for themselves."""
    show = request.GET.get("show", "")
    rows = _with_state(request).filter(hand_over=False, consent_withdrawn_on__isnull=show != ENDED)
    page = paginate(
        rows.filter(is_opened=False) if show == NEW else rows,
        ordering=("-at", "-id"),
        cursor=request.GET.get("cursor"),
        scope=f"{request.path}?{show}",
    )
    context = {"page": page, "show": show, "breadcrumbs": [(_("Delinger"), "")]}
    return render(request, "casework/police/list.html", context)


@access(Permission.RECEIVE_DISCLOSURES)
@require_safe
def disclosure(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One delivery: why and until when; the items after the reader has acknowledged receipt."""
    row = _delivery(request, pk)
    context: dict[str, Any] = {
        "row": row,
        "legal": LEGAL_BASES[LegalBasis(row.legal_basis)],
        "until": until_words(row.consent_until),
        "form": ReceiveForm(),
        "items": _items(request, row) if row.is_mine else [],
        "screening": Screening.objects.for_actor(request.actor)
        .filter(subject_id=row.case_id, cancelled_at=None)
        .order_by("-ordered_at")
        .first(),
        "answer": HandOverAnswer.objects.for_actor(request.actor).filter(disclosure=row).first(),
        "replies": _replies(request, row),
        "breadcrumbs": [_list_of(row), (row.case_number, "")],
    }
    return render(request, "casework/police/detail.html", context)


@access(Permission.RECEIVE_DISCLOSURES)
@require_http_methods(["GET", "HEAD", "POST"])
def answer_share(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Say what the district does with what was shared, or answer in words."""
    row = get_object_or_404(_with_state(request).filter(hand_over=False), pk=pk)
    here = reverse("casework:answer_share", args=[row.pk])
    back = reverse("casework:disclosure", args=[row.pk])
    said = _replies(request, row)

    def act(form: Any) -> Done:
        cleaned = form.cleaned_data
        reply = ShareAnswer(cleaned["reply"])
        actions.answer_share(by=request.actor, disclosure=row, reply=reply, text=cleaned["text"])
        return Done(back, _("Jeres svar er sendt. Kommunen kan se det på sagen."))

    def as_words(form: Any) -> Instead:
        fields = {"reply": ShareAnswer.MESSAGE.value, "text": form.cleaned_data["text"]}
        fields["idempotency_key"] = str(uuid4())
        return Instead(_("Send min tekst som et svar i ord"), here, fields)

    page = FormPage(
        template="casework/police/answer_share.html",
        back_url=back,
        make=partial(
            ShareReplyForm,
            settled=request.method != "POST" and any(one.settles for one in said),
            usable=row.consent_withdrawn_on is None,
        ),
        act=act,
        draft=Place("deling-svar", row.pk),
        told=lambda: [
            (one.get_reply_display(), f"{one.by_name}, {format_datetime(one.at)}")
            for one in _replies(request, row)
            if one.settles
        ],
        instead=as_words,
        context=lambda _form: {
            "row": row,
            "breadcrumbs": [_list_of(row), (row.case_number, back), (_("Svar"), "")],
        },
    )
    return answer(request, page)


def _replies(request: PortalRequest, row: Disclosure) -> list[ShareReply]:
    rows = ShareReply.objects.for_actor(request.actor).filter(disclosure=row)
    return list(rows.order_by("at", "pk"))


def _list_of(row: Disclosure) -> tuple[str, str]:
    """The list in which a delivery stands."""
    if row.hand_over:
        return (_("Overdragelser"), reverse("casework:hand_overs"))
    return (_("Delinger"), reverse("casework:disclosures"))


@access(Permission.RECEIVE_DISCLOSURES)
@require_POST
def receive(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Acknowledge receipt; the municipality sees who opened what and when."""
    row = _delivery(request, pk)
    actions.receive(by=request.actor, disclosure=row, items=_items(request, row))
    messages.success(request, _("Du har kvitteret. Kommunen kan se, hvad du har åbnet."))
    return redirect("casework:disclosure", row.pk)


def _delivery(request: PortalRequest, pk: UUID) -> Any:
    return get_object_or_404(_with_state(request), pk=pk)


def _with_state(request: PortalRequest) -> ScopedQuerySet:
    """Deliveries with whether anybody in the district has opened them, who, and whether the reader
    has: each acknowledges for herself what she opens."""
    opened = Receipt.objects.for_actor(request.actor).filter(disclosure=OuterRef("pk"))
    settled = ShareReply.objects.for_actor(request.actor).filter(
        ~Q(reply=ShareAnswer.MESSAGE), disclosure=OuterRef("pk")
    )
    rows: ScopedQuerySet = Disclosure.objects.for_actor(request.actor)
    marked: ScopedQuerySet = rows.annotate(
        reply=Subquery(settled.values("reply")[:1]),
        is_opened=Exists(opened),
        is_mine=Exists(opened.filter(user_id=request.actor.user_id)),
        opened_by=ArraySubquery(opened.order_by("name").values("name").distinct()),
    )
    return marked


def _items(request: PortalRequest, row: Disclosure) -> list[DisclosureItem]:
    rows = DisclosureItem.objects.for_actor(request.actor).filter(disclosure=row)
    return list(rows.order_by("position"))
