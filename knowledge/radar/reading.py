"""What the radar looks through: read in one statement, whatever there is to find.

A country has ten thousand actions, so what stands in a plan is read with the plan, as bare values:
a model's instance of each took most of a second.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, reduce
from operator import or_
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, OuterRef, Q, TextField, Value, When
from django.db.models.functions import MD5, JSONArray

from knowledge.articles.models import ARTICLE_TYPES
from knowledge.plans.choices import PlanStatus, SectionKind
from knowledge.plans.models import Action, Plan, PlanSection, PlanTemplate, TemplateSection
from knowledge.radar.laws import SIGNS, around_signs
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


class SectionRow(NamedTuple):
    """A section of a plan."""

    plan: Plan
    kind: str
    digest: str
    """Of its text."""
    pk: str
    said: str
    """What its text says around signs of laws."""

    @property
    def title(self) -> str:
        """What it is called."""
        return str(SectionKind(self.kind).label)


class ActionRow(NamedTuple):
    """An action that follows a practice."""

    plan: Plan
    pk: str
    title: str
    page: int
    since: str | None
    origin: str | None


@dataclass
class Reading:
    """Public plans, articles and the template for advisers; the own plan and draft for who writes
    them."""

    guides: bool
    sections: list[SectionRow]
    """Of the plans that are not replaced, in their order."""
    actions: dict[int, list[ActionRow]]
    """Of these plans, by the page of the practice they follow."""
    templates: list[PlanTemplate]
    """All versions, the newest first."""
    template_sections: dict[Any, dict[str, TemplateSection]]
    """By version and kind."""
    articles: dict[int, Any]
    """Published articles by page; their texts, when they refer to a law, only for who looks after
    them."""
    marks: dict[tuple[str, str], Mark]
    """The latest decision of the own authority, by change and place."""
    pages: list[Any]
    """Articles with what they lead on to, for who looks after them."""
    versions: dict[Any, list[tuple[Plan, dict[str, str]]]]
    """What was adopted, by municipality, the newest first: those in force and those replaced, each
    with digests of its sections' texts by kind."""
    followed_by: dict[str | None, ActionRow]
    """The actions of ``actions`` by key."""

    @cached_property
    def related(self) -> dict[int, list[int]]:
        """Which articles lead on to a page."""
        found: dict[int, list[int]] = defaultdict(list)
        for page in self.pages:
            for block in page.related.raw_data:
                found[int(block["value"] or 0)].append(page.pk)
        return found

    def source(self, row: SectionRow) -> Plan:
        """The oldest version from which the text of a section came down as it is: who adopts it
        again, or copies it into a draft, has written nothing."""
        found = row.plan
        for version, digests in self.versions.get(found.municipality_id, ()):
            if digests.get(row.kind) != row.digest:
                break
            found = version
        return found

    def written(self, row: SectionRow | ActionRow) -> date | None:
        """How old the words of a section or an action are: when the first version with them was
        adopted; of what is new in a draft, when the template it was begun from came. None when
        neither is known: then any change may be news to it."""
        if isinstance(row, SectionRow):
            return _dated(self.source(row))
        first = self.followed_by.get(row.origin)
        if first is None or first.page != row.page:
            first = row
        return date.fromisoformat(first.since) if first.since else _dated(first.plan)


def reading(actor: Actor) -> Asking[Reading]:
    """Ask for all of it in one round."""
    guides = actor.can(Permission.GUIDE_MUNICIPALITIES)
    rows = _plans(actor, guides=guides)
    earlier = Plan.objects.earlier().filter(municipality__in=rows.values("municipality"))
    texts = PlanSection.objects.for_actor(actor)
    actions = Action.objects.for_actor(actor).filter(practice_page__isnull=False)
    found = yield [
        rows.select_related("municipality", "template")
        .order_by("municipality__name", "is_public")
        .annotate(
            texts=_in_plan(texts, "kind", MD5("text"), "pk", SAID),
            following=_in_plan(actions, "pk", "title", "practice_page", "since", "origin"),
        ),
        earlier.select_related("template")
        .order_by(F("changed_at").desc(nulls_last=True), "-adopted_on")
        .annotate(texts=_in_plan(texts, "kind", MD5("text"))),
        PlanTemplate.objects.all(),
        TemplateSection.objects.all(),
        _articles(guides=guides),
        Mark.objects.for_actor(actor),
        *(
            model.objects.live().only("related") if guides else model.objects.none()
            for model in ARTICLE_TYPES.values()
        ),
    ]
    plans, replaced, templates, instructions, articles, marks, *pages = found
    sections = [
        SectionRow(plan, kind, digest, pk, around_signs(said))
        for plan in plans
        for kind, digest, pk, said in plan.texts
    ]
    instructed = _by(instructions, "template_id")
    following = [ActionRow(plan, *values) for plan in plans for values in plan.following]
    return Reading(
        guides=guides,
        sections=sections,
        actions=_by(following, "page"),
        templates=templates,
        template_sections={
            version.pk: {row.kind: row for row in instructed[version.pk]} for version in templates
        },
        articles={row.page_id: row for row in articles},
        marks={(row.change, row.place): row for row in marks},
        pages=[page for rows in pages for page in rows],
        versions=_versions([*plans, *replaced]),  # none is newer than the one in force
        followed_by={row.pk: row for row in following},
    )


def _plans(actor: Actor, *, guides: bool) -> Any:
    if guides:
        return Plan.objects.public()
    own = Plan.objects.for_actor(actor).filter(municipality_id=actor.authority_id)
    return own.exclude(status=PlanStatus.ARCHIVED)


def _in_plan(parts: Any, *values: Any) -> ArraySubquery:
    """These values of each part of a plan, in their order."""
    rows = parts.filter(plan=OuterRef("pk")).order_by("position")
    return ArraySubquery(rows.values(row=JSONArray(*values)))


def _by(rows: Iterable[Any], name: str) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


def _versions(plans: Iterable[Any]) -> dict[Any, list[tuple[Plan, dict[str, str]]]]:
    """Those that were adopted, by municipality, as they come."""
    found: dict[Any, list[tuple[Plan, dict[str, str]]]] = defaultdict(list)
    for plan in plans:
        if plan.is_public:
            digests = {kind: digest for kind, digest, *_more in plan.texts}
            found[plan.municipality_id].append((plan, digests))
    return found


def _dated(plan: Plan) -> date | None:
    return plan.adopted_on or (plan.template.published_on if plan.template else None)


def _articles(*, guides: bool) -> Any:
    rows = SearchDocument.objects.articles().filter(page_id__isnull=False).order_by("title")
    rows = rows.only("page_id", "kind", "title", "url", "updated_on", "published_on")
    return rows.annotate(said=SAID if guides else Value("", output_field=TextField()))
