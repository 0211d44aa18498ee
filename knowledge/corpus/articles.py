"""Articles of the content files as pages. A second run changes nothing that has not changed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.urls import reverse
from django.utils import timezone

from knowledge.articles.models import ARTICLE_TYPES, ArticlePage, HubIndexPage
from knowledge.articles.models.pages import LISTS
from knowledge.corpus.markdown import to_rich_text
from knowledge.corpus.shapes import Article, Practice, Source
from knowledge.search.choices import ArticleKind

TEXTS = ("staffing", "cost_note", "legal_basis")
OFFICE_OPENS = time(9)


def load_article(article: Article, hub: HubIndexPage) -> bool:
    """Create or bring up to date one page and publish it; ``False`` when nothing had changed."""
    page_type = ARTICLE_TYPES[ArticleKind(article.type)]
    values = _values(article)
    page = page_type.objects.filter(slug=article.slug).first()
    if page is None:
        page = page_type(slug=article.slug, **values)
        page.first_published_at = _moment(article.published)
        hub.add_child(instance=page)
    elif page.live and _same(page, values):
        return False
    else:
        for name, value in values.items():
            setattr(page, name, value)
    _publish(page, article)
    return True


def load_related(article: Article, ids: dict[str, int]) -> bool:
    """Point to the pages to read next, once all exist; ``False`` when they already stood."""
    page = ARTICLE_TYPES[ArticleKind(article.type)].objects.get(slug=article.slug)
    wanted = [ids[slug] for slug in article.related if slug in ids]
    if page.related_ids == wanted:
        return False
    # As stored: the pages themselves need not be read.
    page.related = json.dumps([{"type": "page", "value": page_id} for page_id in wanted])
    _publish(page, article)
    return True


def published_on(article: Article) -> date | None:
    """The day the article's page was first published, where there is one."""
    page_type = ARTICLE_TYPES[ArticleKind(article.type)]
    page = page_type.objects.filter(slug=article.slug, first_published_at__isnull=False).first()
    return timezone.localdate(page.first_published_at) if page else None


def ids_by_slug() -> dict[str, int]:
    """Page id of every article."""
    return {
        slug: page_id
        for page_type in ARTICLE_TYPES.values()
        for slug, page_id in page_type.objects.values_list("slug", "pk")
    }


def in_order(articles: Iterable[Article]) -> list[Article]:
    """Themes first, because the others are filed under them."""
    return sorted(articles, key=lambda article: (article.type != "theme", article.slug))


def _publish(page: ArticlePage, article: Article) -> None:
    page.save_revision().publish()
    # The real dates of the corpus, not the moment it was loaded.
    type(page).objects.filter(pk=page.pk).update(
        first_published_at=_moment(article.published), last_published_at=_moment(article.updated)
    )


def _values(article: Article) -> dict[str, Any]:
    values: dict[str, Any] = {
        "title": article.title,
        "gist": article.gist,
        "audience": list(article.audience),
        "triangle": list(article.triangle),
        "forms": list(article.forms),
        "setting": list(article.setting),
        "level": article.level,
        "themes": list(article.themes),
        "body": to_rich_text(article.body, address_of),
        "keywords": ", ".join(article.keywords),
        "responsible": article.responsible,
        "updated_on": article.updated,
        "next_review_on": article.next_review,
        "is_example": article.demo,
        "sources": [("source", _source(source)) for source in article.sources],
    }
    return values | (_practice(article) if isinstance(article, Practice) else {})


def _source(source: Source) -> dict[str, Any]:
    return {
        "title": source.title,
        "publisher": source.publisher,
        "year": source.year,
        "url": source.url or "",
    }


def _practice(facts: Practice) -> dict[str, Any]:
    values: dict[str, Any] = {name: "\n".join(getattr(facts, name)) for name in LISTS}
    values |= {name: getattr(facts, name) for name in TEXTS}
    for side, judgement in facts.evidence:
        values[f"{side}_grade"] = judgement.grade
        values[f"{side}_reason"] = judgement.reason
    return values


def _same(page: ArticlePage, values: dict[str, Any]) -> bool:
    plain = {name: value for name, value in values.items() if name != "sources"}
    stored = [dict(source) for source in page.source_list]
    wanted = [source for _block, source in values["sources"]]
    return stored == wanted and all(getattr(page, name) == value for name, value in plain.items())


def address_of(prefix: str, slug: str) -> str:
    """Place of an inner link: an article or a term of the glossary."""
    if prefix == "artikel":
        return reverse("knowledge:article", args=[slug])
    return f"{reverse('knowledge:glossary')}#{slug}"


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, OFFICE_OPENS))
