"""The published practices, for those who cite one (measures of a case, actions of a plan)."""

from __future__ import annotations

from knowledge.search.choices import ArticleKind
from knowledge.search.models import SearchDocument


def practice_choices() -> list[tuple[int, str]]:
    """Page id and title of every published practice, by title. One query; every role may ask."""
    rows = SearchDocument.objects.filter(kind=ArticleKind.PRACTICE).order_by("title")
    return [(page_id, title) for page_id, title in rows.values_list("page_id", "title") if page_id]


def practice_title(page_id: int) -> str | None:
    """Title of a published practice, ``None`` when it is not (or no longer) published."""
    rows = SearchDocument.objects.filter(kind=ArticleKind.PRACTICE, page_id=page_id)
    return rows.values_list("title", flat=True).first()
