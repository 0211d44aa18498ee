"""A plan as its page shows it: sections in the concept's order, goals with what belongs to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from knowledge.plans.borrowed import give_credit
from knowledge.plans.charts import Level, line_chart
from knowledge.plans.choices import IN_FORCE, PlanStatus, SectionKind
from knowledge.plans.followup import follow_up
from knowledge.plans.models import Action, Effect, Goal, Indicator, Measurement, Plan
from knowledge.plans.progress import (
    gaps,
    in_words,
    is_overdue,
    pace_in_words,
    progress,
    standing,
    time_left,
    way_in_words,
)
from knowledge.search.choices import ArticleKind
from knowledge.search.models import SearchDocument
from stopext.access import clock
from stopext.web.templatetags.portal import dk_number

#: Readings in the table of an indicator; all of them are in its chart and in the open data.
SHOWN = 24


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """An indicator with the readings that hold, by day."""

    indicator: Indicator
    readings: list[Measurement]

    @property
    def latest(self) -> Measurement | None:
        """The newest reading."""
        return self.readings[-1] if self.readings else None

    @property
    def newest(self) -> list[Measurement]:
        """What the table shows: the page of a plan measured each week stays light."""
        return self.readings[-SHOWN:]

    @property
    def way(self) -> str:
        """How far it is to the target, in words; empty before anything is measured."""
        row = self.indicator
        return way_in_words(row.baseline, row.target, self.latest.value) if self.latest else ""

    @property
    def chart(self) -> SafeString:
        """Start, target and readings drawn; empty before anything is measured."""
        if not self.latest:
            return SafeString("")
        row, unit = self.indicator, self.indicator.unit
        start, target, now = map(dk_number, (row.baseline, row.target, self.latest.value))
        return line_chart(
            row.pk.hex,
            [(one.on, float(one.value)) for one in self.readings],
            levels=[
                Level(float(row.baseline), _("start %s") % start, "chart-start"),
                Level(float(row.target), _("mål %s") % target, "chart-target"),
            ],
            latest=_("målt %s") % now,
            title=_("%(name)s (%(unit)s)") % {"name": row.name, "unit": unit},
            described=_(
                "Start %(start)s, mål %(target)s, senest målt %(now)s. Tabellen har alle tal."
            )
            % {"start": start, "target": target, "now": now},
        )


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action with the practice it follows, where that is published."""

    action: Action
    practice: SearchDocument | None
    is_overdue: bool
    pace: str
    """What the municipality holds of it beside its dates, in words; empty when nothing."""
    needs: list[str]
    """Titles of the actions it depends on."""
    effects: list[tuple[str, Effect]]
    """The indicators it is expected to move, by name."""


@dataclass(frozen=True, slots=True)
class GoalBlock:
    """A goal with its actions and indicators, and how far the actions are in words."""

    goal: Goal
    actions: list[ActionLine]
    indicators: list[IndicatorLine]
    words: str


def outline(plan: Plan) -> dict[str, Any]:
    """Context of ``knowledge/plan.html`` for a plan read with its parts. Two queries more."""
    sections, today = _in_order(plan), clock.today()
    actions = list(plan.actions.all())
    if plan.status == PlanStatus.ARCHIVED:
        for row in actions:
            row.pace = row.pace_note = ""  # what was held of them ended with the version
    counts = progress(actions, today)
    give_credit(plan)
    return {
        "sections": sections,
        "goals": goal_blocks(plan, practices_of(actions)),
        "cards": list(plan.actioncards.all()),
        "decisions": list(plan.decisions.all()),
        "progress": counts,
        "follow_up": follow_up(plan, today).words if plan.status in IN_FORCE else [],
        "progress_words": in_words(counts),
        "until_revision": time_left(plan.revision_due, today) if plan.revision_due else "",
        "gaps": gaps(sections),
        "contents": _contents(plan, sections),
    }


def _in_order(plan: Plan) -> list[Any]:
    order = {kind: place for place, kind in enumerate(SectionKind.values)}
    written = [section for section in plan.plansections.all() if section.text.strip()]
    return sorted(written, key=lambda section: order.get(section.kind, len(order)))


def goal_blocks(plan: Plan, practices: Mapping[int, SearchDocument]) -> list[GoalBlock]:
    """The goals of a plan read with its parts."""
    today = clock.today()
    of_goal: dict[Any, list[ActionLine]] = defaultdict(list)
    titles = {action.pk: action.title for action in plan.actions.all()}
    moved = _effects(plan)
    for action in plan.actions.all():
        line = ActionLine(
            action=action,
            practice=practices.get(action.practice_page or 0),
            is_overdue=is_overdue(action, today),
            pace=pace_in_words(action, today),
            needs=[titles[key] for key in action.needs if key in titles],
            effects=moved[action.pk],
        )
        of_goal[action.goal_id].append(line)
    readings: dict[Any, list[Measurement]] = defaultdict(list)
    for row in plan.measurements.all():
        readings[row.indicator_id].append(row)
    measured: dict[Any, list[IndicatorLine]] = defaultdict(list)
    for indicator in plan.indicators.all():
        counted = IndicatorLine(indicator, standing(readings[indicator.pk]))
        measured[indicator.goal_id].append(counted)
    return [_block(goal, of_goal[goal.pk], measured[goal.pk], today) for goal in plan.goals.all()]


def _effects(plan: Plan) -> dict[Any, list[tuple[str, Effect]]]:
    names = {row.pk: row.name for row in plan.indicators.all()}
    found: dict[Any, list[tuple[str, Effect]]] = defaultdict(list)
    for effect in plan.effects.all():
        if effect.indicator_id in names:
            found[effect.action_id].append((names[effect.indicator_id], effect))
    return found


def _block(
    goal: Goal, actions: list[ActionLine], indicators: list[IndicatorLine], today: date
) -> GoalBlock:
    counts = progress([line.action for line in actions], today)
    return GoalBlock(goal, actions, indicators, in_words(counts) if counts.counted else "")


def practices_of(actions: Iterable[Action]) -> dict[int, SearchDocument]:
    """The published practices that actions follow, by page. One query."""
    ids = {action.practice_page for action in actions if action.practice_page}
    rows = SearchDocument.objects.filter(kind=ArticleKind.PRACTICE, page_id__in=ids)
    return {row.page_id: row for row in rows.defer("text", "vector") if row.page_id}


def _contents(plan: Plan, sections: list[Any]) -> list[tuple[str, str]]:
    parts = [(section.get_kind_display(), section.anchor) for section in sections]
    decided = [(_("Sådan er planen behandlet"), "beslutninger")] if plan.decisions.all() else []
    return [*parts, (_("Mål og handlinger"), "maal"), (_("Action cards"), "kort"), *decided]
