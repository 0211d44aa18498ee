"""What every filter set of the portal does: form, order, chips, and values nobody offers."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
import pytest
from django.db.models import QuerySet
from django.http import QueryDict
from django.template.loader import render_to_string

from stopext.access.roles import AuthorityKind
from stopext.accounts.models import Authority
from stopext.web.filters import (
    Chip,
    ChoiceFilter,
    CountedFilter,
    DateFilter,
    Order,
    PortalFilterSet,
    TickFilter,
)


class Places(PortalFilterSet):
    """Authorities, by one filter of every sort."""

    opens_with: ClassVar = {"state": "active"}

    name = django_filters.CharFilter(lookup_expr="icontains", label="Navn")
    kind = CountedFilter(label="Slags", choices=AuthorityKind.choices)
    state = ChoiceFilter(
        label="Vis", method="same", choices=[("active", "Aktive"), ("ended", "Ophørte")]
    )
    since = DateFilter(label="Fra", method="same")
    long = TickFilter(label="Lange navne", method="only_long")
    district = django_filters.ModelChoiceFilter(
        field_name="police_district",
        label="Politikreds",
        queryset=Authority.objects.filter(kind=AuthorityKind.POLICE),
    )
    sort = Order({"name": ("Navn", ("name",)), "number": ("Nummer", ("-id",))})

    def same(self, rows: QuerySet[Any], _name: str, _value: Any) -> QuerySet[Any]:
        """Narrows nothing."""
        return rows

    def only_long(self, rows: QuerySet[Any], _name: str, _value: bool) -> QuerySet[Any]:
        """Names of more than thirty letters."""
        return rows.filter(name__regex=".{31}")


class Strict(Places):
    """The same where leaving a value out would show too much."""

    refuses_unreadable = True


def places(query: str, sort: type[Places] = Places) -> Places:
    """The filters of an address."""
    return sort(QueryDict(query), Authority.objects.all())


def test_nothing_is_in_use_at_first(db: None) -> None:
    filters = places("")

    assert (filters.active, filters.chips, filters.sort) == (0, [], "name")
    assert filters.qs.count() == Authority.objects.count()


def test_each_filter_in_use_is_a_chip_with_a_way_out(db: None) -> None:
    district = Authority.objects.filter(kind=AuthorityKind.POLICE).order_by("pk")[0]
    filters = places(
        f"name=aal&kind=municipality&state=ended&since=1.4.2017&long=on&district={district.pk}"
        "&sort=number&page=3&cursor=x"
    )

    assert [(chip.label, chip.value) for chip in filters.chips] == [
        ("Navn", "aal"),
        ("Slags", "Kommune"),
        ("Vis", "Ophørte"),
        ("Fra", "1. april 2017"),
        ("Lange navne", ""),
        ("Politikreds", str(district)),
    ]
    assert filters.chips[0].url == (
        f"?kind=municipality&state=ended&since=1.4.2017&long=on&district={district.pk}&sort=number"
    )
    assert filters.active == 6


def test_the_last_chip_leads_to_the_bare_list(db: None) -> None:
    assert places("name=aal").chips == [Chip("Navn", "aal", "?")]


@pytest.mark.parametrize("query", ["state=active", "sort=number", "long=", "kind=", "unknown=1"])
def test_what_the_list_opens_with_and_its_order_are_no_filters(db: None, query: str) -> None:
    assert places(query).active == 0


@pytest.mark.parametrize(
    "query", ["kind=castle", "state=x", "since=31.2.2017", "district=1", "sort=x"]
)
def test_a_value_nobody_offers_is_left_out_and_said(db: None, query: str) -> None:
    filters = places(f"{query}&name=aalborg")

    assert [row.name for row in filters.ordered] == ["Aalborg Kommune"]
    assert [chip.label for chip in filters.chips] == ["Navn"]
    assert filters.status == 200
    page = render_to_string("components/filter_panel.html", {"filters": filters, "results": None})
    assert "kan ikke læses og er udeladt" in page
    assert "error-summary" not in page
    assert '<details class="filter-panel" open>' in page


def test_where_it_would_widen_a_value_nobody_offers_shows_nothing(db: None) -> None:
    filters = places("kind=castle&name=aalborg", Strict)

    assert (list(filters.ordered), filters.status) == ([], 422)
    assert places("name=aalborg", Strict).status == 200


def test_a_tick_narrows_only_when_ticked(db: None) -> None:
    every, long = places("long=").qs, places("long=on").qs

    assert 0 < long.count() < every.count()


def test_order_of_the_list(db: None) -> None:
    assert places("sort=number").ordering == ("-id",)
    first = places("sort=number").ordered[0]
    assert first.pk == max(Authority.objects.values_list("pk", flat=True))


def test_counts_stand_behind_choices_and_those_without_are_hidden(db: None) -> None:
    filters = places("name=kommune&kind=police")
    filters.count_choices()

    choices = list(filters.form.fields["kind"].choices)
    labels = dict(choices)
    assert len(choices) == len(labels)  # "all" stands there once
    assert labels == {"": "Alle", "municipality": "Kommune (98)", "police": "Politikreds (0)"}
    assert filters.chips[0].value == "kommune"
    assert filters.chips[1].value == "Politikreds"
