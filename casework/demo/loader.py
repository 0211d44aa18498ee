"""Fictional case stories for the demo: typed data, checked by pydantic against the code lists.

One TOML file per municipality. Ages in days count back from today; surnames come from the invented
list below and no story holds a CPR number. An empty name means that the person is not known.
"""

from __future__ import annotations

import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated

from django.utils import timezone
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter

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


class Told(BaseModel):
    """A part of a story: read whole or not at all, and never changed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class StoryNote(Told):
    """A note written ``days_ago``; in the file a pair of the two."""

    days_ago: int
    text: str


class StoryDisclosure(Told):
    """Sharing of ``items`` items ``days_ago``, lasting ``months``, perhaps withdrawn since."""

    days_ago: int = Field(alias="ago")
    basis: LegalBasis
    months: int
    items: int
    necessity: str
    withdrawn_days_ago: int | None = Field(default=None, alias="withdrawn")

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


class StoryMeasure(Told):
    """Help with a goal in the citizen's own words; ``owner`` is a function, not a person."""

    type: MeasureType
    goal: str
    owner: str
    status: MeasureStatus
    started_days_ago: int = Field(alias="started")
    outcome: Outcome | None = None


class StoryReview(Told):
    """A review of the measures."""

    days_ago: int = Field(alias="ago")
    text: str
    decision: ReviewDecision


class StoryClosure(Told):
    """How the case ended."""

    days_ago: int = Field(alias="ago")
    reason: ClosureReason
    assessment: str


def _pair(value: object) -> object:
    return dict(zip(("days_ago", "text"), value, strict=True)) if isinstance(value, list) else value


class Story(Told):
    """One fictional concern. ``overdue``: the state's clock has run out."""

    key: str
    municipality: str
    state: State
    days_ago: int
    overdue: bool = False
    repeat_of: str | None = None
    channel: Channel
    referrer: ReferrerType
    form: ConcernForm
    gang: Tristate
    online: Tristate
    age: int
    first_name: str = Field(alias="first")
    last_name: str = Field(alias="last")
    protected: bool = False
    """Name and address are protected."""
    informed: bool = False
    """The notes of the first day tell that the citizen knows of the concern."""
    observed: str
    interpreted: str
    trigger: str
    notes: tuple[Annotated[StoryNote, BeforeValidator(_pair)], ...]
    disclosures: tuple[StoryDisclosure, ...] = ()
    measures: tuple[StoryMeasure, ...] = ()
    reviews: tuple[StoryReview, ...] = ()
    closure: StoryClosure | None = None

    @property
    def is_identified(self) -> bool:
        """Whether it is known who the citizen is."""
        return bool(self.first_name)


_READER = TypeAdapter(list[Story])


def load_stories(folder: Path = STORIES) -> tuple[Story, ...]:
    """All stories, by file name and then in file order.

    Raises ValueError for malformed TOML and, with its path, for a missing or unknown field or code.
    """
    stories: list[Story] = []
    for path in sorted(folder.glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        place = {"municipality": content["municipality"]}
        stories += _READER.validate_python([raw | place for raw in content["story"]])
    return tuple(stories)
