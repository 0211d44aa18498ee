"""The log of the reviewer's own authority."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission, Role
from stopext.accounts.logbook import words
from stopext.accounts.logbook.filters import LogFilter
from stopext.accounts.models import Membership
from stopext.audit.models import AuditEvent
from stopext.audit.record import note
from stopext.web.pagination import paginate
from stopext.web.registry import page_name

#: What the gate calls the thing somebody was refused.
VIEW = "view"


@dataclass(frozen=True, slots=True)
class Line:
    """One event in words."""

    event: AuditEvent
    person: str
    role: str
    action: str
    thing: str
    thing_id: str
    outcome: str


@access(Permission.REVIEW_LOG)
@require_safe
def log(request: PortalRequest) -> HttpResponse:
    """Newest first. Looking is itself an event."""
    actor = request.actor
    people = _people(request)
    events = AuditEvent.objects.of_authority(actor.authority_id)
    filters = LogFilter(request.GET, events, people=people)
    page = paginate(
        filters.qs, ordering=("-id",), cursor=request.GET.get("cursor"), scope=request.path
    )
    note(
        "review_log",
        "audit.event",
        result_ids=[event.pk for event in page.items],
        details={"filters": list(filters.chosen)},
    )
    context = {"filters": filters, "page": page, "lines": list(_lines(page.items, people))}
    return render(request, "accounts/log.html", context)


def _people(request: PortalRequest) -> dict[str, str]:
    """Name by user id of everybody who has or had a role in the authority."""
    rows = Membership.objects.for_actor(request.actor).only("user_id", "name")
    return {str(row.user_id): row.name for row in rows}


def _lines(events: Iterable[AuditEvent], people: dict[str, str]) -> Iterable[Line]:
    roles = dict(Role.choices)
    for event in events:
        yield Line(
            event=event,
            person=_name(event.user_id, people),
            role=str(roles.get(event.role, event.role)),
            action=words.action(event.action),
            thing=_thing(event),
            thing_id=_thing_id(event),
            outcome=words.outcome(event.outcome),
        )


def _thing(event: AuditEvent) -> str:
    page = page_name(event.object_id) if event.object_type == VIEW else ""
    if page:
        return _("siden »%s«") % page
    return words.thing(event.object_type)


def _thing_id(event: AuditEvent) -> str:
    """For a refused page: the id in its address, since what was sought may not exist."""
    return str(event.details.get("pk", "")) if event.object_type == VIEW else event.object_id


def _name(user_id: UUID | None, people: dict[str, str]) -> str:
    if user_id is None:
        return _("Ikke logget ind")
    return people.get(str(user_id), _("Person uden for myndigheden"))
