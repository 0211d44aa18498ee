"""A case goes to the police district: handed over here, answered there."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework import actions
from casework.forms.sharing import HandOverAnswerForm, HandOverForm
from casework.models import Case, HandOverAnswer
from casework.policies import Deed
from casework.queries.consents import to_share_on
from casework.queries.hand_overs import latest_hand_over, received_hand_overs
from casework.queries.origins import from_others
from casework.queries.shareable import shareable_items
from casework.rules.codes import HandOverReply
from casework.rules.disclosure import default_expiry
from casework.views.case_forms import case_form
from casework.views.case_lookup import get_case
from casework.views.sharing import choices_of, facts_of, note_name
from casework.views.steps import stored_now
from stopext.access import clock
from stopext.access.declare import PortalRequest, access
from stopext.access.errors import Refused
from stopext.access.roles import Permission
from stopext.web.dates import format_datetime
from stopext.web.form_page import Done, FormPage, Place, answer
from stopext.web.pagination import paginate

BOTH = ["GET", "HEAD", "POST"]


@access(Permission.SHARE_CASES, fresh_login=True)
@require_http_methods(BOTH)
def hand_over(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Choose what goes with the case, and on what ground the district is asked to take it over."""
    case = get_case(request, pk, Deed.HAND_OVER)
    if request.method != "POST":
        _check_open(request, case)
    offered, sources = shareable_items(case), case.protected_sources()
    note_name(case, offered)

    def act(form: Any) -> str:
        actions.hand_over(by=request.actor, case=case, **facts_of(form.cleaned_data))
        return _("Sagen er sendt til politikredsen. Du ser dens svar her på sagen.")

    page = case_form(
        case,
        heading=_("Overdrag til politiet"),
        button=_("Overdrag sagen"),
        template="casework/sharing/hand_over.html",
        make=partial(
            HandOverForm,
            case=case,
            offered=offered,
            sources=sources,
            origins=partial(from_others, request.actor, case, case.district_id),
            consents=to_share_on(request.actor, case),
        ),
        act=act,
        initial={"expires_on": default_expiry(clock.today())},
        draft=Place("case-hand-over", case.pk),
        preview="preview",
        told=lambda: stored_now(get_case(request, pk)),
        context=choices_of,
    )
    return answer(request, page)


def _check_open(request: PortalRequest, case: Case) -> None:
    """A hand-over that waits, or was accepted, is not made again."""
    last = latest_hand_over(request.actor, case)
    if case.is_with_police and not last.is_open_again:
        raise Refused(_("Sagen er allerede overdraget. %s.") % last.status.label)


@access(Permission.RECEIVE_DISCLOSURES)
@require_safe
def hand_overs(request: PortalRequest) -> HttpResponse:
    """Cases handed over to the district: those that wait for its answer first."""
    rows = received_hand_overs(request.actor)
    page = paginate(
        rows.filter(reply__isnull=False),
        ordering=("-at", "-id"),
        cursor=request.GET.get("cursor"),
        scope=request.path,
    )
    context = {
        "waiting": list(rows.filter(reply__isnull=True).order_by("at", "pk")),
        "page": page,
        "breadcrumbs": [(_("Overdragelser"), "")],
    }
    return render(request, "casework/police/hand_overs.html", context)


@access(Permission.RECEIVE_DISCLOSURES)
@require_http_methods(BOTH)
def answer_hand_over(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Take the case over, or refuse it with a reason; the municipality sees the answer."""
    row = get_object_or_404(received_hand_overs(request.actor), pk=pk)
    back = reverse("casework:disclosure", args=[row.pk])

    def act(form: Any) -> Done:
        actions.answer_hand_over(
            by=request.actor,
            disclosure=row,
            reply=HandOverReply(form.cleaned_data["reply"]),
            reason=form.cleaned_data["reason"],
        )
        return Done(back, _("Jeres svar er sendt. Kommunen kan se det på sagen."))

    crumbs = [(_("Overdragelser"), reverse("casework:hand_overs")), (row.case_number, back)]
    page = FormPage(
        template="casework/police/answer.html",
        back_url=back,
        make=HandOverAnswerForm,
        act=act,
        draft=Place("overdragelse-svar", row.pk),
        told=lambda: _stored_answer(request, row),
        context=lambda _form: {"row": row, "breadcrumbs": [*crumbs, (_("Svar"), "")]},
    )
    return answer(request, page)


def _stored_answer(request: PortalRequest, row: Any) -> list[tuple[Any, Any]]:
    given = HandOverAnswer.objects.for_actor(request.actor).filter(disclosure=row).first()
    if given is None:
        return []
    return [
        (_("Svar"), given.get_reply_display()),
        (_("Af"), f"{given.by_name}, {format_datetime(given.at)}"),
        (_("Begrundelse"), given.reason),
    ]
