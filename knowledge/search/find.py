"""Run a search: what was found, with excerpts and counts per kind. A constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce
from operator import add
from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchRank
from django.db.models import (
    Case,
    Count,
    ExpressionWrapper,
    F,
    FloatField,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Substr
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from knowledge.search import vocabulary
from knowledge.search.choices import DocumentKind
from knowledge.search.models import SearchDocument
from knowledge.search.query import CONFIG, Understood, understand

PAGE_SIZE = 10
LAST_PAGE = 50
#: Marks around found words until the text has been escaped; private-use characters.
OPEN, CLOSE = "\ue000", "\ue001"
EXCERPT_FROM = 20_000
"""Characters of a text that an excerpt is looked for in."""
#: How much a hit in body parts D to A counts (compound parts, text, gist and keywords, title).
WEIGHTS = [0.05, 0.2, 0.55, 1.0]
ALL_FOUND = 0.35


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the result."""

    document: SearchDocument
    title: SafeString
    excerpt: SafeString

    @property
    def kind(self) -> str:
        """Name of the kind."""
        return str(DocumentKind(self.document.kind).label)


@dataclass(frozen=True, slots=True)
class Found:
    """A page of results."""

    understood: Understood
    hits: list[Hit] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    total: int = 0
    widened: bool = False
    """No document has everything asked for; those with most of it are shown."""
    page: int = 1

    @property
    def last_page(self) -> int:
        """Number of the last page that can be opened."""
        return max(1, min(LAST_PAGE, -(-self.total // PAGE_SIZE)))


def search(raw: str, *, kind: str = "", page: int = 1) -> Found:
    """Find published documents for a query as typed; ``kind`` narrows to one sort."""
    understood = understand(raw, vocabulary.current())
    if not understood:
        return Found(understood)
    matching = SearchDocument.objects.filter(vector=understood.any_of)
    for phrase in understood.phrases:
        matching = matching.filter(vector=phrase)
    matching = matching.annotate(has_all=_is(Q(vector=understood.all_of)))
    counts, complete = _count(matching)
    total = counts.get(kind, 0) if kind else sum(counts.values())
    if kind:
        matching = matching.filter(kind=kind)
    page = max(1, min(page, LAST_PAGE, -(-total // PAGE_SIZE) or 1))
    hits = [_hit(row) for row in _page(matching, understood, page)]
    return Found(understood, hits, counts, total, widened=not complete, page=page)


def _count(matching: QuerySet[SearchDocument]) -> tuple[dict[str, int], int]:
    rows = matching.values_list("kind").annotate(Count("id"), complete=Count("id", Q(has_all=1.0)))
    found = list(rows.order_by())
    return {row[0]: row[1] for row in found}, sum(row[2] for row in found)


def _is(condition: Q) -> Case:
    return Case(When(condition, then=Value(1.0)), default=Value(0.0), output_field=FloatField())


def _score(understood: Understood) -> Any:
    ranks = [
        SearchRank(F("vector"), group.query, weights=WEIGHTS, normalization=Value(1))
        * Value(group.weight)
        for group in understood.groups
    ]
    covered = [_is(Q(vector=group.query)) * Value(group.weight) for group in understood.groups]
    total = sum(group.weight for group in understood.groups) or 1.0
    score = (reduce(add, ranks) + reduce(add, covered) * Value(0.1)) / Value(total)
    return ExpressionWrapper(score + F("has_all") * Value(ALL_FOUND / 4), output_field=FloatField())


def _page(
    matching: QuerySet[SearchDocument], understood: Understood, page: int
) -> QuerySet[SearchDocument]:
    first = (page - 1) * PAGE_SIZE
    ranked = matching.annotate(score=_score(understood)).order_by("-score", "title", "id")
    chosen = ranked.values("id")[first : first + PAGE_SIZE]
    # Excerpts are cut for the rows of the page only.
    shown = SearchDocument.objects.filter(id__in=chosen).annotate(
        has_all=_is(Q(vector=understood.all_of))
    )
    return (
        shown.annotate(
            score=_score(understood),
            title_marked=_marked("title", understood, whole=True),
            excerpt=_marked("text", understood, whole=False),
        )
        .order_by("-score", "title", "id")
        .defer("text", "vector")
    )


def _marked(name: str, understood: Understood, *, whole: bool) -> SearchHeadline:
    source = F(name) if whole else Substr(F(name), 1, EXCERPT_FROM)
    options = (
        {"highlight_all": True} if whole else {"max_words": 32, "min_words": 14, "max_fragments": 2}
    )
    return SearchHeadline(
        source,
        understood.any_of,
        config=CONFIG,
        start_sel=OPEN,
        stop_sel=CLOSE,
        fragment_delimiter=" … ",
        **options,
    )


def _hit(row: SearchDocument) -> Hit:
    excerpt = getattr(row, "excerpt", "")
    # Without a found word the headline is the beginning of the text; the gist says it better.
    return Hit(
        row,
        marked(getattr(row, "title_marked", row.title)),
        marked(excerpt if OPEN in excerpt else row.gist),
    )


def marked(text: str) -> SafeString:
    """Escaped text with ``<mark>`` around the found words."""
    safe = escape(text).replace(OPEN, "<mark>").replace(CLOSE, "</mark>")
    return mark_safe(safe)  # noqa: S308 (escaped above)
