"""The case page, and the two ways to see who the case is about."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.actions.repeats import alike, alike_before
from casework.forms.case import UnmaskForm
from casework.models import Case, Concern, Notice
from casework.models.parts import Show
from casework.policies import Deed, may
from casework.queries.acknowledging import is_owed
from casework.queries.aftercare import check_after, checks_held
from casework.queries.case_joins import joined
from casework.queries.contacts import to_answer
from casework.queries.deadlines import clock_of
from casework.queries.hand_overs import latest_hand_over
from casework.queries.margin import margin
from casework.queries.parties import around
from casework.queries.tasks import open_tasks
from casework.queries.timeline import read
from casework.rules.aftercare import is_followed
from casework.rules.clocks import AFTERCARE, AFTERCARE_EXTENDED, RECEIPT
from casework.rules.identity import mask_cpr
from casework.rules.retention import REASONS, Rule
from casework.rules.workflow import State
from casework.views.case_lookup import crumbs, get_case
from casework.views.erasing import certificate, erasing_of
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission
from stopext.audit.record import note

#: The rest stands on their own page.
TASKS_SHOWN = 8


@access(Permission.VIEW_CASES)
@require_safe
def case(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Everything about one case on one page."""
    return _page(request, get_case(request, pk))


@access(Permission.VIEW_CASES)
@require_POST
def unmask(request: PortalRequest, pk: UUID) -> HttpResponse:
    """The same page with name and masked CPR number, in this answer only."""
    row = get_case(request, pk)
    note(
        "unmask",
        "casework.subject",
        row.subject_id,
        subject_key=row.log_key,
        details={"what": "name"},
    )
    return _page(request, row, unmasked=True)


@access(Permission.VIEW_CASES, fresh_login=True)
@require_http_methods(["GET", "HEAD", "POST"])
def cpr(request: PortalRequest, pk: UUID) -> HttpResponse:
    """The whole CPR number, for a chosen purpose and after proof of who is asking."""
    row = get_case(request, pk)
    form = UnmaskForm(request.POST if request.method == "POST" else None)
    shown = ""
    if form.is_bound and form.is_valid():
        shown = row.subject.cpr
        note(
            "unmask",
            "casework.subject",
            row.subject_id,
            subject_key=row.log_key,
            purpose=form.cleaned_data["purpose"],
            details={"what": "cpr"},
        )
    context = {
        "case": row,
        "form": form,
        "cpr": shown,
        "breadcrumbs": crumbs(row, _("Vis CPR-nummer")),
    }
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "casework/case/cpr.html", context, status=status)


def _page(request: PortalRequest, row: Case, *, unmasked: bool = False) -> HttpResponse:
    actor, today = request.actor, clock.today()
    if row.state == State.ERASED:
        return certificate(request, row)
    timeline = read(
        actor,
        row,
        show=request.GET.get("show", ""),
        cursor=request.GET.get("before", ""),
    )
    aside = margin(actor, row)
    told = _concerns(actor, row)
    held = checks_held(actor, row) if row.closed_at else 0
    context: dict[str, Any] = {
        "case": row,
        "timeline": timeline,
        "resume": next((concern for concern in told if concern.summary), None),
        "unacknowledged": [(one, RECEIPT.due(one.received_at)) for one in told if one.is_owed],
        "shows": Show,
        "margin": aside,
        "around": around(actor, row),
        "tasks": [] if row.ended else list(open_tasks(actor).filter(case=row)[:TASKS_SHOWN]),
        "answers": [] if row.ended else list(to_answer(actor).filter(case=row)),
        "alike": alike(actor, row),
        "alike_before": alike_before(actor, row),
        "joined": joined(actor, row),
        "unmasked": unmasked,
        "age": row.subject.age(today),
        "under_18": row.subject.under_18(today),
        "masked_cpr": mask_cpr(row.subject.cpr) if unmasked and row.subject.cpr else "",
        "aftercare": _coming_checks(row, held),
        "erasing": erasing_of(actor, row) if row.state == State.CLOSED else None,
        "clock": check_after(held) if row.closed_at else clock_of(actor, row),
        "retention": REASONS[Rule(row.retention_rule)] if row.retention_rule else "",
        "notice": _latest_notice(actor, row) if row.notice else None,
        "hand_over": latest_hand_over(actor, row) if row.is_with_police else None,
        "may_withdraw_share": actor.can(Permission.SHARE_CASES),
        "may": {deed.value: may(deed, actor, row) for deed in Deed},
        "now": clock.now(),
        "breadcrumbs": crumbs(row),
    }
    return render(request, "casework/case/page.html", context)


def _concerns(actor: Actor, row: Case) -> list[Any]:
    """The concerns, the newest first: of one the resumé is what a colleague can act on without
    reading it all, and of each whether a receipt is owed (``is_owed``)."""
    owed = ExpressionWrapper(is_owed(actor), output_field=BooleanField())
    rows = Concern.objects.for_actor(actor).filter(case=row).annotate(is_owed=owed)
    return list(rows.order_by("-received_at", "-pk"))


def _latest_notice(actor: Actor, row: Case) -> Notice | None:
    """Who decided about the notice, and when."""
    rows = Notice.objects.for_actor(actor).filter(case=row)
    found: Notice | None = rows.order_by("-at", "-pk").first()
    return found


def _coming_checks(row: Case, held: int) -> list[tuple[str, datetime]]:
    """When the citizen is asked again after a case with measures was closed, until somebody has
    ended it. Of the running check the deadline stands there already."""
    if row.closed_at is None or row.due_at is None:
        return []
    if not is_followed(row.closure_reason, row.retention_rule):
        return []
    coming = [one for one in AFTERCARE[held + 1 :] if one is not AFTERCARE_EXTENDED]
    return [(str(one.label), one.due(row.closed_at)) for one in coming]
