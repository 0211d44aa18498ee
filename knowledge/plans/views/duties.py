"""The duty calendar of the reader's own municipality, as a page and as a file."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knowledge.plans.duties import all_duties, as_calendar, own_in_force
from knowledge.plans.models import Plan
from knowledge.plans.reminders import days_ahead
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission
from stopext.web.dates import format_date


@access(Permission.VIEW_OWN_PLAN)
@require_safe
def calendar(request: PortalRequest) -> HttpResponse:
    """What falls when; a page that says so while there is no plan in force."""
    plan = _in_force(request.actor)
    due = plan.revision_due if plan else None
    context = {
        "plan": plan,
        "reminders": [format_date(day) for day in days_ahead(due, clock.today())] if due else [],
        "duties": all_duties(request.actor, plan),
        "today": clock.today(),
        "can_write": request.actor.can(Permission.EDIT_OWN_PLAN),
        "breadcrumbs": [
            (_("Forside"), "/"),
            (_("Handlingsplaner"), reverse("knowledge:plans")),
            (_("Jeres plan"), reverse("knowledge:own_plan")),
            (_("Kalender"), ""),
        ],
    }
    return render(request, "knowledge/plan_duties.html", context)


@access(Permission.VIEW_OWN_PLAN)
@require_safe
def calendar_file(request: PortalRequest) -> HttpResponse:
    """The same for the reader's own calendar. A file and no address to subscribe to: the dates move
    a few times a year, and an address that needs no log-in is a secret to keep and to lose."""
    plan = _in_force(request.actor)
    found = all_duties(request.actor, plan)
    if plan is None and not found:
        raise Http404
    content = as_calendar(found, request.build_absolute_uri, request.actor.authority_id)
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="handlingsplan.ics"'
    return answer


def _in_force(actor: Actor) -> Plan | None:
    rows = own_in_force(actor)
    found: Plan | None = rows.prefetch_related("actions", "indicators", "measurements").first()
    return found
