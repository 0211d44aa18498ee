"""The glossary and the directory of who does what."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knowledge.reference.choices import ActorLevel
from knowledge.reference.models import Organisation, Term
from stopext.access.declare import PUBLIC, access
from stopext.web.caching import cached_when_anonymous
from stopext.web.text import clean_query

ALPHABET = "abcdefghijklmnopqrstuvwxyzæøå"


@access(PUBLIC)
@require_safe
@cached_when_anonymous
def glossary(request: HttpRequest) -> HttpResponse:
    """Every term on one page, A to Å; ``q`` narrows, a term's slug is its place on the page."""
    query = clean_query(request.GET.get("q", ""))
    terms = [term for term in sorted(Term.objects.all(), key=_danish) if _holds(term, query)]
    letters = [(letter, list(group)) for letter, group in groupby(terms, key=_initial)]
    context = {
        "query": query,
        "letters": letters,
        "total": len(terms),
        "breadcrumbs": [
            (_("Forside"), "/"),
            (_("Viden"), reverse("knowledge:list")),
            (_("Ordbog"), ""),
        ],
    }
    return render(request, "knowledge/glossary.html", context)


@access(PUBLIC)
@require_safe
@cached_when_anonymous
def actors(request: HttpRequest) -> HttpResponse:
    """Who does what, by level."""
    rows = list(Organisation.objects.all())
    levels = [
        (label, [row for row in rows if row.level == value]) for value, label in ActorLevel.choices
    ]
    context = {
        "levels": [entry for entry in levels if entry[1]],
        "breadcrumbs": [(_("Forside"), "/"), (_("Aktører"), "")],
    }
    return render(request, "knowledge/actors.html", context)


def _danish(term: Term) -> list[int]:
    """Sorting key: å after ø after æ after z, whatever the database's collation says."""
    return [ALPHABET.find(letter) for letter in term.term.casefold()]


def _initial(term: Term) -> str:
    return term.term[:1].upper()


def _holds(term: Term, query: str) -> bool:
    texts: Iterable[str] = (term.term, term.definition, term.english, *term.other_words)
    return not query or any(query in text.casefold() for text in texts)
