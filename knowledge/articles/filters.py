"""Filters of the public lists. A value nobody offers is ignored and said so, never an error."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from knowledge.articles.choices import Audience, ExtremismForm, Grade, Level, Setting, TriangleLevel
from knowledge.articles.models.themes import theme_choices
from knowledge.search.choices import ArticleKind
from knowledge.search.models import SearchDocument
from stopext.web.forms import FilterForm

SORTS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "nyeste": (_("Nyeste først"), ("-published_on", "title")),
    "opdateret": (_("Senest opdateret"), ("-updated_on", "title")),
    "titel": (_("Titel, A–Å"), ("title",)),
}
DEFAULT_SORT = "nyeste"


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter over a field: the name in the address, the field, and whether it holds several."""

    name: str
    column: str
    label: Any
    choices: type[Any] | None
    many: bool = True


FACETS = (
    Facet("kind", "kind", _("Type"), ArticleKind, many=False),
    Facet("theme", "themes", _("Tema"), None),
    Facet("audience", "audience", _("Målgruppe"), Audience),
    Facet("triangle", "triangle", _("Niveau"), TriangleLevel),
    Facet("form", "forms", _("Form for ekstremisme"), ExtremismForm),
    Facet("setting", "setting", _("Arena"), Setting),
    Facet("level", "level", _("Rækkevidde"), Level, many=False),
    Facet("effect", "effect_grade", _("Viden om effekt"), Grade, many=False),
)


def _filter(facet: Facet) -> django_filters.ChoiceFilter:
    choices = facet.choices.choices if facet.choices else theme_choices
    return django_filters.ChoiceFilter(
        field_name=facet.column,
        lookup_expr="contains" if facet.many else "exact",
        label=facet.label,
        choices=choices,
        empty_label=_("Alle"),
        method="holds" if facet.many else None,
    )


class ArticleFilter(django_filters.FilterSet):
    """The filters of the article list."""

    sort = django_filters.ChoiceFilter(
        label=_("Sortér efter"),
        choices=[(name, label) for name, (label, _order) in SORTS.items()],
        empty_label=None,
        method="in_order",
    )

    class Meta:
        model = SearchDocument
        fields: list[str] = []
        form = FilterForm

    def holds(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Rows whose list holds the value."""
        return rows.filter(**{f"{name}__contains": [value]})

    def in_order(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Rows in the chosen order."""
        return rows.order_by(*SORTS[value][1])


for _facet in FACETS:
    ArticleFilter.base_filters[_facet.name] = _filter(_facet)
ArticleFilter.base_filters.move_to_end("sort")


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in use: what it is called and the address without it."""

    label: str
    value: str
    url: str


class FacetedList:
    """The article list for one query string: rows, filter form with counts, chips."""

    def __init__(self, query: QueryDict) -> None:
        data = query.copy()
        data.setdefault("sort", DEFAULT_SORT)
        self.query = query
        rows = SearchDocument.objects.articles().defer("text", "vector")
        self.filterset = ArticleFilter(data, rows)
        self.form: forms.Form = self.filterset.form
        self.is_valid = self.form.is_valid()
        self.rows: QuerySet[Any] = self.filterset.qs
        if not self.rows.ordered:
            self.rows = self.rows.order_by(*SORTS[DEFAULT_SORT][1])
        self.chosen = {
            facet.name: value
            for facet in FACETS
            if (value := self.form.cleaned_data.get(facet.name))
        }

    @property
    def sort(self) -> str:
        """The order the rows stand in."""
        return self.form.cleaned_data.get("sort") or DEFAULT_SORT

    def add_counts(self) -> None:
        """Write behind every choice how many articles it would leave, and hide those with none."""
        columns = [facet.column for facet in FACETS]
        everything = list(SearchDocument.objects.articles().values_list(*columns))
        for position, facet in enumerate(FACETS):
            counts = self._counts(everything, position)
            field = self._field(facet)
            field.choices = _counted(field.choices, counts, self.chosen.get(facet.name))

    def _field(self, facet: Facet) -> forms.ChoiceField:
        return cast("forms.ChoiceField", self.form.fields[facet.name])

    def _counts(self, everything: Iterable[tuple[Any, ...]], position: int) -> Counter[str]:
        counts: Counter[str] = Counter()
        for row in everything:
            if self._passes(row, position):
                counts.update(_values(row[position]))
        return counts

    def _passes(self, row: tuple[Any, ...], skipped: int) -> bool:
        return all(
            place == skipped
            or facet.name not in self.chosen
            or self.chosen[facet.name] in _values(row[place])
            for place, facet in enumerate(FACETS)
        )

    def chips(self) -> list[Chip]:
        """The filters in use."""
        return [
            Chip(str(facet.label), self._name(facet), self._without(facet.name))
            for facet in FACETS
            if facet.name in self.chosen
        ]

    def _name(self, facet: Facet) -> str:
        value = self.chosen[facet.name]
        if facet.choices:
            return str(facet.choices(value).label)
        field = self._field(facet)
        # Labels carry the count by now.
        choices = cast("list[tuple[str, str]]", list(field.choices))  # type: ignore[arg-type]
        found = next((str(label) for key, label in choices if key == value), value)
        return found.rsplit(" (", 1)[0]

    def _without(self, name: str) -> str:
        rest = self.query.copy()
        for key in (name, "page"):
            rest.pop(key, None)
        return f"?{rest.urlencode()}"


def _values(value: Any) -> list[str]:
    if isinstance(value, list):
        return value
    return [value] if value else []


def _counted(choices: Any, counts: Counter[str], chosen: str | None) -> list[tuple[Any, str]]:
    return [
        (value, f"{label} ({counts[value]})" if value else str(label))
        for value, label in choices
        if not value or counts[value] or value == chosen
    ]
