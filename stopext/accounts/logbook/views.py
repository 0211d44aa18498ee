"""The log of the reviewer's own authority, and everybody's own part of it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission
from stopext.accounts.logbook.filters import LogFilter, OwnLogFilter
from stopext.accounts.logbook.lines import lines
from stopext.accounts.models import Membership
from stopext.audit.models import AuditEvent, EventQuerySet
from stopext.audit.record import note
from stopext.web import registry
from stopext.web.pagination import paginate


@access(Permission.REVIEW_LOG)
@require_safe
def log(request: PortalRequest) -> HttpResponse:
    """Newest first. Looking is itself an event. Who is shut out of a case is so of its log."""
    people = _people(request)
    hidden = {key for each in registry.LOG_SUBJECTS for key in each.hidden(request.actor)}
    events = AuditEvent.objects.of_authority(request.actor.authority_id).without(hidden)
    filters = LogFilter(request.GET, events, actor=request.actor, people=people, hidden=hidden)
    context = _page(request, "review_log", filters, events, people, hidden=hidden)
    return render(request, "accounts/log.html", context)


@access(Permission.START)
@require_safe
def own_log(request: PortalRequest) -> HttpResponse:
    """What everybody may see of the log: her own look-ups and acts, in all her roles."""
    actor = request.actor
    events = AuditEvent.objects.of_person(actor.user_id)
    filters = OwnLogFilter(request.GET, events)
    context = _page(request, "review_own_log", filters, events, {str(actor.user_id): actor.name})
    crumbs = [(_("Min konto"), reverse("accounts:account")), (_("Mine opslag"), "")]
    return render(request, "accounts/own_log.html", context | {"breadcrumbs": crumbs})


def _page(
    request: PortalRequest,
    action: str,
    filters: OwnLogFilter,
    events: EventQuerySet,
    people: dict[str, str],
    *,
    hidden: Collection[str] = (),
) -> dict[str, Any]:
    page = paginate(
        filters.qs.newest_of_each_request(),
        ordering=("-id",),
        cursor=request.GET.get("cursor"),
        scope=request.path,
    )
    note(
        action,
        "audit.event",
        result_ids=[event.pk for event in page.items],
        details={"filters": list(filters.chosen)},
    )
    found = lines(request.actor, page.items, events, people, hidden)
    return {"filters": filters, "page": page, "lines": found}


def _people(request: PortalRequest) -> dict[str, str]:
    """Name by user id of everybody who has or had a role in the authority."""
    rows = Membership.objects.for_actor(request.actor).only("user_id", "name")
    return {str(row.user_id): row.name for row in rows}
