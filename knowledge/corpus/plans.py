"""Plans of the content files. A plan that is already there in the same version is left alone."""

from __future__ import annotations

from typing import Any

from knowledge.corpus import plan_shapes
from knowledge.plans.choices import PUBLIC_STATUSES
from knowledge.plans.models import (
    Action,
    ActionCard,
    Goal,
    Indicator,
    Measurement,
    Plan,
    PlanSection,
    PlanTemplate,
    TemplateSection,
)
from stopext.access.scoping import unscoped

PARTS = (PlanSection, Goal, Action, Indicator, Measurement, ActionCard)
#: Fields that a file and the model have in common.
HEAD = (
    "title",
    "status",
    "adopted_on",
    "adopted_by",
    "valid_from",
    "revision_due",
    "organisation_model",
    "vision",
)


LOADING = "public plans are loaded at installation; nobody acts"


def load_template(source: plan_shapes.Template) -> bool:
    """Create one version of the template; ``False`` when it stands already. What has been published
    is never changed: plans were begun from it."""
    template, is_new = PlanTemplate.objects.get_or_create(
        version=source.version, defaults={"published_on": source.published_on}
    )
    if is_new:
        TemplateSection.objects.bulk_create(
            TemplateSection(
                template=template,
                kind=kind,
                position=position,
                **section.model_dump(),
            )
            for position, (kind, section) in enumerate(source.sections.items())
        )
    return is_new


def load_plan(source: plan_shapes.Plan, page_ids: dict[str, int]) -> bool:
    """Create one plan with its parts; ``False`` when this version stands already.

    ``page_ids`` maps the slug of a practice to its page.
    """
    code = int(source.municipality_code)
    rows = unscoped(Plan, reason=LOADING).filter(municipality_id=code, version=source.version)
    if rows.exists():
        return False
    plan = Plan(
        municipality_id=code,
        version=source.version,
        is_public=source.status in PUBLIC_STATUSES,
        template=None if source.status in PUBLIC_STATUSES else PlanTemplate.newest(),
        **{name: getattr(source, name) for name in HEAD},
    )
    plan.save(force_insert=True)
    for rows_of_type in _Parts(plan, page_ids).read(source):
        unscoped(type(rows_of_type[0]), reason=LOADING).bulk_create(rows_of_type)
    return True


class _Parts:
    """Collects the rows under a plan, parents before children."""

    def __init__(self, plan: Plan, page_ids: dict[str, int]) -> None:
        self.plan = plan
        self.page_ids = page_ids
        self.rows: dict[type[Any], list[Any]] = {model: [] for model in PARTS}

    def read(self, source: plan_shapes.Plan) -> list[list[Any]]:
        """The rows by type, in an order in which they can be written."""
        for kind, text in source.sections.items():
            self._add(PlanSection, kind=kind, text=text)
        for goal in source.goals:
            self._goal(goal)
        for card in source.action_cards:
            self._add(
                ActionCard,
                audience=card.audience,
                steps=list(card.steps),
                contacts=list(card.contacts),
                owner=card.owner,
            )
        return [rows for rows in self.rows.values() if rows]

    def _add(self, model: type[Any], **values: Any) -> Any:
        row = model(
            plan=self.plan,
            municipality_id=self.plan.municipality_id,
            is_public=self.plan.is_public,
            position=len(self.rows[model]),
            **values,
        )
        self.rows[model].append(row)
        return row

    def _goal(self, source: plan_shapes.Goal) -> None:
        goal = self._add(Goal, text=source.text, level=source.level)
        for action in source.actions:
            self._add(
                Action,
                goal=goal,
                practice_page=self.page_ids.get(action.practice),
                **{name: getattr(action, name) for name in _ACTION},
            )
        for entry in source.indicators:
            indicator = self._add(
                Indicator, goal=goal, **{name: getattr(entry, name) for name in _INDICATOR}
            )
            for reading in entry.measurements:
                self._add(
                    Measurement,
                    indicator=indicator,
                    on=reading.on,
                    value=reading.value,
                    note=reading.note,
                )


_ACTION = ("title", "level", "target_group", "owner", "start", "end", "status", "cost_note")
_INDICATOR = ("name", "baseline", "target", "unit", "frequency")
