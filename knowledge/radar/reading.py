"""What the radar looks through: read in one statement, whatever there is to find."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, reduce
from operator import or_
from typing import Any

from django.db.models import Case, F, Q, TextField, Value, When
from django.db.models.functions import MD5

from knowledge.articles.models import ARTICLE_TYPES
from knowledge.plans.choices import PlanStatus
from knowledge.plans.models import Action, Plan, PlanSection, PlanTemplate, TemplateSection
from knowledge.radar.laws import SIGNS
from knowledge.radar.models import Mark
from knowledge.search.models import SearchDocument
from stopext.access.actor import Actor
from stopext.access.roles import Permission
from stopext.access.together import Asking

#: The text of a row that refers to any law; the texts of a whole country are not carried around.
SAID = Case(
    When(reduce(or_, (Q(text__contains=sign) for sign in SIGNS)), then=F("text")),
    default=Value(""),
    output_field=TextField(),
)


@dataclass
class Reading:
    """Public plans, articles and the template for advisers; the own plan and draft for who writes
    them."""

    guides: bool
    plans: dict[Any, Plan]
    """By key; those that are not replaced."""
    sections: list[Any]
    """Of these plans, in their order; each with its text as ``said`` when it refers to a law."""
    actions: dict[int, list[Action]]
    """Actions that follow a practice, by its page."""
    templates: list[PlanTemplate]
    """All versions, the newest first."""
    template_sections: dict[Any, dict[str, TemplateSection]]
    """By version and kind."""
    articles: dict[int, Any]
    """Published articles by page; what they say of laws only for who looks after them."""
    marks: dict[tuple[str, str], Mark]
    """The latest decision of the own authority, by change and place."""
    pages: list[Any]
    """Articles with what they lead on to, for who looks after them."""
    versions: dict[Any, list[Plan]]
    """What was adopted, by municipality, the newest first: those in force and those replaced."""
    digests: dict[tuple[Any, str], str]
    """Of the text of each section of these, by plan and kind."""
    followed_by: dict[Any, Action]
    """The actions of ``actions`` by key."""

    @cached_property
    def related(self) -> dict[int, list[int]]:
        """Which articles lead on to a page."""
        found: dict[int, list[int]] = defaultdict(list)
        for page in self.pages:
            for block in page.related.raw_data:
                found[int(block["value"] or 0)].append(page.pk)
        return found

    def source(self, row: Any) -> Plan:
        """The oldest version from which the text of a section came down as it is: who adopts it
        again, or copies it into a draft, has written nothing."""
        found = self.plans[row.plan_id]
        versions = self.versions.get(found.municipality_id, [])
        keys = [plan.pk for plan in versions]
        for plan in versions[keys.index(found.pk) + 1 if found.pk in keys else 0 :]:
            if self.digests.get((plan.pk, row.kind)) != row.digest:
                break
            found = plan
        return found

    def written(self, row: Any) -> date | None:
        """How old the words of a section or an action are: when the first version with them was
        adopted; of what is new in a draft, when the template it was begun from came. None when
        neither is known: then any change may be news to it."""
        if isinstance(row, PlanSection):
            return _dated(self.source(row))
        first = self.followed_by.get(row.origin)
        if first is None or first.practice_page != row.practice_page:
            first = row
        return first.since or _dated(self.plans[first.plan_id])


def reading(actor: Actor) -> Asking[Reading]:
    """Ask for all of it in one round."""
    guides = actor.can(Permission.GUIDE_MUNICIPALITIES)
    rows = _plans(actor, guides=guides)
    sections = PlanSection.objects.for_actor(actor).filter(plan__in=rows.values("pk"))
    actions = Action.objects.for_actor(actor).filter(plan__in=rows.values("pk"))
    earlier = Plan.objects.earlier().filter(municipality__in=rows.values("municipality"))
    replaced = PlanSection.objects.published().filter(plan__in=earlier.values("pk"))
    found = yield [
        rows.select_related("municipality", "template").order_by("municipality__name", "is_public"),
        sections.annotate(said=SAID, digest=MD5("text")).defer("text"),
        actions.filter(practice_page__isnull=False).only(
            "plan", "position", "title", "practice_page", "since", "origin"
        ),
        PlanTemplate.objects.all(),
        TemplateSection.objects.all(),
        _articles(guides=guides),
        Mark.objects.for_actor(actor),
        earlier.select_related("template").order_by(
            F("changed_at").desc(nulls_last=True), "-adopted_on"
        ),
        replaced.annotate(digest=MD5("text")).only("plan", "kind"),
        *(
            model.objects.live().only("related") if guides else model.objects.none()
            for model in ARTICLE_TYPES.values()
        ),
    ]
    plans = {row.pk: row for row in found[0]}
    followed, instructed = defaultdict(list), defaultdict[Any, dict[str, TemplateSection]](dict)
    for row in _in_order(plans, found[2]):
        followed[row.practice_page].append(row)
    for row in found[4]:
        instructed[row.template_id][row.kind] = row
    return Reading(
        guides=guides,
        plans=plans,
        sections=_in_order(plans, found[1]),
        actions=followed,
        templates=found[3],
        template_sections=instructed,
        articles={row.page_id: row for row in found[5]},
        marks={(row.change, row.place): row for row in found[6]},
        pages=[page for pages in found[9:] for page in pages],
        versions=_versions([*found[0], *found[7]]),  # none is newer than the one in force
        digests={(row.plan_id, row.kind): row.digest for row in [*found[1], *found[8]]},
        followed_by={row.pk: row for row in found[2]},
    )


def _plans(actor: Actor, *, guides: bool) -> Any:
    if guides:
        return Plan.objects.public()
    own = Plan.objects.for_actor(actor).filter(municipality_id=actor.authority_id)
    return own.exclude(status=PlanStatus.ARCHIVED)


def _versions(plans: Iterable[Plan]) -> dict[Any, list[Plan]]:
    """Those that were adopted, by municipality, as they come."""
    found: dict[Any, list[Plan]] = defaultdict(list)
    for plan in plans:
        if plan.is_public:
            found[plan.municipality_id].append(plan)
    return found


def _dated(plan: Plan) -> date | None:
    return plan.adopted_on or (plan.template.published_on if plan.template else None)


def _articles(*, guides: bool) -> Any:
    rows = SearchDocument.objects.articles().filter(page_id__isnull=False).order_by("title")
    rows = rows.only("page_id", "kind", "title", "url", "updated_on", "published_on")
    return rows.annotate(said=SAID if guides else Value("", output_field=TextField()))


def _in_order(plans: Iterable[Any], rows: list[Any]) -> list[Any]:
    place = {key: number for number, key in enumerate(plans)}
    return sorted(rows, key=lambda row: (place[row.plan_id], row.position))
