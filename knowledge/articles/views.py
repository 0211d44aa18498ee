"""The list of everything published, and one article."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page

from knowledge.articles.filters import ArticleFilter
from knowledge.articles.models import ArticlePage
from knowledge.search.models import SearchDocument
from stopext.access.declare import PUBLIC, access
from stopext.web.caching import cached_when_anonymous
from stopext.web.text import is_storable

PAGE_SIZE = 12
#: Root, hub, article.
ARTICLE_DEPTH = 3


@access(PUBLIC)
@require_safe
@cached_when_anonymous
def article_list(request: HttpRequest) -> HttpResponse:
    """Everything published, narrowed by filters with counts."""
    articles = SearchDocument.objects.articles().defer("text", "vector")
    filters = ArticleFilter(request.GET, articles)
    page = Paginator(filters.ordered, PAGE_SIZE).get_page(request.GET.get("page"))
    filters.count_choices()
    context = {
        "filters": filters,
        "page": page,
        "breadcrumbs": [(_("Forside"), "/"), (_("Viden"), "")],
    }
    return render(request, "knowledge/list.html", context)


@access(PUBLIC)
@require_safe
@cached_when_anonymous
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """One published article. Missing, draft, withdrawn and expired are all the same 404."""
    if not is_storable(slug):
        raise Http404
    pages = Page.objects.live().filter(slug=slug, depth=ARTICLE_DEPTH)
    page = pages.select_related("content_type").first()
    specific = page.specific if page else None
    if not isinstance(specific, ArticlePage):
        raise Http404
    response: HttpResponse = specific.serve(request)
    return response


@access(PUBLIC)
@require_safe
def nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    """Deeper addresses hold nothing, but an old one may lead on (see ``redirects``)."""
    raise Http404
