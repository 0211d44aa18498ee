"""What those who lead the work read: parts of the draft by name, threads, and answers by part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knowledge.hearings.frozen import Part
from knowledge.hearings.models import Answer, Comment, Hearing
from knowledge.plans.choices import SectionKind
from knowledge.plans.marks import Mark, Marks
from knowledge.plans.models import Plan
from knowledge.plans.sorts import SORTS
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.web.dates import format_date

#: Sorts that are commented on, besides the thirteen sections.
SORTED = ("maal", "handling", "indikator", "kort")


@dataclass(frozen=True, slots=True)
class Named:
    """A part of the draft, or one that was removed from it."""

    name: str
    url: str
    is_removed: bool = False


@dataclass(slots=True)
class Thread:
    """A comment with the answers to it."""

    comment: Comment
    replies: list[Comment] = field(default_factory=list)


@dataclass(slots=True)
class Heard:
    """A part of the frozen version with what was said of it."""

    part: Part
    answers: list[Answer] = field(default_factory=list)


def draft_of(actor: Actor) -> Plan | None:
    """The draft of the actor's municipality."""
    rows = Plan.objects.for_actor(actor).filter(municipality_id=actor.authority_id)
    found: Plan | None = rows.filter(is_public=False).first()
    return found


def first_section(draft: Plan) -> UUID | None:
    """The key of the section a plan begins with."""
    first: UUID | None = (
        draft.plansections.filter(kind=SectionKind.values[0]).values_list("pk", flat=True).first()
    )
    return first


def part_of(actor: Actor, draft: Plan, key: UUID) -> Named | None:
    """What the part is called and where it is written; ``None`` when the draft has none of that
    key. At most ten queries."""
    if row := draft.plansections.filter(pk=key).first():
        return Named(str(row), reverse("knowledge:plan_section", args=[row.kind]))
    for slug in SORTED:
        sort = SORTS[slug]
        for manager in (sort.model.objects, sort.model.removed):
            row = manager.for_actor(actor).filter(plan=draft, pk=key).first()
            if row is not None:
                where = reverse("knowledge:part", args=[slug, key])
                gone = reverse("knowledge:parts_removed")
                return Named(str(row), gone if row.is_removed else where, row.is_removed)
    return None


def threads(actor: Actor, draft: Plan, part: UUID) -> list[Thread]:
    """What was said of a part, oldest first. One query."""
    found: dict[UUID | None, Thread] = {}
    replies: dict[UUID | None, list[Comment]] = defaultdict(list)
    for row in Comment.objects.for_actor(actor).filter(plan=draft, part=part):
        if row.answers_id:
            replies[row.answers_id].append(row)
        else:
            found[row.pk] = Thread(row)
    for key, thread in found.items():
        thread.replies = replies[key]
    return list(found.values())


def marks(actor: Actor, draft: Plan) -> Marks:
    """How many comments wait beside each part, and the ways to all of them and to hearings. Two
    queries."""
    rows = Comment.objects.for_actor(actor).filter(
        plan=draft, answers=None, resolved_at__isnull=True
    )
    counts = dict(rows.order_by().values_list("part").annotate(Count("pk")))
    hearing = Hearing.objects.for_actor(actor).filter(closed_at=None).defer("parts").first()
    told = _("Høring")
    if hearing is not None:
        told = _("I høring") if hearing.is_open(clock.today()) else _("Høring, fristen er gået")
    number = sum(counts.values())
    all_of_them = _("Kommentarer (%s)") % number if number else _("Kommentarer")
    return Marks(
        parts={key: _mark(key, number) for key, number in counts.items()},
        other=lambda key: Mark(_("Kommentér"), reverse("hearings:thread", args=[key])),
        links=[
            Mark(all_of_them, reverse("hearings:comments"), "forum"),
            Mark(told, reverse("hearings:hearings"), "feedback"),
        ],
    )


def unfinished(actor: Actor, draft: Plan) -> list[Mark]:
    """The hearings of the draft that are not closed, or have answers that nobody has judged since
    they were sent. One query."""
    rows = Hearing.objects.for_actor(actor).filter(plan=draft.pk).defer("parts", "letter")
    new = Q(given__verdict="") | Q(given__at__gt=F("given__judged_at"))
    counted = rows.annotate(waiting=Count("given", filter=new & Q(given__is_draft=False)))
    return [
        Mark(told, reverse("hearings:hearing", args=[row.pk]))
        for row in counted
        for told in _unfinished(row)
    ]


def _unfinished(row: Any) -> Iterator[str]:
    if row.closed_at is None:
        told = _(
            "Høringen »%(title)s« er ikke afsluttet. Fristen er %(day)s, og høringen slutter "
            "sammen med kladden."
        )
        yield told % {"title": row.title, "day": format_date(row.deadline)}
    if row.waiting:
        told = ngettext(
            "%(number)s svar i høringen »%(title)s« er ikke vurderet.",
            "%(number)s svar i høringen »%(title)s« er ikke vurderet.",
            row.waiting,
        )
        yield told % {"number": row.waiting, "title": row.title}


def _mark(key: UUID, number: int) -> Mark:
    text = ngettext("%s åben kommentar", "%s åbne kommentarer", number) % number
    return Mark(text, reverse("hearings:thread", args=[key]), calls=True)


def sent(actor: Actor, hearing: Hearing) -> Any:
    """What was sent in a hearing and not taken back, oldest first."""
    rows = Answer.objects.for_actor(actor).filter(hearing=hearing, is_draft=False)
    return rows.select_related("invitee")


def heard(hearing: Hearing, answers: Iterable[Answer]) -> tuple[list[Answer], list[Heard]]:
    """What was said of all of it, and of each part of the frozen version."""
    of_part: dict[str, list[Answer]] = defaultdict(list)
    for row in answers:
        of_part[str(row.part)].append(row)
    parts = [Heard(part, of_part[part["key"]]) for part in hearing.parts]
    return of_part[str(hearing.pk)], parts


def counted(actor: Actor) -> Any:
    """The hearings of the own municipality with how many were asked (``Invitee.counts``) and have
    answered."""
    rows = Hearing.objects.for_actor(actor).defer("parts")
    counts = Q(invitees__revoked_at__isnull=True) | Q(invitees__sent_at__isnull=False)
    asked = Count("invitees", filter=counts)
    return rows.annotate(
        asked=asked, replied=Count("invitees", filter=Q(invitees__sent_at__isnull=False))
    )
