"""Two cases about one citizen that prove to be one: see both, join them, see it, undo it."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework import actions
from casework.forms.joining import JoinCasesForm, UndoCaseJoinForm
from casework.models import Case, CaseJoin, Concern
from casework.policies import Deed
from casework.queries.case_joins import why_not
from casework.queries.changed import last_change
from casework.views.case_forms import as_note, case_form, in_full
from casework.views.case_lookup import get_case
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission
from stopext.web.form_page import Place, answer


@access(Permission.TRIAGE_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: PortalRequest, pk: UUID, other: UUID) -> HttpResponse:
    """Both cases beside each other; the one of the address goes on."""
    case, against = get_case(request, pk, Deed.JOIN), get_case(request, other, Deed.JOIN)
    if case.subject_id != against.subject_id and request.method != "POST":
        return redirect("casework:join", pk=case.pk, other=against.pk)

    def act(form: Any) -> str:
        actions.join_cases(
            by=request.actor,
            case=case,
            other=against,
            version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
        )
        return _("Sag %(number)s er samlet i denne sag. Det kan fortrydes.") % {
            "number": against.number
        }

    page = case_form(
        case,
        heading=_("Er det samme sag?"),
        button=_("Saml i sag %(number)s") % {"number": case.number},
        template="casework/case/join_cases.html",
        make=partial(JoinCasesForm, case=case, other=against),
        act=act,
        draft=Place("case-join-cases", against.pk),
        told=lambda: [*last_change(case), *last_change(against)],
        instead=lambda form: as_note(request.actor, case, in_full(form)),
        context=lambda _form: _pair(request, case, against) | {"problem": why_not(case, against)},
    )
    return answer(request, page)


@access(Permission.TRIAGE_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def joined(request: PortalRequest, pk: UUID, join: UUID) -> HttpResponse:
    """Which case was led into which, by whom and why; undo it."""
    case = get_case(request, pk, Deed.JOIN)
    made = get_object_or_404(CaseJoin.objects.for_actor(request.actor), pk=join)
    kept, gone = (get_case(request, key, Deed.JOIN) for key in (made.case_id, made.gone_id))

    def act(form: Any) -> str:
        reason = form.cleaned_data["reason"]
        led = actions.undo_case_join(by=request.actor, case=case, join=made, reason=reason)
        return _("Samlingen er fortrudt. Sag %(number)s er i gang igen.") % {"number": led.number}

    page = case_form(
        case,
        heading=_("To sager, der er samlet til én"),
        button=_("Fortryd samlingen"),
        template="casework/case/cases_joined.html",
        make=UndoCaseJoinForm,
        act=act,
        draft=Place("case-part-cases", made.pk),
        instead=lambda form: as_note(request.actor, case, in_full(form)),
        context=lambda _form: _pair(request, kept, gone) | {"join": made},
    )
    return answer(request, page)


def _pair(request: PortalRequest, kept: Case, gone: Case) -> dict[str, Any]:
    """The case that goes on and the one that is led into it, each with its concerns."""
    rows = Concern.objects.for_actor(request.actor).filter(case__in=[kept.pk, gone.pk])
    concerns = list(rows.order_by("received_at"))
    told = {one: [each for each in concerns if each.case_id == one.pk] for one in (kept, gone)}
    return {"kept": kept, "gone": gone, "pair": list(told.items())}
