"""What is new, for the front page and start pages."""

from __future__ import annotations

from django.db.models import QuerySet

from knowledge.search.choices import ArticleKind
from knowledge.search.models import SearchDocument


def latest_articles(number: int = 4) -> list[SearchDocument]:
    """The newest published articles, invented examples last; each has ``title``, ``gist``, ``url``
    and ``date``. One query."""
    return list(newest_articles(number))


def newest_articles(number: int) -> QuerySet[SearchDocument]:
    """The same, not read yet."""
    articles = SearchDocument.objects.articles().exclude(kind=ArticleKind.THEME)
    newest = articles.order_by("is_example", "-published_on", "title").defer("text", "vector")
    return newest[:number]
