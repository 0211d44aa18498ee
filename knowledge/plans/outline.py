"""A plan as its page shows it: sections in the concept's order, goals with what belongs to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from knowledge.plans.choices import SectionKind
from knowledge.plans.models import Action, Goal, Indicator, Measurement, Plan
from knowledge.plans.progress import gaps, in_words, progress, share_of_target
from knowledge.search.choices import ArticleKind
from knowledge.search.models import SearchDocument
from stopext.access import clock


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """An indicator with its latest reading; ``share`` is percent of the way to the target."""

    indicator: Indicator
    latest: Measurement | None
    share: int


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action with the practice it follows, where that is published."""

    action: Action
    practice: SearchDocument | None


@dataclass(frozen=True, slots=True)
class GoalBlock:
    """A goal with its actions and indicators."""

    goal: Goal
    actions: list[ActionLine]
    indicators: list[IndicatorLine]


def outline(plan: Plan) -> dict[str, Any]:
    """Context of ``knowledge/plan.html`` for a plan read with its parts. One query more."""
    sections = _in_order(plan)
    actions = list(plan.actions.all())
    counts = progress(actions, clock.today())
    return {
        "sections": sections,
        "goals": goal_blocks(plan, practices_of(actions)),
        "cards": list(plan.actioncards.all()),
        "progress": counts,
        "progress_words": in_words(counts),
        "gaps": gaps(sections),
        "contents": _contents(sections),
    }


def _in_order(plan: Plan) -> list[Any]:
    order = {kind: place for place, kind in enumerate(SectionKind.values)}
    written = [section for section in plan.plansections.all() if section.text.strip()]
    return sorted(written, key=lambda section: order.get(section.kind, len(order)))


def goal_blocks(plan: Plan, practices: Mapping[int, SearchDocument]) -> list[GoalBlock]:
    """The goals of a plan read with its parts."""
    of_goal: dict[Any, list[ActionLine]] = defaultdict(list)
    for action in plan.actions.all():
        practice = practices.get(action.practice_page or 0)
        of_goal[action.goal_id].append(ActionLine(action, practice))
    readings: dict[Any, Measurement] = {row.indicator_id: row for row in plan.measurements.all()}
    measured: dict[Any, list[IndicatorLine]] = defaultdict(list)
    for indicator in plan.indicators.all():
        measured[indicator.goal_id].append(_line(indicator, readings.get(indicator.pk)))
    return [GoalBlock(goal, of_goal[goal.pk], measured[goal.pk]) for goal in plan.goals.all()]


def _line(indicator: Indicator, latest: Measurement | None) -> IndicatorLine:
    share = 0
    if latest is not None:
        share = share_of_target(
            float(indicator.baseline), float(indicator.target), float(latest.value)
        )
    return IndicatorLine(indicator, latest, share)


def practices_of(actions: Iterable[Action]) -> dict[int, SearchDocument]:
    """The published practices that actions follow, by page. One query."""
    ids = {action.practice_page for action in actions if action.practice_page}
    rows = SearchDocument.objects.filter(kind=ArticleKind.PRACTICE, page_id__in=ids)
    return {row.page_id: row for row in rows.defer("text", "vector") if row.page_id}


def _contents(sections: list[Any]) -> list[tuple[str, str]]:
    parts = [(section.get_kind_display(), section.anchor) for section in sections]
    return [*parts, (_("Mål og handlinger"), "maal"), (_("Action cards"), "kort")]
