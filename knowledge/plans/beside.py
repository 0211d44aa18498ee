"""Two to four plans beside each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from knowledge.plans.choices import ActionStatus, SectionKind, SectionState
from knowledge.plans.models import Plan
from knowledge.plans.outline import GoalBlock, goal_blocks, practices_of
from knowledge.plans.progress import in_words, progress, section_state
from knowledge.search.models import SearchDocument
from stopext.access import clock
from stopext.accounts.models import Authority

FEWEST, MOST = 2, 4


@dataclass(frozen=True, slots=True)
class Column:
    """A municipality with its public plan, or without."""

    place: Authority
    plan: Plan | None
    progress_words: str
    statuses: list[tuple[str, int]]
    """How many actions there are of each status that occurs."""
    written: int
    """How many of the thirteen sections say something."""
    goals: list[GoalBlock]
    practices: list[SearchDocument]


@dataclass(frozen=True, slots=True)
class Cell:
    """A section in one of the plans."""

    place: Authority
    state: SectionState
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The municipalities an address asks for, and what of it was left out."""

    places: list[Authority]
    has_unknown: bool
    has_too_many: bool
    has_twice: bool
    """Whether a municipality was asked for more than once; it stands there once."""

    @property
    def is_enough(self) -> bool:
        """Whether there is something to compare."""
        return len(self.places) >= FEWEST


def chosen(asked: Iterable[str], places: Mapping[str, Authority]) -> Choice:
    """The municipalities with these slugs, each once, in the order asked for."""
    said = [slug for slug in asked if slug]
    slugs = list(dict.fromkeys(said))
    known = [places[slug] for slug in slugs if slug in places]
    return Choice(known[:MOST], len(known) < len(slugs), len(known) > MOST, len(slugs) < len(said))


def columns(places: Iterable[Authority], plans: Mapping[int, Plan]) -> list[Column]:
    """The municipalities with their plans, which were read with their parts. One query."""
    practices = practices_of(action for plan in plans.values() for action in plan.actions.all())
    return [_column(place, plans.get(place.pk), practices) for place in places]


def _column(place: Authority, plan: Plan | None, practices: Mapping[int, SearchDocument]) -> Column:
    actions: list[Any] = list(plan.actions.all()) if plan else []
    counts = Counter(action.status for action in actions)
    come = progress(actions, clock.today())
    late = [(_("Vurderet forsinket"), come.late)] if come.late else []
    states = _sections(plan).values()
    followed = {action.practice_page for action in actions}
    return Column(
        place=place,
        plan=plan,
        progress_words=in_words(come),
        statuses=[*((str(s.label), counts[s]) for s in ActionStatus if counts[s]), *late],
        written=sum(section_state(row.text) is SectionState.WRITTEN for row in states),
        goals=goal_blocks(plan, practices) if plan else [],
        practices=[row for page, row in practices.items() if page in followed],
    )


def sections(compared: Iterable[Column]) -> list[tuple[SectionKind, list[Cell]]]:
    """Each of the thirteen with what the plans say; a municipality without a plan says nothing."""
    found = [(one.place, _sections(one.plan)) for one in compared if one.plan]
    return [(kind, [_cell(place, rows.get(kind)) for place, rows in found]) for kind in SectionKind]


def _sections(plan: Plan | None) -> dict[str, Any]:
    return {row.kind: row for row in plan.plansections.all()} if plan else {}


def _cell(place: Authority, row: Any) -> Cell:
    text = row.text if row else ""
    return Cell(place, section_state(text), text, row.anchor if row else "")
