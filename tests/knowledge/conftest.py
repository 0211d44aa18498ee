"""Published pages for tests: a few made by hand, and the whole corpus in a database of its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import psycopg
import pytest
from django.db import transaction
from django.test import Client

from knowledge.articles.models import ArticlePage, HubIndexPage, PracticePage
from stopext.access import context
from stopext.access.roles import Role
from stopext.database import Urls
from tests.support import databases
from tests.support.elsewhere import Switch, elsewhere
from tests.support.world import World

CENTRE = 1


@contextmanager
def as_public() -> Iterator[None]:
    """The database role of somebody who only reads."""
    try:
        with transaction.atomic():
            context.enter_public()
            yield
    finally:
        context.leave()


def one(urls: Urls, sql: str) -> object:
    """A single value of a database, read as superuser."""
    name = urls.app.rsplit("/", 1)[-1].partition("?")[0]
    with psycopg.connect(databases.admin_url(name), autocommit=True) as connection:
        found = connection.execute(sql)
        row = found.fetchone() if found.description else None
        return row[0] if row else None


Publish = Callable[..., ArticlePage]


def practice(slug: str, **values: Any) -> PracticePage:
    """An unsaved practice with everything required filled in."""
    facts = {
        f"{side}_{part}": value
        for side in ("target_group", "method", "implementation", "effect", "economy")
        for part, value in (("grade", "B"), ("reason", "Begrundelse."))
    }
    lists = dict.fromkeys(
        ("core_elements", "first_steps", "preconditions", "risks", "unknowns"), "Et\nTo"
    )
    defaults: dict[str, Any] = {
        "title": f"Titel {slug}",
        "gist": "Kort fortalt om metoden.",
        "audience": ["professional"],
        "triangle": ["anticipating"],
        "forms": ["across"],
        "setting": ["school"],
        "body": "<h2>Problemet</h2><p>En tekst om mentorordninger og bekymringssamtaler.</p>",
        "responsible": "Metodeteamet",
        "updated_on": date(2026, 11, 1),
        "next_review_on": date(2027, 11, 1),
    }
    return PracticePage(slug=slug, **{**facts, **lists, **defaults, **values})


@pytest.fixture
def publish(world: World) -> Publish:
    """Publishes a practice as the centre's editor (the review itself is tested elsewhere)."""

    def published(slug: str, *, live: bool = True, **values: Any) -> ArticlePage:
        page = practice(slug, live=False, **values)
        with world.person(CENTRE, Role.EDITOR).acts():
            HubIndexPage.objects.get().add_child(instance=page)
            revision = page.save_revision()
            if live:
                revision.publish()
            page.refresh_from_db()
        return page

    return published


@pytest.fixture(scope="session")
def corpus_database() -> Iterator[Urls]:
    """A database with everything of ``knowledge/corpus``, loaded as on a new installation."""
    with databases.fresh_database(f"test_corpus_{os.getpid()}") as urls:
        databases.manage(urls, "load_knowledge", role="owner")
        yield urls


@pytest.fixture(scope="session")
def reading_corpus(corpus_database: Urls, django_db_setup: None) -> Iterator[Switch]:
    """A switch to it, with the rights of the web login only."""
    with elsewhere(corpus_database.app) as switch:
        yield switch


@pytest.fixture
def corpus(reading_corpus: Switch, django_db_blocker: Any) -> Iterator[Client]:
    """An anonymous visitor of the portal with the whole corpus; read only."""
    with django_db_blocker.unblock(), reading_corpus():
        yield Client()
