"""What an article's page shows besides its own fields."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.rich_text import expand_db_html

from knowledge.choices import (
    ArticleKind,
    Audience,
    ExtremismForm,
    Level,
    Setting,
    TriangleLevel,
)
from knowledge.models import Action, ArticlePage, PracticePage, SearchDocument

_HEADING = re.compile(r"<h2[^>]*>(.*?)</h2>", re.DOTALL)
_TAGS = re.compile(r"<[^>]+>")
#: Danish letters that slugify would drop.
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})

#: Lists of a practice in the order of the page: field, heading, address on the page.
PRACTICE_LISTS: tuple[tuple[str, Any, str], ...] = (
    ("core_elements", gettext_lazy("Kerneelementer"), "kerneelementer"),
    ("first_steps", gettext_lazy("Sådan begynder du på mandag"), "mandag"),
    ("preconditions", gettext_lazy("Forudsætninger"), "forudsaetninger"),
    ("risks", gettext_lazy("Risici"), "risici"),
    ("unknowns", gettext_lazy("Det ved vi ikke"), "ved-ikke"),
)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page with an entry in its list of contents."""

    heading: str
    anchor: str
    html: SafeString = field(default_factory=SafeString)
    points: tuple[str, ...] = ()
    ordered: bool = False


def article_context(page: ArticlePage) -> dict[str, Any]:
    """Everything ``knowledge/article.html`` needs beyond the page. At most three queries."""
    lead, sections = body_sections(str(page.body))
    facts: list[Section] = []
    if isinstance(page, PracticePage):
        facts = list(practice_sections(page))
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
        "used_by": used_by(page),
        "breadcrumbs": [
            (_("Forside"), "/"),
            (_("Viden"), reverse("knowledge:list")),
            (page.title, ""),
        ],
        "last_updated": page.updated_on,
    }


def body_sections(stored: str) -> tuple[SafeString, list[Section]]:
    """The formatted text, cut at its second-level headings so that each has an address."""
    html = str(expand_db_html(stored))
    pieces = _HEADING.split(html)
    taken: set[str] = set()
    sections = []
    for heading, text in zip(pieces[1::2], pieces[2::2], strict=True):
        plain = _TAGS.sub("", heading).strip()
        anchor = _free(slugify(plain.lower().translate(_LETTERS)) or "afsnit", taken)
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


def practice_sections(page: PracticePage) -> list[Section]:
    """The lists of a practice."""
    return [
        Section(
            str(heading), anchor, points=tuple(page.points(name)), ordered=name == "first_steps"
        )
        for name, heading, anchor in PRACTICE_LISTS
    ]


def _contents(
    page: ArticlePage, facts: list[Section], sections: list[Section]
) -> list[tuple[str, str]]:
    entries = [*facts[:2], *sections, *facts[2:]]
    contents = [(entry.heading, entry.anchor) for entry in entries]
    if isinstance(page, PracticePage):
        contents.insert(0, (_("Hvor sikker er viden?"), "viden"))
    return [*contents, (_("Kilder og ansvar"), "kilder")]


def described(page: ArticlePage) -> list[tuple[str, str]]:
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


def _neighbours(page: ArticlePage) -> Any:
    """Pages to read next and the article's themes, in one query; only what is published."""
    documents = SearchDocument.objects.articles().defer("text", "vector")
    themes = documents.filter(kind=ArticleKind.THEME, slug__in=page.themes)
    return (themes | documents.filter(page_id__in=page.related_ids)).order_by("title")


def _in_theme(page: ArticlePage) -> list[SearchDocument]:
    """On a theme page: everything about the theme, newest first."""
    if page.kind is not ArticleKind.THEME:
        return []
    found = SearchDocument.objects.articles().filter(themes__contains=[page.slug])
    return list(found.defer("text", "vector").order_by("kind", "title"))


def used_by(page: ArticlePage) -> list[tuple[str, str]]:
    """Municipalities whose public plan follows this practice, with the plan's address."""
    if not isinstance(page, PracticePage):
        return []
    rows = Action.objects.public().filter(practice_page=page.pk).order_by("municipality__name")
    places = rows.values_list("municipality__name", "municipality__slug").distinct()
    return [(name, reverse("knowledge:plan", args=[slug])) for name, slug in places]
