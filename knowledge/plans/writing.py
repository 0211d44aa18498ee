"""A draft as its writers see it: the thirteen sections with their state, goals with their parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from knowledge.plans.choices import PlanLeg, SectionKind, SectionState
from knowledge.plans.models import (
    Action,
    ActionCard,
    Goal,
    Indicator,
    Measurement,
    Plan,
    TemplateSection,
)
from knowledge.plans.progress import section_state


@dataclass(frozen=True, slots=True)
class SectionLine:
    """One of the thirteen, and how far it is."""

    kind: SectionKind
    leg: str
    state: SectionState
    marks: Any = ()


@dataclass(frozen=True, slots=True)
class IndicatorPart:
    """An indicator with its measurements by day."""

    indicator: Indicator
    measurements: list[Measurement]


@dataclass(frozen=True, slots=True)
class GoalPart:
    """A goal with what hangs on it."""

    goal: Goal
    actions: list[Action]
    indicators: list[IndicatorPart]


@dataclass(frozen=True, slots=True)
class Outline:
    """Everything of a draft that can be opened and written."""

    sections: list[SectionLine]
    goals: list[GoalPart]
    cards: list[ActionCard]

    @property
    def done(self) -> int:
        """How many of the thirteen say something."""
        return sum(line.state is SectionState.WRITTEN for line in self.sections)


def written(draft: Plan) -> Outline:
    """The outline of a draft read with its parts. One query more."""
    rows = {section.kind: section for section in draft.plansections.all()}
    texts = {kind: row.text for kind, row in rows.items()}
    legs = {section.kind: section.get_leg_display() for section in template_of(draft)}
    common = str(PlanLeg.COMMON.label)
    sections = [
        SectionLine(
            kind,
            legs.get(kind, common),
            section_state(texts.get(kind, "")),
            rows[kind].marks if kind in rows else (),
        )
        for kind in SectionKind
    ]
    return Outline(sections, list(_goals(draft)), list(draft.actioncards.all()))


def template_of(draft: Plan) -> list[TemplateSection]:
    """The sections of the template that the draft is written from; one query."""
    return list(TemplateSection.objects.filter(template_id=draft.template_id))


def _goals(draft: Plan) -> Iterable[GoalPart]:
    actions = _by(draft.actions.all(), "goal_id")
    indicators = _by(draft.indicators.all(), "goal_id")
    measured = _by(draft.measurements.all(), "indicator_id")
    for goal in draft.goals.all():
        counted = [IndicatorPart(row, measured[row.pk]) for row in indicators[goal.pk]]
        yield GoalPart(goal, actions[goal.pk], counted)


def _by(rows: Iterable[Any], link: str) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, link)].append(row)
    return found
