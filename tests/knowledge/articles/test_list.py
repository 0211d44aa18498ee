"""The list of everything published."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from knowledge.articles.filters import ArticleFilter
from knowledge.articles.models import ArticlePage
from stopext.access.roles import Role
from stopext.web.templatetags.portal import dk_date
from tests.knowledge.conftest import CENTRE, Publish
from tests.support.world import World

MISSING = "UNDEFINED-TEMPLATE-VARIABLE"
#: Savepoints and role changes included.
LIST_QUERIES = 11
ARTICLE_QUERIES = 10


def queries(client: Client, address: str) -> int:
    """How many statements the page costs."""
    with CaptureQueriesContext(connections["default"]) as captured:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(captured)


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_the_same_whatever_its_length(
    client: Client, publish: Publish, number: int
) -> None:
    for position in range(number):
        publish(f"praksis-{position}")

    assert queries(client, "/viden/") == LIST_QUERIES


@pytest.mark.parametrize("number", [1, 3])
def test_article_costs_the_same_whatever_stands_around_it(
    client: Client, publish: Publish, number: int
) -> None:
    for position in range(number):
        publish(f"praksis-{position}")

    assert queries(client, "/viden/praksis-0/") == ARTICLE_QUERIES


def test_article_shows_every_part(client: Client, publish: Publish) -> None:
    publish("praksis")

    text = client.get("/viden/praksis/").content.decode()

    assert MISSING not in text
    for heading in ("Hvor sikker er viden?", "Sådan begynder du på mandag", "Det ved vi ikke"):
        assert heading in text


def withdraw(world: World, page: ArticlePage) -> None:
    """Take a page down as an editor."""
    with world.person(CENTRE, Role.EDITOR).acts():
        page.unpublish()


@pytest.mark.parametrize("state", ["draft", "withdrawn", "expired"])
def test_what_is_not_published_is_nowhere(
    client: Client, world: World, publish: Publish, state: str
) -> None:
    page = publish("hemmelig-kanarie", live=state != "draft", title="Kanarietitel")
    publish("synlig")
    if state == "withdrawn":
        withdraw(world, page)
    if state == "expired":
        with world.person(CENTRE, Role.EDITOR).acts():
            past = timezone.now() - timedelta(days=1)
            type(page).objects.filter(pk=page.pk).update(expire_at=past)
            page.refresh_from_db()
            page.unpublish(set_expired=True)

    for address in ("/viden/", "/soeg/?q=kanarietitel", "/viden/?kind=practice", "/"):
        assert "Kanarietitel" not in client.get(address).content.decode()
    assert client.get("/viden/hemmelig-kanarie/").status_code == 404
    assert "Praksis (1)" in client.get("/viden/").content.decode()


def test_expired_page_is_hidden_by_the_database_before_the_job_ran(
    client: Client, world: World, publish: Publish
) -> None:
    page = publish("udloebet")
    with world.person(CENTRE, Role.EDITOR).acts():
        type(page).objects.filter(pk=page.pk).update(
            expire_at=timezone.now() - timedelta(minutes=1)
        )

    assert client.get("/viden/udloebet/").status_code == 404


HOSTILE = ("ukendt", "x" * 5000, "\x00", "' or 1=1 --", "praksis\x00", "[]", "-1", "𝕏")


@pytest.mark.parametrize("name", [*ArticleFilter.base_filters, "page", "ukendt"])
def test_hostile_filter_values_show_the_list(client: Client, publish: Publish, name: str) -> None:
    publish("praksis")
    for value in HOSTILE:
        answer = client.get("/viden/", {name: value})

        assert answer.status_code == 200
        assert "Titel praksis" in answer.content.decode()


def test_filters_narrow_and_can_be_removed_one_by_one(client: Client, publish: Publish) -> None:
    publish("i-skolen", setting=["school"], audience=["school"])
    publish("i-fritiden", setting=["leisure"], audience=["school"])

    text = client.get("/viden/?setting=leisure&audience=school").content.decode()

    assert "Titel i-fritiden" in text
    assert "Titel i-skolen" not in text
    assert 'href="?setting=leisure"' in text
    assert 'href="?audience=school"' in text


def test_empty_result_says_what_to_do(client: Client, publish: Publish) -> None:
    publish("praksis", effect_grade="C")
    publish("anden", setting=["leisure"], effect_grade="A")

    text = client.get("/viden/?setting=school&effect=A").content.decode()

    assert "Ingen artikler passer til alle dine valg" in text


def test_the_date_shown_is_the_one_the_list_is_ordered_by(client: Client, publish: Publish) -> None:
    publish("praksis")

    newest = client.get("/viden/").content.decode()
    updated = client.get("/viden/?sort=updated").content.decode()

    assert f"Udgivet {dk_date(timezone.localdate())}" in newest
    assert "Opdateret" not in newest
    assert "Opdateret 1. november 2026" in updated
    assert "Udgivet" not in updated


@pytest.mark.parametrize("slug", ["nul\x00", "ukendt", "a" * 600, "..%2f..", "%ff"])
def test_unknown_article_is_404(client: Client, db: None, slug: str) -> None:
    assert client.get(f"/viden/{slug}/").status_code == 404


def test_old_address_leads_to_the_new_one(client: Client, world: World, publish: Publish) -> None:
    page = publish("gammel")
    with world.person(CENTRE, Role.EDITOR).acts():
        page.slug = "ny"
        page.save_revision().publish()

    answer = client.get("/viden/gammel/")

    assert (answer.status_code, answer.headers["Location"]) == (301, "/viden/ny/")


def test_public_pages_may_be_kept_only_when_they_are_everybodys(
    client: Client, world: World, publish: Publish
) -> None:
    publish("praksis")
    for address in ("/viden/", "/viden/praksis/", "/ordbog/", "/soeg/?q=titel", "/bekymret/"):
        anonymous = client.get(address)
        known = world.person(CENTRE, Role.EDITOR).browser().get(address)

        assert anonymous.headers["Cache-Control"] == "public, max-age=60"
        assert not anonymous.cookies
        assert known.headers["Cache-Control"] == "no-store"
