"""Loading the corpus and publishing by the clock, each as its own database login."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import psycopg
import pytest
from django.test import Client

from knowledge.latest import latest_articles
from knowledge.practices import practice_choices, practice_title
from stopext.access.roles import Role
from stopext.database import Urls
from tests.knowledge.conftest import Publish, as_public
from tests.support import databases
from tests.support.world import HOME, World

DRAFT = """
from django.utils import timezone
from knowledge.models import HubIndexPage
from stopext.audit import record
from tests.knowledge.conftest import practice
from datetime import timedelta
soon = timezone.now() + timedelta(hours=1)
page = practice("ved-klokken", live=False, go_live_at=soon)
with record.collecting(record.Collector()):
    HubIndexPage.objects.get().add_child(instance=page)
    page.save_revision().publish()
"""
RUN = "from knowledge.jobs import publish_due; publish_due(); publish_due()"
SOONER = """
update wagtailcore_revision set approved_go_live_at = now() - interval '1 minute',
    content = jsonb_set(content, '{go_live_at}', to_jsonb(now() - interval '1 minute'))
"""


@pytest.fixture(scope="module")
def installation() -> Iterator[Urls]:
    """A database of its own that jobs may commit to."""
    with databases.fresh_database(f"test_jobs_{os.getpid()}") as urls:
        yield urls


def run(urls: Urls, role: str, code: str) -> None:
    """Run ``code`` in a process of its own with a database login."""
    program = f"import django; django.setup()\n{code}"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program],
        cwd=databases.ROOT,
        env=databases.environment(urls, role),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]


def one(urls: Urls, sql: str) -> object:
    """A single value, read as superuser."""
    name = urls.app.rsplit("/", 1)[-1].partition("?")[0]
    with psycopg.connect(databases.admin_url(name), autocommit=True) as connection:
        found = connection.execute(sql)
        row = found.fetchone() if found.description else None
        return row[0] if row else None


OVER = """
update wagtailcore_page set expire_at = now() - interval '1 minute' where slug = 'ved-klokken'
"""
LIVE = "select live from wagtailcore_page where slug = 'ved-klokken'"
EVENTS = "select count(*) from audit.event where action = '{}' and purpose = 'scheduled'"


def test_the_clock_publishes_and_takes_down_once(installation: Urls) -> None:
    run(installation, "owner", DRAFT)
    run(installation, "job", RUN)
    assert one(installation, LIVE) is False

    one(installation, SOONER)
    run(installation, "job", RUN)
    assert one(installation, LIVE) is True
    assert one(installation, "select count(*) from knowledge_searchdocument") == 1

    one(installation, OVER)
    run(installation, "job", RUN)
    assert one(installation, LIVE) is False
    assert one(installation, "select count(*) from knowledge_searchdocument") == 0
    assert one(installation, EVENTS.format("publish")) == 1
    assert one(installation, EVENTS.format("unpublish")) == 1


def test_loading_again_changes_nothing(corpus_database: Urls) -> None:
    count = "select count(*) from wagtailcore_revision"
    before = one(corpus_database, count)

    said = databases.manage(corpus_database, "load_knowledge", role="owner")

    assert "nothing new" in said
    assert one(corpus_database, count) == before
    assert before


def test_loading_keeps_the_dates_of_the_corpus(corpus_database: Urls) -> None:
    # A word of the glossary may share the address part; only the article has a date.
    published = "select max(published_on)::text from knowledge_searchdocument where slug = {!r}"

    assert one(corpus_database, published.format("foraeldrecoach")) == "2025-02-17"


def test_rebuilding_finds_the_same(corpus_database: Urls) -> None:
    count = "select count(*) from knowledge_searchdocument"
    before = one(corpus_database, count)

    databases.manage(corpus_database, "rebuild_search", role="owner")

    assert one(corpus_database, count) == before


def test_every_article_of_the_corpus_can_be_read(corpus: Client) -> None:
    with as_public():
        addresses = [row.url for row in latest_articles(1000)]
    for address in addresses:
        answer = corpus.get(address)

        assert answer.status_code == 200
        assert "UNDEFINED-TEMPLATE-VARIABLE" not in answer.content.decode()
        assert 'href="artikel:' not in answer.content.decode()
    assert len(addresses) >= 40


def test_casework_can_cite_a_practice(world: World, publish: Publish) -> None:
    page = publish("praksis")
    with world.person(HOME, Role.CASEWORKER).acts():
        assert practice_choices() == [(page.pk, "Titel praksis")]
        assert practice_title(page.pk) == "Titel praksis"
        assert practice_title(page.pk + 1) is None
