"""The log in words: one line for each page or act, which opens into everything it read and did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from stopext.access.actor import Actor
from stopext.access.roles import Role
from stopext.accounts.logbook import words
from stopext.audit.models import AuditEvent, EventQuerySet
from stopext.web import registry

#: What the gate calls the thing somebody was refused.
VIEW = "view"
#: Names of things listed under one event at most.
MOST_NAMES = 30


@dataclass(frozen=True, slots=True)
class Line:
    """One event in words."""

    event: AuditEvent
    person: str
    role: str
    action: str
    thing: str
    thing_id: str
    """Its name if it has one, else its id."""
    count: int | None
    """How many things a list showed."""
    listed: Sequence[str]
    """Names of what a list showed, as far as they have any."""
    purpose: str
    outcome: str
    others: list[Line] = field(default_factory=list)
    """What the same request also read or did."""


def lines(
    actor: Actor,
    page: Sequence[AuditEvent],
    events: EventQuerySet,
    people: Mapping[str, str],
    hidden: Collection[str] = (),
) -> list[Line]:
    """A line for each event of the page, with the others of its request from ``events`` in it.

    A request begins with what it was for; what it read besides comes after. What the actor is shut
    out of (``hidden``) is not counted among what somebody else was shown.
    """
    groups = _by_request(page, events)
    names = _names(actor, [event for group in groups for event in group])
    said = [
        [_line(event, people, names, _count(event, actor, hidden)) for event in group]
        for group in groups
    ]
    for first, *others in said:
        first.others.extend(others)
    return [group[0] for group in said]


def _by_request(page: Sequence[AuditEvent], events: EventQuerySet) -> list[list[AuditEvent]]:
    requests = {event.request_id for event in page if event.request_id}
    found: dict[UUID | None, list[AuditEvent]] = defaultdict(list)
    for event in events.filter(request_id__in=requests).order_by("id"):
        found[event.request_id].append(event)
    return [found.get(event.request_id) or [event] for event in page]


def _names(actor: Actor, events: Iterable[AuditEvent]) -> dict[tuple[str, str], str]:
    """Name by sort and id, of everything the events speak of."""
    asked: dict[str, set[str]] = defaultdict(set)
    for event in events:
        asked[event.object_type] |= {event.object_id, *event.result_ids[:MOST_NAMES]} - {""}
    return {
        (sort, key): name
        for sort, subject in registry.LOG_SUBJECTS.as_dict().items()
        if asked[sort]
        for key, name in subject.names(actor, asked[sort]).items()
    }


def _count(event: AuditEvent, actor: Actor, hidden: Collection[str]) -> int | None:
    """Of a list that was only counted nobody can say what stood on it: not told of others to who
    may be shut out of something."""
    if event.object_id or event.result_count is None:
        return None
    if event.result_ids:
        return event.result_count - sum(key in hidden for key in event.result_ids)
    whole = actor.role is Role.LOG_REVIEWER or event.user_id == actor.user_id
    return event.result_count if whole else None


def _line(
    event: AuditEvent,
    people: Mapping[str, str],
    names: Mapping[tuple[str, str], str],
    count: int | None,
) -> Line:
    identity, sort = _thing_id(event), event.object_type
    listed = [names.get((sort, key), "") for key in event.result_ids[:MOST_NAMES]]
    return Line(
        event=event,
        person=_name(event.user_id, people),
        role=str(dict(Role.choices).get(event.role, event.role)),
        action=words.action(event.action),
        thing=_thing(event),
        thing_id=names.get((sort, identity), identity),
        count=count,
        listed=sorted(filter(None, listed)) if not event.object_id else [],
        purpose=words.purpose(event.purpose),
        outcome=words.outcome(event.outcome),
    )


def _thing(event: AuditEvent) -> str:
    page = registry.page_name(event.object_id) if event.object_type == VIEW else ""
    if page:
        return _("siden »%s«") % page
    return words.thing(event.object_type)


def _thing_id(event: AuditEvent) -> str:
    """For a refused page: the id in its address, since what was sought may not exist."""
    return str(event.details.get("pk", "")) if event.object_type == VIEW else event.object_id


def _name(user_id: UUID | None, people: Mapping[str, str]) -> str:
    if user_id is None:
        return _("Ikke logget ind")
    return people.get(str(user_id), _("Person uden for myndigheden"))
