"""The plans of a municipality, read and held against the rules: a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max

from knowledge.plans.choices import PlanStatus, Severity
from knowledge.plans.linter import advice, rules  # noqa: F401 - they register their rules
from knowledge.plans.linter.rule import RULES, Facts, Place, Remark, Rule
from knowledge.plans.models import Measurement, Plan, TemplateSection
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.roles import Role
from stopext.accounts.models import Membership, in_force


@dataclass(frozen=True, slots=True)
class Review:
    """A draft or a plan in force, with what there is to say of it by severity."""

    plan: Plan
    groups: list[tuple[Severity, list[Remark]]]

    @property
    def number(self) -> int:
        """How many places there are."""
        return sum(len(one.places) for _severity, remarks in self.groups for one in remarks)


def reviews(actor: Actor) -> list[Review]:
    """The draft, then the plan in force; of that, while the next is written, only its dates and
    what is reported of it. Ten queries, however long the plans are."""
    own = Plan.objects.for_actor(actor).filter(municipality_id=actor.authority_id)
    rows = (
        own.exclude(status=PlanStatus.ARCHIVED).order_by("is_public").select_related("municipality")
    )
    parts = ("plansections", "goals", "actions", "indicators", "actioncards")
    plans: list[Plan] = list(rows.prefetch_related(*parts))
    shared = {
        "today": clock.today(),
        "measured": _measured(actor, plans),
        "has_plan_in_force": any(plan.is_public for plan in plans),
        "has_coordinator": _coordinators(actor).exists(),
    }
    paragraphs = _paragraphs()
    found = []
    for plan in plans:
        rests_on = {**paragraphs[None], **paragraphs.get(plan.template_id, {})}
        facts = _facts(plan, paragraphs=rests_on, **shared)
        only_followed = plan.is_public and len(plans) > 1
        found.append(Review(plan, grouped(facts, only_followed=only_followed)))
    return found


def number_of_remarks(actor: Actor) -> int:
    """How many there are on the page of remarks."""
    return sum(review.number for review in reviews(actor))


def grouped(facts: Facts, *, only_followed: bool = False) -> list[tuple[Severity, list[Remark]]]:
    """What the rules that concern this plan find, the gravest first."""
    remarks = [
        _remark(rule, facts)
        for rule in RULES.values()
        if (facts.plan.is_public if rule.follows else not only_followed)
    ]
    found = [one for one in remarks if one.places]
    groups = [(kind, [one for one in found if one.rule.severity is kind]) for kind in Severity]
    return [(kind, group) for kind, group in groups if group]


def _remark(rule: Rule, facts: Facts) -> Remark:
    plan = facts.plan
    at = {"slug": plan.municipality.slug, "is_public": plan.is_public}
    found = rule.find(facts)
    return Remark(
        rule, [Place(one.label, one.spot.url(**at), one.source, one.kind) for one in found]
    )


def _facts(plan: Plan, **shared: Any) -> Facts:
    return Facts(
        plan=plan,
        texts={row.kind: row.text for row in plan.plansections.all()},
        goals=list(plan.goals.all()),
        actions=list(plan.actions.all()),
        indicators=list(plan.indicators.all()),
        cards=list(plan.actioncards.all()),
        **shared,
    )


def _measured(actor: Actor, plans: Iterable[Plan]) -> dict[UUID, date]:
    rows = Measurement.objects.for_actor(actor).filter(
        municipality_id=actor.authority_id, plan__in=[plan.pk for plan in plans]
    )
    return dict(rows.order_by().values_list("indicator_id").annotate(Max("on")))


def _coordinators(actor: Actor) -> Any:
    rows = Membership.objects.for_actor(actor).filter(in_force(), role=Role.COORDINATOR)
    return rows.filter(authority_id=actor.authority_id)


def _paragraphs() -> Mapping[int | None, Mapping[str, str]]:
    """What each template says its sections rest on; under no template that of the newest."""
    found: dict[int | None, dict[str, str]] = defaultdict(dict)
    rows = TemplateSection.objects.order_by("template__published_on", "template_id")
    for row in rows.defer("guidance", "model_text"):
        found[row.template_id][row.kind] = found[None][row.kind] = row.paragraph
    return found
