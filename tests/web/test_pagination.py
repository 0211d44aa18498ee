from __future__ import annotations

from typing import Any

import pytest
from django.core import signing
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from stopext.accounts.models import Authority
from stopext.web.pagination import Page, paginate

pytestmark = pytest.mark.django_db

ORDERINGS = [("name",), ("-name",), ("-population", "name"), ("police_district", "-pk"), ("kind",)]


def authorities() -> QuerySet[Authority]:
    return Authority.objects.all()


def expected(ordering: tuple[str, ...]) -> list[Authority]:
    """The whole list, sorted in memory; missing values last."""
    rows = sorted(authorities(), key=lambda row: row.pk, reverse=ordering[-1].startswith("-"))
    for part in reversed(ordering):
        name = part.removeprefix("-")
        field = "police_district_id" if name == "police_district" else name
        have = [row for row in rows if getattr(row, field) is not None]
        lack = [row for row in rows if getattr(row, field) is None]
        rows = sorted(have, key=lambda row: getattr(row, field), reverse=part != name) + lack
    return rows


def walk(ordering: tuple[str, ...], size: int) -> tuple[list[Authority], list[Page[Authority]]]:
    pages = [paginate(authorities(), ordering=ordering, cursor=None, size=size)]
    while pages[-1].next_cursor:
        assert not pages[-1].was_reset
        pages.append(
            paginate(authorities(), ordering=ordering, cursor=pages[-1].next_cursor, size=size)
        )
    return [row for page in pages for row in page.items], pages


@pytest.mark.parametrize("ordering", ORDERINGS)
def test_all_pages_together_are_the_list_in_order(ordering: tuple[str, ...]) -> None:
    rows, pages = walk(ordering, 7)

    assert len(pages) == -(-authorities().count() // 7)
    if "name" not in {part.removeprefix("-") for part in ordering}:  # the database sorts Danish
        assert rows == expected(ordering)
    assert rows == walk(ordering, 1000)[0]
    assert len({row.pk for row in rows}) == authorities().count()


@pytest.mark.parametrize("ordering", ORDERINGS)
def test_going_back_shows_the_same_pages(ordering: tuple[str, ...]) -> None:
    pages = walk(ordering, 7)[1]
    back = [pages[-1]]

    while back[-1].previous_cursor:
        assert not back[-1].was_reset
        back.append(
            paginate(authorities(), ordering=ordering, cursor=back[-1].previous_cursor, size=7)
        )

    assert [page.items for page in reversed(back)] == [page.items for page in pages]
    assert pages[0].previous_cursor is None


def test_one_query_whatever_the_page() -> None:
    cursor = walk(("name",), 40)[1][1].next_cursor

    with CaptureQueriesContext(
        connection,
    ) as queries:
        paginate(authorities(), ordering=("name",), cursor=cursor, size=40)

    assert len(queries) == 1


def _forged() -> list[Any]:
    good = paginate(authorities(), ordering=("name",), cursor=None, size=5).next_cursor
    assert good is not None
    salt = "stopext.web.pagination::name:pk"
    return [
        "x",
        "a:b:c",
        "\x00",
        good[:-1],
        good + "A",
        "z" * 100_000,
        signing.dumps(["n", ["Aalborg", 1]]),
        signing.dumps(["q", ["Aalborg", 1]], salt=salt),
        signing.dumps(["n", ["Aalborg"]], salt=salt),
        signing.dumps(["n", ["Aalborg", "no number"]], salt=salt),
        signing.dumps("n", salt=salt),
        signing.dumps(7, salt=salt),
        signing.dumps(["n", None], salt=salt),
    ]


def test_a_cursor_that_cannot_be_used_gives_the_first_page_and_says_so() -> None:
    first = paginate(authorities(), ordering=("name",), cursor=None, size=5)

    pages = [
        paginate(authorities(), ordering=("name",), cursor=cursor, size=5) for cursor in _forged()
    ]

    assert len(pages) == 13
    assert [page.items for page in pages] == [first.items] * 13
    assert all(page.was_reset for page in pages)


@pytest.mark.parametrize(
    ("ordering", "scope"), [(("-name",), ""), (("kind",), ""), (("name",), "/x/")]
)
def test_a_cursor_belongs_to_one_list(ordering: tuple[str, ...], scope: str) -> None:
    cursor = paginate(authorities(), ordering=("name",), cursor=None, size=5).next_cursor

    page = paginate(authorities(), ordering=ordering, cursor=cursor, size=5, scope=scope)

    assert page.was_reset


def test_a_cursor_never_widens_what_the_list_shows() -> None:
    """The place of a row that this list does not show only says where to go on."""
    cursor = paginate(authorities(), ordering=("pk",), cursor=None, size=30).next_cursor
    narrow = authorities().filter(kind="police")

    page = paginate(narrow, ordering=("pk",), cursor=cursor, size=30)

    assert {row.kind for row in page.items} == {"police"}


def test_an_emptied_side_leads_back_to_the_start() -> None:
    cursor = paginate(authorities(), ordering=("pk",), cursor=None, size=90).next_cursor
    narrow = authorities().order_by("pk").filter(pk__lt=200)

    page = paginate(narrow, ordering=("pk",), cursor=cursor, size=30)

    assert page.items == list(narrow[:30])
    assert not page.was_reset


def test_an_empty_list_has_no_neighbours() -> None:
    assert paginate(authorities().none(), ordering=("name",), cursor=None) == Page([], None, None)
