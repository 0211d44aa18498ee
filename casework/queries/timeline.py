"""The timeline of a case: everything that happened, newest first, each sort with its own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core import signing
from django.db.models import TextChoices
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from casework.models import (
    Case,
    ClosingAnswer,
    Concern,
    Decision,
    Disclosure,
    InformationRequest,
    LeaderApproval,
    Measure,
    Meeting,
    Note,
    Review,
    StateChange,
    Triage,
)
from casework.queries.gathering import Arm, Found, newest
from screening.models import Screening
from stopext.access.actor import Actor

PAGE = 30
_SALT = "casework.timeline"


class Show(TextChoices):
    """What part of the timeline is shown; the values stand in the address."""

    ALL = "all", _("Alt")
    NOTES = "notes", _("Notater")
    SHARING = "disclosures", _("Delinger")
    SCREENINGS = "screenings", _("Vurderinger")
    MEASURES = "measures", _("Indsatser")
    STEPS = "steps", _("Sagsskridt")


#: Model, column that places it in time, part of the timeline.
SORTS: tuple[tuple[type[Any], str, Show], ...] = (
    (Note, "at", Show.NOTES),
    (Disclosure, "at", Show.SHARING),
    (Screening, "ordered_at", Show.SCREENINGS),
    (Measure, "at", Show.MEASURES),
    (Review, "at", Show.MEASURES),
    (Concern, "at", Show.STEPS),
    (StateChange, "at", Show.STEPS),
    (Triage, "at", Show.STEPS),
    (InformationRequest, "at", Show.STEPS),
    (Meeting, "at", Show.STEPS),
    (Decision, "at", Show.STEPS),
    (LeaderApproval, "at", Show.STEPS),
    (ClosingAnswer, "at", Show.STEPS),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry; ``template`` draws ``row``."""

    at: datetime
    row: Any
    kind: str

    @property
    def template(self) -> str:
        """Partial that draws the entry."""
        return f"casework/case/entries/_{self.kind}.html"

    @property
    def anchor(self) -> str:
        """Where a link on the page leads."""
        return f"notat-{self.row.pk}" if self.kind == "note" else f"{self.kind}-{self.row.pk}"


@dataclass(frozen=True, slots=True)
class Timeline:
    """One page of entries; ``older`` is the cursor of the next one, empty at the end."""

    entries: list[Entry]
    show: Show
    older: str
    is_continued: bool


def read(actor: Actor, case: Case, *, show: str = "", cursor: str = "") -> Timeline:
    """One page of the timeline of ``case``, which must be opened for ``actor``; one query.

    An unknown ``show`` is everything; a cursor that is not of this case is the first page.
    """
    part = Show(show) if show in Show.values else Show.ALL
    before = _read_cursor(case, cursor)
    found = newest(_arms(actor, case, part), limit=PAGE + 1, before=before)
    entries = [_entry(case, item) for item in found[:PAGE]]
    older = _cursor(case, found[PAGE - 1]) if len(found) > PAGE else ""
    return Timeline(entries, part, older, before is not None)


def _arms(actor: Actor, case: Case, part: Show) -> Sequence[Arm]:
    return [
        Arm(_rows(model, actor, case), moment)
        for model, moment, belongs in SORTS
        if part in {Show.ALL, belongs}
    ]


def _rows(model: type[Any], actor: Actor, case: Case) -> Any:
    rows = model.objects.for_actor(actor)
    return rows.filter(subject_id=case.pk) if model is Screening else rows.filter(case=case)


def _entry(case: Case, found: Found) -> Entry:
    if not isinstance(found.row, Screening):
        found.row.case = case  # the page has it already
    return Entry(found.at, found.row, found.row._meta.model_name)


def _cursor(case: Case, last: Found) -> str:
    return signing.dumps([last.at.isoformat(), str(last.row.pk)], salt=f"{_SALT}:{case.pk}")


def _read_cursor(case: Case, cursor: str) -> tuple[datetime, UUID] | None:
    if not cursor:
        return None
    try:
        at, key = signing.loads(cursor, salt=f"{_SALT}:{case.pk}")
        moment = parse_datetime(at)
        return None if moment is None else (moment, UUID(key))
    except (signing.BadSignature, ValueError, TypeError):
        return None
