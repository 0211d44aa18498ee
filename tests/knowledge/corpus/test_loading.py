"""Loading the corpus as the owner of the database."""

from __future__ import annotations

from typing import Any

from django.test import Client

from knowledge.articles.latest import latest_articles
from knowledge.corpus import dating, loader
from knowledge.management.commands import load_knowledge
from stopext.access import clock
from stopext.database import Urls
from tests.knowledge.conftest import as_public, one
from tests.support import databases


def test_loading_again_changes_nothing(corpus_database: Urls) -> None:
    count = "select count(*) from wagtailcore_revision"
    before = one(corpus_database, count)

    said = databases.manage(corpus_database, "load_knowledge", role="owner")

    assert "nothing new" in said
    assert one(corpus_database, count) == before
    assert before


def test_the_newest_article_is_news_on_the_day_of_the_first_loading(corpus_database: Urls) -> None:
    newest = dating.newest(loader.load_articles()).slug
    # A word of the glossary may share the address part; only the article has a date.
    published = f"select max(published_on) from knowledge_searchdocument where slug = {newest!r}"

    assert one(corpus_database, published) == clock.today() - dating.FRESH


def test_outside_the_demo_the_dates_are_those_of_the_files(settings: Any) -> None:
    settings.PORTAL_IS_DEMO = False
    corpus = loader.load_articles()

    assert load_knowledge.dated(corpus) == corpus


def test_invented_examples_do_not_lead(corpus: Client) -> None:
    with as_public():
        examples = [row.is_example for row in latest_articles(1000)]

    assert any(examples)
    assert examples == sorted(examples)


def test_every_article_of_the_corpus_can_be_read(corpus: Client) -> None:
    with as_public():
        addresses = [row.url for row in latest_articles(1000)]
    for address in addresses:
        answer = corpus.get(address)

        assert answer.status_code == 200
        assert "UNDEFINED-TEMPLATE-VARIABLE" not in answer.content.decode()
        assert 'href="artikel:' not in answer.content.decode()
    assert len(addresses) >= 40
