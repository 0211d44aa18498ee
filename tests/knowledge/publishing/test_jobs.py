"""Publishing by the clock, and writing the index again, each as its own database login."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from stopext.database import Urls
from tests.knowledge.conftest import one
from tests.support import databases

DRAFT = """
from django.utils import timezone
from knowledge.articles.models import HubIndexPage
from stopext.audit import record
from tests.knowledge.conftest import practice
from datetime import timedelta
soon = timezone.now() + timedelta(hours=1)
page = practice("ved-klokken", live=False, go_live_at=soon)
with record.collecting(record.Collector()):
    HubIndexPage.objects.get().add_child(instance=page)
    page.save_revision().publish()
"""
RUN = "from knowledge.publishing.jobs import publish_due; publish_due(); publish_due()"
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


PLAN = """
from datetime import date
from knowledge.plans.models import Goal, Plan
from stopext.accounts.models import Authority
place = Authority.objects.filter(kind="municipality").first()
facts = dict(municipality=place, is_public=True, status="{status}", version="{version}",
    title="Kanarieplan {version}", organisation_model="coordinator",
    adopted_on=date(2026, 1, 1), revision_due=date(2029, 1, 1))
plan = Plan(**facts)
plan.save(force_insert=True)
Goal(plan=plan, municipality=place, is_public=True, text="Et mål", level="building").save()
"""
FOUND = "select string_agg(title, ',') from knowledge_searchdocument where kind = 'plan'"


def test_the_clock_makes_findable_what_a_municipality_published(installation: Urls) -> None:
    run(installation, "owner", PLAN.format(status="adopted", version="1"))
    run(installation, "job", RUN)
    assert one(installation, FOUND) == "Kanarieplan 1"

    one(installation, "update plans_plan set status = 'archived'")
    run(installation, "owner", PLAN.format(status="adopted", version="2"))
    run(installation, "job", RUN)
    assert one(installation, FOUND) == "Kanarieplan 2"


def test_rebuilding_finds_the_same(corpus_database: Urls) -> None:
    count = "select count(*) from knowledge_searchdocument"
    before = one(corpus_database, count)

    databases.manage(corpus_database, "rebuild_search", role="owner")

    assert one(corpus_database, count) == before
