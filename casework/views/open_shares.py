"""What others can still see of the municipality's cases, gone through once a month."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from casework import actions
from casework.forms.sharing import CheckShareForm
from casework.models import Case
from casework.models.case import ENDED
from casework.policies import Deed, may
from casework.queries.inquiries import open_questions
from casework.queries.shares import open_shares, unchecked, with_state
from stopext.access import clock
from stopext.access.declare import PortalRequest, access
from stopext.access.errors import Conflict
from stopext.access.roles import Permission
from stopext.web.pagination import paginate

DUE, QUESTIONS = "due", "questions"


@access(Permission.VIEW_CASES)
@require_safe
def shares(request: PortalRequest) -> HttpResponse:
    """Every share that others can see, what ends first on top; or those to be gone through; or the
    questions that others can read."""
    if request.GET.get("show") == QUESTIONS:
        return _questions(request)
    only_due = request.GET.get("show") == DUE
    rows = unchecked(request.actor) if only_due else open_shares(request.actor)
    page = paginate(
        with_state(request.actor, rows),
        ordering=("expires_at", "id"),
        cursor=request.GET.get("cursor"),
        scope=f"{request.path}?{DUE if only_due else ''}",
    )
    may_check = request.actor.can(Permission.WORK_CASES)
    for row in page.items:
        row.may_renew = not row.goes_on and may(Deed.SHARE, request.actor, _in_short(row))
        if may_check and row.checked_at is None:
            row.form = CheckShareForm(auto_id=False, initial={"share": row.pk})
    context = {
        "page": page,
        "only_due": only_due,
        "may_check": may_check,
        "may_share": request.actor.can(Permission.SHARE_CASES),
        "now": clock.now(),
        "breadcrumbs": _crumbs(),
    }
    return render(request, "casework/sharing/open.html", context)


def _questions(request: PortalRequest) -> HttpResponse:
    page = paginate(
        open_questions(request.actor),
        ordering=("-at", "-id"),
        cursor=request.GET.get("cursor"),
        scope=f"{request.path}?{QUESTIONS}",
    )
    context = {
        "page": page,
        "ended": ENDED,
        "now": clock.now(),
        "breadcrumbs": _crumbs(),
    }
    return render(request, "casework/sharing/open_questions.html", context)


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Sager"), reverse("casework:list")), (_("Det kan andre stadig se"), "")]


def _in_short(row: Any) -> Case:
    """Of the case what is asked before something of it is shared; the rest is not read here."""
    return Case(municipality_id=row.municipality_id, state=row.state)


@access(Permission.WORK_CASES)
@require_POST
def check(request: PortalRequest) -> HttpResponse:
    """One share is still needed; what is left to go through comes next."""
    form = CheckShareForm(request.POST)
    if not form.is_valid():
        raise BadRequest("no key of a share, which the page sends")
    try:
        actions.check_share(by=request.actor, share=form.cleaned_data["share"])
    except Conflict as reason:
        messages.warning(request, str(reason))
    else:
        messages.success(request, _("Det er noteret, at delingen stadig er nødvendig."))
    return redirect(f"{reverse('casework:shares')}?show={DUE}")
