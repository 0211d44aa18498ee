"""The plans of a municipality, read and held against the rules: a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max

from knowledge.plans.alike import parts_like, sections_like
from knowledge.plans.borrowed import Change, changes, part_of
from knowledge.plans.choices import PlanStatus, Severity
from knowledge.plans.linter import advice, rules  # noqa: F401 - they register their rules
from knowledge.plans.linter.rule import FEEDS, RULES, Facts, Place, Remark, Rule
from knowledge.plans.models import Action, Goal, Measurement, Plan, TemplateSection
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.roles import Role
from stopext.accounts.models import Membership, in_force

_PARTS = ("plansections", "goals", "actions", "indicators", "actioncards", "borrowings")


@dataclass(frozen=True, slots=True)
class Review:
    """A draft or a plan in force, with what there is to say of it by severity."""

    plan: Plan
    groups: list[tuple[Severity, list[Remark]]]
    changes: list[Change]
    """Words that were borrowed for it and read otherwise at their origin by now."""

    @property
    def places(self) -> list[Place]:
        """Every place of every remark."""
        return [
            place for _severity, remarks in self.groups for one in remarks for place in one.places
        ]

    @property
    def number(self) -> int:
        """How much there is to look at."""
        return len(self.places) + len(self.changes)


def reviews(actor: Actor) -> list[Review]:
    """The draft, then the plan in force; of that, while the next is written, only its dates and
    what is reported of it. As many queries, however long the plans are."""
    own = Plan.objects.for_actor(actor).filter(municipality_id=actor.authority_id)
    rows = own.exclude(status=PlanStatus.ARCHIVED).select_related("municipality")
    rows = rows.with_parts(*_PARTS).prefetch_related("borrowings__origin_place")
    plans: list[Plan] = list(rows.order_by("is_public"))
    shared = {
        "today": clock.today(),
        "measured": _measured(actor, plans),
        "has_plan_in_force": any(plan.is_public for plan in plans),
        "has_coordinator": _coordinators(actor).exists(),
        "fed": {name: read(actor) for name, read in FEEDS.items()},
    }
    paragraphs = _paragraphs()
    found = []
    for plan in plans:
        rests_on = {**paragraphs[None], **paragraphs.get(plan.template_id, {})}
        facts = _facts(plan, paragraphs=rests_on, **shared)
        only_followed = plan.is_public and len(plans) > 1
        changed = [] if only_followed else changes(plan.borrowings.all(), part_of(plan))
        found.append(Review(plan, grouped(facts, only_followed=only_followed), changed))
    return found


def show_examples(review: Review) -> None:
    """Beside the remarks on a draft what the municipality most like it wrote. Six queries."""
    code = review.plan.municipality_id
    wished = [(place, place.finding.wish) for place in review.places if place.finding.wish]
    keys: dict[str, set[str]] = defaultdict(set)
    for _place, wish in wished:
        keys[wish.sort].add(wish.key)
    like = {
        "afsnit": sections_like(code, keys["afsnit"]),
        "maal": parts_like(code, Goal, keys["maal"]),
        "handling": parts_like(code, Action, keys["handling"]),
    }
    for place, wish in wished:
        place.example = next(iter(like[wish.sort].get(wish.key, [])), None)


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
    slug, is_public = plan.municipality.slug, plan.is_public
    found = rule.find(facts)
    return Remark(rule, [Place(one, one.spot.url(slug=slug, is_public=is_public)) for one in found])


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
