"""Filters of the list of articles."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from knowledge.articles.choices import (
    Audience,
    ExtremismForm,
    Grade,
    Level,
    Setting,
    TriangleLevel,
)
from knowledge.articles.models.themes import theme_choices
from knowledge.search.choices import ArticleKind
from stopext.web.filters import CountedFilter, CountedListFilter, Order, PortalFilterSet

#: The date the list is ordered by is the one its cards show.
SORTS = {
    "newest": (_("Nyeste først"), ("-published_on", "title")),
    "updated": (_("Senest opdateret"), ("-updated_on", "title")),
    "title": (_("Titel, A–Å"), ("title",)),
}


class ArticleFilter(PortalFilterSet):
    """Search documents of articles by what they are described with."""

    kind = CountedFilter(label=_("Type"), choices=ArticleKind.choices)
    theme = CountedListFilter(field_name="themes", label=_("Tema"), choices=theme_choices)
    audience = CountedListFilter(label=_("Målgruppe"), choices=Audience.choices)
    triangle = CountedListFilter(label=_("Niveau"), choices=TriangleLevel.choices)
    form = CountedListFilter(
        field_name="forms", label=_("Form for ekstremisme"), choices=ExtremismForm.choices
    )
    setting = CountedListFilter(label=_("Arena"), choices=Setting.choices)
    level = CountedFilter(label=_("Rækkevidde"), choices=Level.choices)
    effect = CountedFilter(
        field_name="effect_grade", label=_("Viden om effekt"), choices=Grade.choices
    )
    sort = Order(SORTS)
