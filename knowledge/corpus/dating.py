"""The demo's articles dated from the day they are first loaded, so that the newest are news."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from knowledge.corpus.shapes import Article

#: Age of the newest article on the day of loading.
FRESH = timedelta(days=3)


def newest(articles: Sequence[Article]) -> Article:
    """The one published last."""
    return max(articles, key=lambda article: (article.published, article.slug))


def dated_from(day: date, articles: Sequence[Article]) -> list[Article]:
    """The articles as if the files had been written for ``day``: distances between publications
    stay, and nothing is updated later than that day or before it was published."""
    later = day - FRESH - newest(articles).published
    changed = day - FRESH - max(article.updated for article in articles)
    return [_moved(article, later, changed) for article in articles]


def _moved(article: Article, later: timedelta, changed: timedelta) -> Article:
    published = article.published + later
    return article.model_copy(
        update={
            "published": published,
            "updated": max(published, article.updated + changed),
            "next_review": article.next_review + changed,
        }
    )
