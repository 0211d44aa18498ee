"""The search, and telling the editors what is missing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from knowledge.search.choices import DocumentKind
from knowledge.search.find import Found, search
from knowledge.search.missing import TooManyError, has_words, remember
from stopext.access.declare import PUBLIC, access
from stopext.web import registry
from stopext.web.caching import cached_when_anonymous
from stopext.web.forms import Form
from stopext.web.text import QUERY_LIMIT, clean_query

MOST_DIGITS = 9


class MissingForm(Form):
    """The words that found nothing."""

    q = forms.CharField(max_length=100, widget=forms.HiddenInput)

    def clean_q(self) -> str:
        """Numbers alone are no words that something could be written about."""
        words: str = self.cleaned_data["q"]
        if not has_words(words):
            raise ValidationError(_("Send ord, ikke numre."))
        return words


@access(PUBLIC)
@require_safe
@cached_when_anonymous
def search_page(request: HttpRequest) -> HttpResponse:
    """Search everything published."""
    raw = request.GET.get("q", "")
    kind = request.GET.get("kind", "")
    kind = kind if kind in DocumentKind.values else ""
    found = search(raw, kind=kind, page=_page_number(request.GET.get("page", "")))
    actor = getattr(request, "actor", None)
    context = {
        "signposts": registry.signposts(actor, clean_query(raw), found=bool(found.hits)),
        "has_words": has_words(raw),
        "found": found,
        "typed": clean_query(raw),
        "kind": kind,
        "kinds": _kinds(found, kind),
        "pages": _pages(found),
        "limit": QUERY_LIMIT,
        "breadcrumbs": [(_("Forside"), "/"), (_("Søg"), "")],
    }
    return render(request, "knowledge/search.html", context)


@access(PUBLIC)
@require_POST
def missing(request: HttpRequest) -> HttpResponse:
    """Send words without a hit to the editors; nothing is kept about who did."""
    form = MissingForm(request.POST)
    if not form.is_valid():
        return render(request, "knowledge/missing_refused.html", {"form": form}, status=422)
    try:
        remember(clean_query(form.cleaned_data["q"]), address=request.META.get("REMOTE_ADDR", ""))
    except TooManyError:
        messages.warning(request, _("Der er sendt mange søgeord herfra. Prøv igen om en time."))
    else:
        messages.success(request, _("Tak. Redaktionen kan nu se, at nogen ledte efter det."))
    return redirect("knowledge:search")


def _page_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < MOST_DIGITS else 1


def _kinds(found: Found, kind: str) -> list[dict[str, Any]]:
    """The kinds with hits, and the chosen one, each with its count."""
    entries = [{"value": "", "label": _("Alt"), "count": sum(found.counts.values())}]
    for value, label in DocumentKind.choices:
        if found.counts.get(value) or value == kind:
            entries.append({"value": value, "label": label, "count": found.counts.get(value, 0)})
    return entries


def _pages(found: Found) -> dict[str, int | None]:
    return {
        "previous": found.page - 1 if found.page > 1 else None,
        "next": found.page + 1 if found.page < found.last_page else None,
    }
