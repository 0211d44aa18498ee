"""Fictional case stories for the demo, parsed to typed data and checked against the code lists.

One TOML file per municipality. Ages in days count back from today; surnames come from the invented
list below and no story holds a CPR number. An empty name means that the person is not known.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from casework.rules.clocks import add_months
from casework.rules.codes import (
    Channel,
    ClosureReason,
    ConcernForm,
    MeasureStatus,
    MeasureType,
    Outcome,
    ReferrerType,
    ReviewDecision,
    Tristate,
)
from casework.rules.disclosure import DisclosureStatus, expires_at, status_at
from casework.rules.legal import LegalBasis
from casework.rules.workflow import State

STORIES = Path(__file__).parent / "stories"
INVENTED_SURNAMES = frozenset(
    [
        "Attrapsen",
        "Demogaard",
        "Eksempelsen",
        "Fantasibjerg",
        "Fiktivborg",
        "Kulissegaard",
        "Legetøft",
        "Modelsen",
        "Mønsterdal",
        "Opdigtsen",
        "Papfigursen",
        "Pladsholdersen",
        "Prøvesen",
        "Skabelonsen",
        "Skyggenavnsen",
        "Testlund",
        "Tilfældsen",
        "Udkastholm",
        "Øvelsesholm",
    ]
)

Raw = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StoryNote:
    """A note written ``days_ago``."""

    days_ago: int
    text: str


@dataclass(frozen=True, slots=True)
class StoryDisclosure:
    """Sharing of ``items`` items ``days_ago``, lasting ``months``, perhaps withdrawn since."""

    days_ago: int
    basis: LegalBasis
    months: int
    items: int
    necessity: str
    withdrawn_days_ago: int | None

    def status(self, now: datetime) -> DisclosureStatus:
        """Active, expired or withdrawn at ``now`` (timezone aware)."""
        withdrawn = self.withdrawn_days_ago
        return status_at(
            now,
            expires=expires_at(self.expires_on(timezone.localdate(now))),
            withdrawn_at=None if withdrawn is None else now - timedelta(days=withdrawn),
        )

    def expires_on(self, today: date) -> date:
        """Last day of sharing."""
        return add_months(today - timedelta(days=self.days_ago), self.months)


@dataclass(frozen=True, slots=True)
class StoryMeasure:
    """Help with a goal in the citizen's own words; ``owner`` is a function, not a person."""

    type: MeasureType
    goal: str
    owner: str
    status: MeasureStatus
    started_days_ago: int
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class StoryReview:
    """A review of the measures."""

    days_ago: int
    text: str
    decision: ReviewDecision


@dataclass(frozen=True, slots=True)
class StoryClosure:
    """How the case ended."""

    days_ago: int
    reason: ClosureReason
    assessment: str


@dataclass(frozen=True, slots=True)
class Story:
    """One fictional concern. ``overdue``: the state's clock has run out."""

    key: str
    municipality: str
    state: State
    days_ago: int
    overdue: bool
    repeat_of: str | None
    channel: Channel
    referrer: ReferrerType
    form: ConcernForm
    gang: Tristate
    online: Tristate
    age: int
    first_name: str
    last_name: str
    observed: str
    interpreted: str
    trigger: str
    notes: tuple[StoryNote, ...]
    disclosures: tuple[StoryDisclosure, ...]
    measures: tuple[StoryMeasure, ...]
    reviews: tuple[StoryReview, ...]
    closure: StoryClosure | None

    @property
    def is_identified(self) -> bool:
        """Whether it is known who the citizen is."""
        return bool(self.first_name)


def load_stories(folder: Path = STORIES) -> tuple[Story, ...]:
    """All stories, by file name and then in file order.

    Raises KeyError for a missing field and ValueError for an unknown code or malformed TOML.
    """
    stories: list[Story] = []
    for path in sorted(folder.glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        stories += [_story(raw, content["municipality"]) for raw in content["story"]]
    return tuple(stories)


def _story(raw: Raw, municipality: str) -> Story:
    return Story(
        key=raw["key"],
        municipality=municipality,
        state=State(raw["state"]),
        days_ago=raw["days_ago"],
        overdue=raw.get("overdue", False),
        repeat_of=raw.get("repeat_of"),
        channel=Channel(raw["channel"]),
        referrer=ReferrerType(raw["referrer"]),
        form=ConcernForm(raw["form"]),
        gang=Tristate(raw["gang"]),
        online=Tristate(raw["online"]),
        age=raw["age"],
        first_name=raw["first"],
        last_name=raw["last"],
        observed=raw["observed"],
        interpreted=raw["interpreted"],
        trigger=raw["trigger"],
        notes=tuple(StoryNote(days_ago, text) for days_ago, text in raw["notes"]),
        disclosures=tuple(_disclosure(item) for item in raw.get("disclosures", ())),
        measures=tuple(_measure(item) for item in raw.get("measures", ())),
        reviews=tuple(
            StoryReview(item["ago"], item["text"], ReviewDecision(item["decision"]))
            for item in raw.get("reviews", ())
        ),
        closure=_closure(raw["closure"]) if "closure" in raw else None,
    )


def _disclosure(raw: Raw) -> StoryDisclosure:
    return StoryDisclosure(
        days_ago=raw["ago"],
        basis=LegalBasis(raw["basis"]),
        months=raw["months"],
        items=raw["items"],
        necessity=raw["necessity"],
        withdrawn_days_ago=raw.get("withdrawn"),
    )


def _measure(raw: Raw) -> StoryMeasure:
    return StoryMeasure(
        type=MeasureType(raw["type"]),
        goal=raw["goal"],
        owner=raw["owner"],
        status=MeasureStatus(raw["status"]),
        started_days_ago=raw["started"],
        outcome=Outcome(raw["outcome"]) if "outcome" in raw else None,
    )


def _closure(raw: Raw) -> StoryClosure:
    return StoryClosure(raw["ago"], ClosureReason(raw["reason"]), raw["assessment"])
