"""What every list of the portal is filtered with: a GET form whose values stand in the address.

A value that nobody offers is left out, and the form says so. ``FilterForm`` draws the fields;
``components/filter_panel.html`` draws the whole: fields, the filters in use, and what was left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, cast

import django_filters
from django import forms
from django.db.models import Count, F, Func, QuerySet, TextField, Value
from django.utils.translation import gettext_lazy as _

from stopext.web.dates import format_date
from stopext.web.forms import DateField, FilterForm

UNPROCESSABLE = 422
ALL = _("Alle")
#: What tells which page of a list is shown; another choice begins at the first.
_PLACES = ("page", "cursor")
Columns = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in use: what it is called, its value (empty for a tick), the address without it."""

    label: str
    value: str
    url: str


class ChoiceFilter(django_filters.ChoiceFilter):
    """One of a closed list, or all."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", ALL)
        super().__init__(*args, **kwargs)


class _TickField(forms.BooleanField):
    def clean(self, value: Any) -> bool | None:
        """An empty box is no value, so that its filter is not asked."""
        return super().clean(value) or None


class TickFilter(django_filters.BooleanFilter):
    """A box; only when it is ticked does it narrow the rows."""

    field_class = _TickField


class DateFilter(django_filters.DateFilter):
    """A day as Danes write it."""

    field_class = DateField


class CountedFilter(ChoiceFilter):
    """A choice behind which stands how many rows it would leave."""

    @property
    def found(self) -> Any:
        """The value of a row that is counted."""
        return F(self.field_name)


class CountedListFilter(CountedFilter):
    """The same over a column that holds several values."""

    @property
    def found(self) -> Any:
        """Each of a row's values."""
        return Func(
            F(self.field_name), function="unnest", output_field=TextField(), set_returning=True
        )

    def filter(self, qs: Any, value: Any) -> Any:
        """Rows whose list holds the value."""
        return qs.filter(**{f"{self.field_name}__contains": [value]}) if value else qs


class Order(django_filters.ChoiceFilter):
    """The order of the list: name in the address to label and columns; the first is the usual."""

    def __init__(self, orders: Mapping[str, tuple[Any, Columns]], **kwargs: Any) -> None:
        self.orders = orders
        choices = [(name, label) for name, (label, _columns) in orders.items()]
        kwargs = {"label": _("Sortér efter"), "empty_label": None, **kwargs}
        super().__init__(choices=choices, **kwargs)

    @property
    def usual(self) -> str:
        """The order of a list nobody has ordered."""
        return next(iter(self.orders))

    def filter(self, qs: Any, value: Any) -> Any:
        """Leaves nobody out; ``PortalFilterSet.ordering`` is what is ordered by."""
        return qs


class PortalFilterSet(django_filters.FilterSet):
    """Base of the portal's filter sets. An order is a filter ``sort = Order(…)``."""

    #: What a list shows until somebody chooses otherwise; such a value is no filter in use.
    opens_with: ClassVar[dict[str, str]] = {}
    #: A value that cannot be read shows nothing, where leaving it out would widen what was asked.
    refuses_unreadable: ClassVar[bool] = False

    class Meta:
        form = FilterForm
        fields: ClassVar[list[str]] = []

    def __init__(self, data: Any, queryset: QuerySet[Any]) -> None:
        self.query = data
        order = self.base_filters.get("sort")
        usual = {"sort": order.usual} if order else {}
        data = data.copy()
        for name, value in {**self.opens_with, **usual}.items():
            data.setdefault(name, value)
        super().__init__(data, queryset)

    @cached_property
    def given(self) -> dict[str, Any]:
        """The values that could be read."""
        self.form.is_valid()
        return cast("dict[str, Any]", self.form.cleaned_data)

    @property
    def status(self) -> int:
        """How the page answers."""
        refused = self.refuses_unreadable and not self.form.is_valid()
        return UNPROCESSABLE if refused else 200

    @property
    def qs(self) -> Any:
        """The rows that the filters leave."""
        if self.status != 200:
            return self.queryset.none()
        return super().qs

    def filter_queryset(self, queryset: Any, *, without: str = "") -> Any:
        """The rows that every filter but ``without`` leaves of ``queryset``."""
        for name, value in self.given.items():
            if name != without:
                queryset = self.filters[name].filter(queryset, value)
        return queryset

    @property
    def sort(self) -> str:
        """Name of the order."""
        return str(self.given.get("sort") or self.filters["sort"].usual)

    @property
    def ordering(self) -> Columns:
        """Columns the rows are ordered by."""
        return cast("Columns", self.filters["sort"].orders[self.sort][1])

    @property
    def ordered(self) -> Any:
        """The rows that the filters leave, in their order."""
        return self.qs.order_by(*self.ordering)

    @cached_property
    def chosen(self) -> dict[str, Any]:
        """The filters in use with their values."""
        return {
            name: value
            for name, value in self.given.items()
            if value and name != "sort" and value != self.opens_with.get(name)
        }

    @property
    def active(self) -> int:
        """How many filters are in use."""
        return len(self.chosen)

    @cached_property
    def chips(self) -> list[Chip]:
        """The filters in use, in the order of the form."""
        return [
            Chip(str(self.form.fields[name].label), self._in_words(name), self._without(name))
            for name in self.form.fields
            if name in self.chosen
        ]

    def _in_words(self, name: str) -> str:
        value, field = self.chosen[name], self.form.fields[name]
        if isinstance(field, _TickField):
            return ""
        if isinstance(field, DateField):
            return format_date(value)
        # The choices of a model are rows already, and say their own name.
        choices = getattr(field, "choices", ()) if isinstance(value, str) else ()
        return next((str(label) for key, label in choices if str(key) == value), str(value))

    def _without(self, name: str) -> str:
        rest = self.query.copy()
        for key in (name, *_PLACES):
            rest.pop(key, None)
        return f"?{rest.urlencode()}"

    def count_choices(self) -> None:
        """Write behind every choice how many rows it would leave, and hide those with none.

        One statement, whatever the number of choices and of filters in use.
        """
        _ = self.chips  # kept, so that their words are those without numbers
        for name, found in self.counts().items():
            field = cast("forms.ChoiceField", self.form.fields[name])
            # The field puts "all" before whatever it is given.
            field.choices = [
                (value, f"{label} ({found.get(value, 0)})")
                for value, label in cast("Any", field.choices)
                if value and (value in found or value == self.chosen.get(name))
            ]

    def counts(self) -> dict[str, dict[str, int]]:
        """For each counted filter how many rows each value would leave."""
        counted = {n: f for n, f in self.filters.items() if isinstance(f, CountedFilter)}
        parts = [self._counted(name, each) for name, each in counted.items()]
        counts: dict[str, dict[str, int]] = {name: {} for name in counted}
        for name, value, number in parts[0].union(*parts[1:], all=True):
            if value:
                counts[name][value] = number
        return counts

    def _counted(self, name: str, counted: CountedFilter) -> Any:
        rows = self.filter_queryset(self.queryset.all(), without=name).order_by()
        named = rows.values(filter_name=Value(name), found=counted.found)
        return named.annotate(number=Count("pk")).values_list("filter_name", "found", "number")
