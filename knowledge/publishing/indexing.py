"""Writes the search documents. Called when something is published, by the job that sees that a plan
was, and by ``rebuild_search``."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence

from django.contrib.postgres.search import SearchVector
from django.db import connection
from django.db.models import TextField, Value
from django.db.models.expressions import CombinedExpression

from knowledge.plans.models import Plan
from knowledge.publishing import sources
from knowledge.publishing.sources import Entry
from knowledge.search import text
from knowledge.search.choices import DocumentKind
from knowledge.search.models import SearchDocument, SearchState
from knowledge.search.query import CONFIG

TEXT_LIMIT = 60_000
"""Characters of a text that are indexed."""


def index(*entries: Entry) -> None:
    """Make what was published findable, or bring it up to date."""
    _write(entries)
    for entry in entries:
        _add_words(entry.document.key)
    _tell_workers()


def forget(key: str) -> None:
    """Remove what is no longer published. Its words are counted out at the next rebuild."""
    SearchDocument.objects.filter(key=key).delete()
    _tell_workers()


def index_plans() -> None:
    """Make findable the plans that municipalities have published since, and forget those they have
    replaced. Two queries when there is nothing to do."""
    plans = Plan.objects.public().values_list("pk", flat=True)
    public = {sources.key_of_plan(pk): pk for pk in plans}
    rows = SearchDocument.objects.filter(kind=DocumentKind.PLAN)
    known = set(rows.values_list("key", flat=True))
    for key in known - public.keys():
        forget(key)
    fresh = [pk for key, pk in public.items() if key not in known]
    if fresh:
        index(*map(sources.entry_of_plan, sources.public_plans().filter(pk__in=fresh)))


def rebuild(progress: sources.Progress | None = None) -> int:
    """Write every document again from what is published; returns their number."""
    entries = list(sources.everything())
    _write(progress(entries) if progress else entries)
    keys = [entry.document.key for entry in entries]
    SearchDocument.objects.exclude(key__in=keys).delete()
    _count_words()
    # A second time: compounds are taken apart with the words just counted.
    _write(entries)
    _tell_workers()
    return len(entries)


def _write(entries: Iterable[Entry]) -> None:
    known = _long_words()
    for entry in entries:
        document = entry.document
        document.text = document.text[:TEXT_LIMIT]
        # Brought up to date by its key, which is what makes a second run the same as one.
        values = {
            field.attname: getattr(document, field.attname)
            for field in SearchDocument._meta.concrete_fields
            if field.attname not in {"id", "key", "vector"}
        }
        vector = _vector(entry, known)
        SearchDocument.objects.update_or_create(
            key=document.key,
            defaults={**values, "vector": vector},
        )


def _vector(entry: Entry, known: set[str]) -> CombinedExpression:
    document = entry.document
    parts = _parts(f"{document.title} {entry.keywords} {document.gist} {document.text}", known)
    weighted = (
        ("A", document.title),
        ("B", f"{entry.keywords} {document.gist}"),
        ("C", document.text),
        ("D", " ".join(parts)),
    )
    vectors = [
        SearchVector(Value(value, output_field=TextField()), config=CONFIG, weight=weight)
        for weight, value in weighted
    ]
    return vectors[0] + vectors[1] + vectors[2] + vectors[3]


def _parts(content: str, known: set[str]) -> Sequence[str]:
    """The parts of every compound, so that a search for a part finds the whole."""
    long = {word for word in text.words(content) if len(word) >= 2 * text.SHORTEST_PART}
    return sorted({part for word in long for part in text.compound_parts(word, known)})


def _long_words() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select word from knowledge_word where length(word) >= %s", [text.SHORTEST_PART]
        )
        return {row[0] for row in cursor.fetchall()}


_COUNT = (
    "insert into knowledge_word (word, lexeme, documents)"
    " select word, coalesce((ts_lexize('danish_stem', word))[1], word), ndoc from ts_stat(%s)"
    " where length(word) between 2 and 60 and word ~ '^[[:alpha:]-]+$'"
    " and cardinality(ts_lexize('danish_stem', word)) > 0"
    " on conflict (word) do nothing"
)
_WORDS = (
    "select to_tsvector('simple', title || ' ' || gist || ' ' || text)"
    " from knowledge_searchdocument"
)


def _count_words() -> None:
    with connection.cursor() as cursor:
        cursor.execute("delete from knowledge_word")
        cursor.execute(_COUNT, [_WORDS])


def _add_words(key: str) -> None:
    """New words of one document; counting all again would cost as much as all documents."""
    with connection.cursor() as cursor:
        cursor.execute("select quote_literal(%s)", [key])
        cursor.execute(_COUNT, [f"{_WORDS} where key = {cursor.fetchone()[0]}"])


def _tell_workers() -> None:
    SearchState.objects.update_or_create(
        id=1, defaults={"stamp": uuid.uuid4(), "documents": SearchDocument.objects.count()}
    )
