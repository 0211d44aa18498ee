"""What is indexed of each sort of thing. Only what is published comes out of here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from knowledge.articles.models import ARTICLE_TYPES, ArticlePage, PracticePage
from knowledge.plans.models import Plan
from knowledge.reference.models import Organisation, Term
from knowledge.search.choices import DocumentKind
from knowledge.search.models import SearchDocument

_TAG_END = re.compile(r"</(?:p|h2|h3|li|blockquote)>")


@dataclass(frozen=True)
class Entry:
    """A document and the words that find it without standing in it."""

    document: SearchDocument
    keywords: str = ""


Progress = Callable[[Iterable[Entry]], Iterable[Entry]]


def everything() -> Iterator[Entry]:
    """All that is published."""
    for page_type in ARTICLE_TYPES.values():
        yield from map(entry_of_page, page_type.objects.live())
    yield from map(entry_of_term, Term.objects.all())
    yield from map(entry_of_organisation, Organisation.objects.all())
    yield from map(entry_of_plan, public_plans())


def public_plans() -> QuerySet[Plan]:
    """The plans in force, with all that is indexed of them."""
    plans: QuerySet[Plan] = Plan.objects.public().select_related("municipality")
    return plans.prefetch_related("plansections", "goals", "actions")


def plain_text(html: str) -> str:
    """Running text of formatted text."""
    return " ".join(unescape(strip_tags(_TAG_END.sub(" \\g<0>", html))).split())


def entry_of_page(page: ArticlePage) -> Entry:
    """An article with its structured fields."""
    parts = [plain_text(str(page.body))]
    grades = effect = ""
    if isinstance(page, PracticePage):
        parts += map(" ".join, page.lists.values())
        parts += [page.staffing, page.cost_note, page.legal_basis]
        grades, effect = page.grades, page.effect_grade
    published = page.first_published_at
    document = SearchDocument(
        key=key_of_page(page.pk),
        kind=page.kind.value,
        page_id=page.pk,
        slug=page.slug,
        title=page.title,
        gist=page.gist,
        url=page.get_hub_path(),
        text=" ".join(filter(None, parts)),
        audience=page.audience,
        triangle=page.triangle,
        forms=page.forms,
        setting=page.setting,
        themes=page.themes,
        level=page.level,
        grades=grades,
        effect_grade=effect,
        is_example=page.is_example,
        published_on=timezone.localdate(published) if published else page.updated_on,
        updated_on=page.updated_on,
    )
    return Entry(document, page.keywords)


def key_of_page(page_id: int) -> str:
    """Key of an article's document."""
    return f"page:{page_id}"


def entry_of_term(term: Term) -> Entry:
    """A glossary entry."""
    document = SearchDocument(
        key=f"term:{term.pk}",
        kind=DocumentKind.TERM.value,
        slug=term.slug,
        title=term.term,
        gist=term.definition,
        url=term.get_absolute_url(),
        text=term.definition,
    )
    return Entry(document, " ".join([term.english, *term.other_words]))


def entry_of_organisation(organisation: Organisation) -> Entry:
    """Somebody in the directory."""
    document = SearchDocument(
        key=f"actor:{organisation.pk}",
        kind=DocumentKind.ACTOR.value,
        slug=organisation.slug,
        title=organisation.name,
        gist=organisation.role,
        url=organisation.get_absolute_url(),
        text=f"{organisation.role} {organisation.contact_for}",
    )
    return Entry(document, organisation.contact_for)


def key_of_plan(pk: object) -> str:
    """Key of a plan's document: another one for each version."""
    return f"plan:{pk}"


def entry_of_plan(plan: Plan) -> Entry:
    """A municipality's public plan.

    Raises:
        ValueError: the plan is not public.
    """
    if not plan.is_public:
        raise ValueError("only a public plan can be found")
    parts = [plan.vision, *(section.text for section in plan.plansections.all())]
    parts += [goal.text for goal in plan.goals.all()]
    parts += [action.title for action in plan.actions.all()]
    gist = _("Handlingsplan for %(name)s, vedtaget %(year)s.") % {
        "name": plan.municipality.name,
        "year": plan.adopted_on.year if plan.adopted_on else "",
    }
    document = SearchDocument(
        key=key_of_plan(plan.pk),
        kind=DocumentKind.PLAN.value,
        slug=plan.municipality.slug,
        title=plan.title,
        gist=gist,
        url=reverse("knowledge:plan", args=[plan.municipality.slug]),
        text=" ".join(parts),
        updated_on=plan.adopted_on,
    )
    return Entry(document, plan.municipality.name)
