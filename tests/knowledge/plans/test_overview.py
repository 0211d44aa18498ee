"""All plans of the country, counted: true sums, and nothing of drafts."""

from __future__ import annotations

import re

from django.test import Client

from knowledge.plans.models import Plan
from knowledge.plans.overview import overview
from tests.knowledge.conftest import as_public
from tests.knowledge.plans.browsing import page
from tests.knowledge.plans.conftest import CANARY

HERE = "/handlingsplaner/overblik/"


def test_parts_of_the_country_add_up(corpus: Client) -> None:
    with as_public():
        found = overview()

    assert (found.country.municipalities, found.country.with_plan) == (98, 4)
    assert [len(found.regions), len(found.districts)] == [5, 12]
    for parts in (found.regions, found.districts):
        for field in ("municipalities", "with_plan", "due_soon", "overdue"):
            assert sum(getattr(part, field) for part in parts) == getattr(found.country, field)
        assert [part.name for part in parts] == sorted(part.name for part in parts)


def test_each_plan_is_counted_once(corpus: Client) -> None:
    with as_public():
        found = overview()
        plans = list(Plan.objects.public())

    assert sum(share.number for share in found.organisation) == len(plans)
    assert found.adopted[-1][2] == len({plan.municipality_id for plan in plans})
    assert [year for year, _number, _total in found.adopted] == [2023, 2024, 2025]
    assert {share.all for share in found.sections} == {len(plans)}
    assert max(share.number for share in found.sections) <= len(plans)


def test_the_page_says_it_in_words_and_tables(corpus: Client) -> None:
    text = page(corpus, HERE)

    assert "4 af 98 kommuner har en plan, der gælder, i portalen." in " ".join(text.split())
    assert text.count('<th scope="row">Region ') == 5
    assert text.count('<th scope="row">Hele landet') == 2
    assert re.search(r"<svg[^>]*class=\"chart\"", text)
    assert f'href="{HERE}"' in page(corpus, "/handlingsplaner/")


def test_drafts_count_nowhere_and_what_was_replaced_only_in_its_year(
    client: Client, everywhere: None, draft: None
) -> None:
    with as_public():
        found = overview()

    assert found.country.with_plan == 98
    assert found.adopted == [(2026, 98, 98)]
    counted = {share.label: (share.number, share.all) for share in found.sections}
    assert {*counted.values()} == {(0, 98)}
    assert [(share.number, share.all) for share in found.levels] == [(98, 98), (0, 98), (0, 98)]
    assert CANARY not in page(client, HERE)
