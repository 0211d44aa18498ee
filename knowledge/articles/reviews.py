"""Which published articles are to be read again, and when."""

from __future__ import annotations

from datetime import date

from knowledge.articles.models import ARTICLE_TYPES, ArticlePage

MOST_SHOWN = 200
_SHOWN = ("title", "responsible", "updated_on", "next_review_on")


def reviews(before: date | None = None) -> list[ArticlePage]:
    """The first ``MOST_SHOWN`` by the day of their review; ``before`` a day only. One query for
    each kind of article."""
    found: list[ArticlePage] = []
    for page_type in ARTICLE_TYPES.values():
        rows = page_type.objects.live().only(*_SHOWN).order_by("next_review_on", "title")
        if before is not None:
            rows = rows.filter(next_review_on__lt=before)
        found += rows[:MOST_SHOWN]
    return sorted(found, key=lambda row: (row.next_review_on, row.title))[:MOST_SHOWN]
