"""What the radar looks through: a fixed number of queries, whatever there is to find."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from knowledge.articles.models import ARTICLE_TYPES
from knowledge.plans.choices import PlanStatus
from knowledge.plans.models import Action, Plan, PlanSection, PlanTemplate, TemplateSection
from knowledge.search.models import SearchDocument
from stopext.access.actor import Actor
from stopext.access.roles import Permission


@dataclass
class Reading:
    """Public plans, articles and the template for advisers; the own plan and draft for who writes
    them."""

    actor: Actor
    guides: bool = field(init=False)

    def __post_init__(self) -> None:
        self.guides = self.actor.can(Permission.GUIDE_MUNICIPALITIES)

    @cached_property
    def plans(self) -> dict[Any, Plan]:
        """By key; those that are not replaced."""
        rows = Plan.objects.public()
        if not self.guides:
            own = Plan.objects.for_actor(self.actor).filter(municipality_id=self.actor.authority_id)
            rows = own.exclude(status=PlanStatus.ARCHIVED)
        ordered = rows.select_related("municipality", "template")
        return {row.pk: row for row in ordered.order_by("municipality__name", "is_public")}

    @cached_property
    def sections(self) -> list[PlanSection]:
        """Of these plans, in their order."""
        return self._parts(PlanSection)

    @cached_property
    def actions(self) -> dict[int, list[Action]]:
        """Actions that follow a practice, by its page."""
        found: dict[int, list[Action]] = defaultdict(list)
        for row in self._parts(Action):
            if row.practice_page is not None:
                found[row.practice_page].append(row)
        return found

    def _parts(self, model: Any) -> list[Any]:
        rows = model.objects.for_actor(self.actor).filter(plan__in=list(self.plans))
        place = {key: number for number, key in enumerate(self.plans)}
        return sorted(rows, key=lambda row: (place[row.plan_id], row.position))

    @cached_property
    def templates(self) -> list[PlanTemplate]:
        """All versions, the newest first."""
        return list(PlanTemplate.objects.prefetch_related("sections"))

    @cached_property
    def template_sections(self) -> dict[Any, dict[str, TemplateSection]]:
        """By version and kind."""
        return {one.pk: {each.kind: each for each in one.sections.all()} for one in self.templates}

    @cached_property
    def articles(self) -> dict[int, SearchDocument]:
        """Published articles by page; their texts only for who looks after them."""
        rows = SearchDocument.objects.articles().filter(page_id__isnull=False)
        left_out = ["vector"] if self.guides else ["vector", "text"]
        return {row.page_id or 0: row for row in rows.defer(*left_out).order_by("title")}

    @cached_property
    def related(self) -> dict[int, list[int]]:
        """Which articles lead on to a page, for who looks after them. One query for each type."""
        found: dict[int, list[int]] = defaultdict(list)
        for model in ARTICLE_TYPES.values() if self.guides else ():
            for pk, blocks in model.objects.live().values_list("pk", "related"):
                for block in blocks.raw_data:
                    found[int(block["value"] or 0)].append(pk)
        return found

    def written(self, plan: Plan) -> date | None:
        """How old a plan's words are: when it was adopted; of a draft, when the template it was
        begun from came. None when neither is known: then any change may be news to it."""
        return plan.adopted_on or (plan.template.published_on if plan.template else None)
