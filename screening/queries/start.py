"""What screening brings to the start page of a role."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from screening.engine.states import Purpose, State
from screening.models import Addendum, InstrumentVersion, Rating, Screening
from screening.models.screening import to_agree_on
from screening.queries.ended import withdrawn
from screening.wording.labels import PURPOSE_LABELS
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.roles import Kind, Permission
from stopext.access.scoping import ScopedQuerySet
from stopext.web.dates import format_date
from stopext.web.start import Deed, Item, Panel

SHOWN = 5
#: How long a cancelled screening stands on the start page of those who were asked.
TOLD_FOR = timedelta(days=14)
Status = InstrumentVersion.Status


def panels(actor: Actor) -> tuple[list[Deed], list[Panel]]:
    """Screenings to answer and those that a colleague answers, what the other party works on,
    opened ones, and those that were called off or withdrawn lately; three queries at most. For a
    methodologist the versions; one query."""
    if actor.can(Permission.AUTHOR_INSTRUMENTS):
        return [], _versions()
    if not actor.can(Permission.SCREEN):
        return [], []
    police = actor.kind is Kind.POLICE
    own_lock = "police_locked_at" if police else "municipality_locked_at"
    other_lock = "municipality_locked_at" if police else "police_locked_at"
    own = Rating.objects.for_actor(actor).filter(authority_id=actor.authority_id)
    others = own.filter(screening=OuterRef("pk")).exclude(rater_id=actor.user_id)
    seen = Screening.objects.for_actor(actor).annotate(
        taken_by=Subquery(others.values("rater_name")[:1])
    )
    runs = Q(state=State.OPEN, subject_ended_at=None)
    unanswered = runs & Q(**{own_lock: None})
    waits = Q(district_id__isnull=False, revoked_at=None, **{other_lock: None})
    groups = [
        (_("Vurderinger at besvare"), 10, unanswered & Q(taken_by__isnull=True)),
        (_("Vurderinger, som en kollega besvarer"), 15, unanswered & Q(taken_by__isnull=False)),
        (
            _("Vurderinger, hvor den anden part mangler"),
            20,
            runs & Q(**{f"{own_lock}__isnull": False}) & waits,
        ),
        (_("Åbnede vurderinger at blive enige om"), 30, to_agree_on()),
        (
            _("Aflyste vurderinger"),
            40,
            Q(state=State.CANCELLED, cancelled_at__gt=clock.now() - TOLD_FOR),
        ),
    ]
    found = _most_urgent(seen, [which for _title, _order, which in groups])
    changed = _changed(actor, [row for rows in found for row in rows])
    return [], [
        *(
            _panel(title, order, rows, changed)
            for (title, order, _which), rows in zip(groups, found, strict=True)
            if rows
        ),
        *_withdrawn(actor),
    ]


def _withdrawn(actor: Actor) -> list[Panel]:
    """What a municipality has lately ended before the two were done; one query, for police."""
    since = clock.now() - TOLD_FOR
    items = [
        Item(
            label=row.reference,
            url=reverse("screening:show", args=[row.pk]),
            text=_("%(name)s trak delingen tilbage")
            % {"name": row.revoked_by_name or _("Kommunen")},
        )
        for row in withdrawn(actor)
        if row.revoked_at and row.revoked_at > since
    ]
    return [Panel(title=_("Vurderinger, kommunen har afbrudt"), items=items, order=50)] * bool(
        items
    )


def _most_urgent(seen: ScopedQuerySet, groups: list[Q]) -> list[list[Screening]]:
    """Of each group what is shown, and one more when there is more. One query."""
    first, *others = (
        seen.filter(which).annotate(group=Value(number)).order_by("due_on", "pk")[: SHOWN + 1]
        for number, which in enumerate(groups)
    )
    rows = list(first.union(*others, all=True).order_by("group", "due_on", "pk"))
    return [[row for row in rows if row.group == number] for number in range(len(groups))]


def _versions() -> list[Panel]:
    """What is prepared, what another person must read and publish, and what is in use. One query;
    who uses a version stands in the municipalities' rows, which the centre does not read."""
    rows = InstrumentVersion.objects.exclude(status=Status.RETIRED).select_related("instrument")
    found = list(rows.defer("definition", "changelog").order_by("-published_at", "version", "pk"))
    groups = [
        (
            Status.IN_REVIEW,
            _("Versioner, der venter på en anden person"),
            _("Ingen venter."),
        ),
        (Status.DRAFT, _("Kladder til en ny version"), _("Ingen arbejder på en ny version.")),
        (Status.PUBLISHED, _("Versioner i brug"), _("Ingen version er udgivet.")),
    ]
    return [
        Panel(
            title=title,
            items=[_version(row) for row in found if row.status == status],
            empty=empty,
            order=order,
        )
        for order, (status, title, empty) in enumerate(groups, start=10)
    ]


def _version(row: InstrumentVersion) -> Item:
    """A version that is not published has no page yet; its line leads to those that have one."""
    url, who = reverse("screening:instruments"), _("Udarbejdet af %s") % row.prepared_by
    if row.published_at:
        url = reverse("screening:instrument", args=[row.pk])
        when = format_date(timezone.localdate(row.published_at))
        who = _("Udgivet %(when)s af %(who)s") % {"when": when, "who": row.published_by}
    return Item(
        label=f"{row.instrument.title} {row.version}",
        url=url,
        text=who,
    )


def _panel(title: str, order: int, found: list[Screening], changed: set[UUID]) -> Panel:
    more = len(found) > SHOWN
    return Panel(
        title=title,
        items=[_item(row, row.pk in changed) for row in found[:SHOWN]],
        more_url=reverse("screening:list") if more else "",
        order=order,
    )


def _changed(actor: Actor, rows: list[Screening]) -> set[UUID]:
    """Opened ones of which the other party has changed its judgement after the profile."""
    opened = [row.pk for row in rows if row.state == State.OPENED]
    if not opened:
        return set()
    changes = Addendum.objects.for_actor(actor).filter(kind=Addendum.Kind.JUDGEMENT)
    others = changes.filter(screening__in=opened).exclude(authority_id=actor.authority_id)
    return set(others.values_list("screening_id", flat=True))


def _item(row: Any, is_changed: bool) -> Item:
    text = str(PURPOSE_LABELS[Purpose(row.purpose)])
    if row.state == State.OPEN and row.taken_by:
        text = _("%(purpose)s · %(name)s svarer for jer") % {"purpose": text, "name": row.taken_by}
    if is_changed:
        text = _("%(purpose)s · den anden part har ændret sin vurdering") % {"purpose": text}
    return Item(
        label=row.reference,
        url=reverse("screening:compare" if is_changed else "screening:show", args=[row.pk]),
        text=text,
        due=row.due_on if row.state == State.OPEN else None,
    )
