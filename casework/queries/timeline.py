"""The timeline of a case: everything that happened, newest first, each sort with its own words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from django.core import signing
from django.db.models import DateTimeField, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from casework.models import Case, Contact, InformationRequest, Inquiry, Note
from casework.models.parts import PARTS, Show, Timed
from casework.queries.earlier import add_corrections
from casework.queries.earlier_notes import add_earlier
from screening.models import Screening
from stopext.access.actor import Actor
from stopext.access.scoping import ScopedQuerySet

PAGE = 30
OPEN_MONTHS = 2
#: Of more than LONG entries of one part in a row, the newest FIRST are open.
LONG, FIRST = 5, 3
_SALT = "casework.timeline"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry; ``template`` draws ``row``."""

    at: datetime
    row: Any
    kind: str
    show: Show

    @property
    def template(self) -> str:
        """Partial that draws the entry."""
        return f"casework/case/entries/_{self.kind}.html"

    @property
    def anchor(self) -> str:
        """Where a link on the page leads."""
        return f"notat-{self.row.pk}" if self.kind == "note" else f"{self.kind}-{self.row.pk}"


@dataclass(frozen=True, slots=True)
class Run:
    """Entries of one part of the timeline that follow each other; ``rest`` is folded."""

    show: Show
    entries: list[Entry]
    rest: list[Entry]


@dataclass(frozen=True, slots=True)
class Month:
    """The entries of one calendar month; of an earlier one only its name is open."""

    first: datetime
    entries: list[Entry]
    is_folded: bool
    folds_runs: bool

    @property
    def runs(self) -> list[Run]:
        """The entries; of a long row of one part only the newest are open."""
        groups = [(show, list(several)) for show, several in groupby(self.entries, _part_of)]
        return [
            Run(show, several[:FIRST], several[FIRST:])
            if self.folds_runs and len(several) > LONG
            else Run(show, several, [])
            for show, several in groups
        ]


@dataclass(frozen=True, slots=True)
class Timeline:
    """One page of entries; ``older`` is the cursor of the next one, empty at the end."""

    entries: list[Entry]
    show: Show
    older: str
    is_continued: bool

    @property
    def rows(self) -> set[UUID]:
        """Keys of what stands on this page, the notes of contacts included; what a link on the case
        leads to may stand on an older one."""
        return {entry.row.pk for entry in self.entries} | {
            entry.row.note_id for entry in self.entries if entry.kind == "contact"
        }

    @property
    def months(self) -> list[Month]:
        """The entries by month. Who has asked for older ones, or for one part, sees them all."""
        groups = [list(several) for _month, several in groupby(self.entries, _month_of)]
        folds = not self.is_continued
        return [
            Month(
                several[0].at,
                several,
                folds and number >= OPEN_MONTHS,
                folds and self.show is Show.ALL,
            )
            for number, several in enumerate(groups)
        ]


def _month_of(entry: Entry) -> tuple[int, int]:
    local = timezone.localtime(entry.at)
    return local.year, local.month


def _part_of(entry: Entry) -> Show:
    return entry.show


class _Sort(NamedTuple):
    """One sort of entry: its rows, what places them in time, and the part it is in."""

    rows: ScopedQuerySet
    moment: Any
    show: Show


class _Place(NamedTuple):
    """Where a row stands: the number of its sort, when, and which."""

    sort: int
    at: datetime
    key: UUID


def read(actor: Actor, case: Case, *, show: str = "", cursor: str = "") -> Timeline:
    """One page of the timeline of ``case``, which must be opened for ``actor``.

    One statement finds which rows stand on the page, and one more reads those of each sort that
    does; so what is read, and is in the log as read, is what is shown. An unknown ``show`` is
    everything; a cursor that is not of this case is the first page.
    """
    part = Show(show) if show in Show.values else Show.ALL
    before = _read_cursor(case, cursor)
    sorts = list(_sorts(actor, case, part))
    places = _newest(sorts, before)
    shown = places[:PAGE]
    older = _cursor(case, shown[-1]) if len(places) > PAGE else ""
    return Timeline(_entries(actor, case, sorts, shown), part, older, before is not None)


def _sorts(actor: Actor, case: Case, show: Show) -> Iterator[_Sort]:
    for part in PARTS:
        if isinstance(part.timeline, Timed) and show in {Show.ALL, part.timeline.show}:
            rows = part.model.objects.for_actor(actor).filter(case=case)
            if part.model is Note:
                rows = rows.filter(contacts__isnull=True)  # it stands with its contact
            if part.model is InformationRequest:
                rows = rows.annotate(is_sent=_is_sent(actor))
            if part.model is Contact:
                rows = rows.select_related("note", "party")
            yield _Sort(rows, _moment(part.timeline), part.timeline.show)
    if show in {Show.ALL, Show.SCREENINGS}:
        rows = Screening.objects.for_actor(actor).filter(subject_id=case.pk)
        yield _Sort(rows, F("ordered_at"), Show.SCREENINGS)


def _is_sent(actor: Actor) -> Exists:
    """Whether a question was sent in the portal: its page says how it stands with it."""
    return Exists(Inquiry.objects.for_actor(actor).filter(request=OuterRef("pk")))


def _moment(timed: Timed) -> Any:
    moment = F(timed.moment)
    return Coalesce(Cast(timed.day, DateTimeField()), moment) if timed.day else moment


def _newest(sorts: list[_Sort], before: tuple[datetime, UUID] | None) -> list[_Place]:
    """Places of a page and one more, newest first."""
    first, *others = [_places(number, sort, before) for number, sort in enumerate(sorts)]
    newest = first.union(*others, all=True).order_by("-placed", "-key")[: PAGE + 1]
    return [_Place(*place) for place in newest]


def _places(number: int, sort: _Sort, before: tuple[datetime, UUID] | None) -> Any:
    placed: Any = sort.rows.order_by().annotate(sort=Value(number), placed=sort.moment, key=F("pk"))
    if before is not None:
        at, key = before
        placed = placed.filter(Q(placed__lt=at) | Q(placed=at, pk__lt=key))
    return placed.values_list("sort", "placed", "key")


def _entries(actor: Actor, case: Case, sorts: list[_Sort], places: list[_Place]) -> list[Entry]:
    keys = defaultdict(list)
    for place in places:
        keys[place.sort].append(place.key)
    rows = {number: sorts[number].rows.in_bulk(found) for number, found in keys.items()}
    every = [row for found in rows.values() for row in found.values()]
    said = [row.note if isinstance(row, Contact) else row for row in every]
    add_earlier(actor, case, [row for row in said if isinstance(row, Note)])
    add_corrections(actor, case, every)
    return [
        _entry(case, place.at, rows[place.sort][place.key], sorts[place.sort].show)
        for place in places
        if place.key in rows[place.sort]  # a row may have left meanwhile
    ]


def _entry(case: Case, at: datetime, row: Any, show: Show) -> Entry:
    if not isinstance(row, Screening):
        row.case = case  # the page has it already
    return Entry(at, row, row._meta.model_name, show)


def _cursor(case: Case, last: _Place) -> str:
    return signing.dumps([last.at.isoformat(), str(last.key)], salt=f"{_SALT}:{case.pk}")


def _read_cursor(case: Case, cursor: str) -> tuple[datetime, UUID] | None:
    if not cursor:
        return None
    try:
        at, key = signing.loads(cursor, salt=f"{_SALT}:{case.pk}")
        moment = parse_datetime(at)
        return None if moment is None else (moment, UUID(key))
    except (signing.BadSignature, ValueError, TypeError):
        return None
