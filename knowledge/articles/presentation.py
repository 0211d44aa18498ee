"""What an article's page shows besides its own fields."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.rich_text import expand_db_html

from knowledge.articles.choices import Audience, ExtremismForm, Level, Setting, TriangleLevel
from knowledge.search.choices import ArticleKind
from knowledge.search.models import SearchDocument
from stopext.web.text import anchor_of

_HEADING = re.compile(r"<h2[^>]*>(.*?)</h2>", re.DOTALL)
_TAGS = re.compile(r"<[^>]+>")

#: Lists of a practice in the order of the page: field, heading, address on the page.
PRACTICE_LISTS: tuple[tuple[str, Any, str], ...] = (
    ("core_elements", gettext_lazy("Kerneelementer"), "kerneelementer"),
    ("first_steps", gettext_lazy("Sådan begynder du på mandag"), "mandag"),
    ("preconditions", gettext_lazy("Forudsætninger"), "forudsaetninger"),
    ("risks", gettext_lazy("Risici"), "risici"),
    ("unknowns", gettext_lazy("Det ved vi ikke"), "ved-ikke"),
)


class Article(Protocol):
    """What the page of an article asks of it; the page types have all of it."""

    kind: ArticleKind
    pk: Any
    title: str
    slug: str
    body: Any
    audience: list[str]
    triangle: list[str]
    forms: list[str]
    setting: list[str]
    level: str
    themes: list[str]
    updated_on: Any

    @property
    def lists(self) -> dict[str, list[str]]: ...

    @property
    def related_ids(self) -> list[int]: ...


#: What rooms above know about an article: name in the template, and who tells. They add themselves.
told_by_others: dict[str, Callable[[Article], Any]] = {}


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page with an entry in its list of contents."""

    heading: str
    anchor: str
    html: SafeString = field(default_factory=SafeString)
    points: tuple[str, ...] = ()
    ordered: bool = False


def article_context(page: Article) -> dict[str, Any]:
    """Everything ``knowledge/article.html`` needs beyond the page. Two or three queries, and
    those of ``told_by_others``.
    """
    lead, sections = body_sections(str(page.body))
    facts = list_sections(page.lists)
    neighbours = list(_neighbours(page))
    return {
        "lead_html": lead,
        "sections": sections,
        "first_lists": facts[:2],
        "last_lists": facts[2:],
        "contents": _contents(page, facts, sections),
        "facts": described(page),
        "related": [row for row in neighbours if row.page_id in page.related_ids],
        "themes": [row for row in neighbours if row.kind == ArticleKind.THEME],
        "in_theme": _in_theme(page),
        "breadcrumbs": [
            (_("Forside"), "/"),
            (_("Viden"), reverse("knowledge:list")),
            (page.title, ""),
        ],
        "last_updated": page.updated_on,
        **{name: tell(page) for name, tell in told_by_others.items()},
    }


def body_sections(stored: str) -> tuple[SafeString, list[Section]]:
    """The formatted text, cut at its second-level headings so that each has an address."""
    html = str(expand_db_html(stored))
    pieces = _HEADING.split(html)
    taken: set[str] = set()
    sections = []
    for heading, text in zip(pieces[1::2], pieces[2::2], strict=True):
        plain = _TAGS.sub("", heading).strip()
        anchor = _free(anchor_of(plain), taken)
        sections.append(Section(plain, anchor, _safe(text)))
    return _safe(pieces[0]), sections


def _safe(html: str) -> SafeString:
    # Stored rich text only holds the tags the field allows; expand_db_html escapes the rest.
    return mark_safe(html)  # noqa: S308


def _free(anchor: str, taken: set[str]) -> str:
    candidate, number = anchor, 1
    while candidate in taken:
        number += 1
        candidate = f"{anchor}-{number}"
    taken.add(candidate)
    return candidate


def list_sections(lists: dict[str, list[str]]) -> list[Section]:
    """The lists of a practice; nothing for other articles."""
    return [
        Section(str(heading), anchor, points=tuple(lists[name]), ordered=name == "first_steps")
        for name, heading, anchor in PRACTICE_LISTS
        if name in lists
    ]


def _contents(
    page: Article, facts: list[Section], sections: list[Section]
) -> list[tuple[str, str]]:
    entries = [*facts[:2], *sections, *facts[2:]]
    contents = [(entry.heading, entry.anchor) for entry in entries]
    if page.kind is ArticleKind.PRACTICE:
        contents.insert(0, (_("Hvor sikker er viden?"), "viden"))
    return [*contents, (_("Kilder og ansvar"), "kilder")]


def described(page: Article) -> list[tuple[str, str]]:
    """Who, where and what the article is about, in words."""
    rows = [
        (_("For"), labels(Audience, page.audience)),
        (_("Niveau"), labels(TriangleLevel, page.triangle)),
        (_("Form"), labels(ExtremismForm, page.forms)),
        (_("Arena"), labels(Setting, page.setting)),
        (_("Rækkevidde"), labels(Level, [page.level])),
    ]
    return [row for row in rows if row[1]]


def labels(choices: Any, values: list[str]) -> str:
    """The names of ``values`` in the order of the list they come from."""
    return ", ".join(str(label) for value, label in choices.choices if value in values)


def _neighbours(page: Article) -> Any:
    """Pages to read next and the article's themes, in one query; only what is published."""
    documents = SearchDocument.objects.articles().defer("text", "vector")
    themes = documents.filter(kind=ArticleKind.THEME, slug__in=page.themes)
    return (themes | documents.filter(page_id__in=page.related_ids)).order_by("title")


def _in_theme(page: Article) -> list[SearchDocument]:
    """On a theme page: everything about the theme, newest first."""
    if page.kind is not ArticleKind.THEME:
        return []
    found = SearchDocument.objects.articles().filter(themes__contains=[page.slug])
    return list(found.defer("text", "vector").order_by("kind", "title"))
