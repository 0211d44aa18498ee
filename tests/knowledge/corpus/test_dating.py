"""The demo's dates follow the day of loading."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from knowledge.corpus import dating, loader

CORPUS = loader.load_articles()


@pytest.mark.parametrize("day", [date(2026, 11, 28), date(2031, 2, 28)])
def test_the_newest_is_news_and_nothing_lies_ahead(day: date) -> None:
    moved = dating.dated_from(day, CORPUS)

    assert dating.newest(moved).published == day - dating.FRESH
    assert max(article.updated for article in moved) <= day
    assert all(article.published <= article.updated < article.next_review for article in moved)


def test_distances_between_publications_stay() -> None:
    moved = dating.dated_from(date(2030, 1, 1), CORPUS)
    distances = {new.published - old.published for new, old in zip(moved, CORPUS, strict=True)}

    assert len(distances) == 1
    assert distances.pop() > timedelta(0)
