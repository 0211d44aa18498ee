"""Loading the corpus as the owner of the database."""

from __future__ import annotations

from django.test import Client

from knowledge.articles.latest import latest_articles
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


def test_loading_keeps_the_dates_of_the_corpus(corpus_database: Urls) -> None:
    # A word of the glossary may share the address part; only the article has a date.
    published = "select max(published_on)::text from knowledge_searchdocument where slug = {!r}"

    assert one(corpus_database, published.format("foraeldrecoach")) == "2025-02-17"


def test_every_article_of_the_corpus_can_be_read(corpus: Client) -> None:
    with as_public():
        addresses = [row.url for row in latest_articles(1000)]
    for address in addresses:
        answer = corpus.get(address)

        assert answer.status_code == 200
        assert "UNDEFINED-TEMPLATE-VARIABLE" not in answer.content.decode()
        assert 'href="artikel:' not in answer.content.decode()
    assert len(addresses) >= 40
