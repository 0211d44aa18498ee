"""Articles described at random, and the counts behind the filters made by hand."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.http import QueryDict

from knowledge.articles.choices import Audience, ExtremismForm, Grade, Level, Setting, TriangleLevel
from knowledge.articles.filters import ArticleFilter
from knowledge.search.choices import ArticleKind
from knowledge.search.models import SearchDocument

THEMES = [f"tema-{number}" for number in range(12)]
#: Filter to column, values, and how many of them an article has at most; none: exactly one.
DESCRIBED: dict[str, tuple[str, list[str], int]] = {
    "kind": ("kind", ArticleKind.values, 0),
    "theme": ("themes", THEMES, 3),
    "audience": ("audience", Audience.values, 4),
    "triangle": ("triangle", TriangleLevel.values, 2),
    "form": ("forms", ExtremismForm.values, 2),
    "setting": ("setting", Setting.values, 3),
    "level": ("level", Level.values, 0),
    "effect": ("effect_grade", Grade.values, 0),
}
COLUMNS = [column for column, _values, _most in DESCRIBED.values()]
#: What a reader may have chosen.
CHOSEN: tuple[dict[str, str], ...] = (
    {},
    {"kind": ArticleKind.values[0]},
    {"audience": Audience.values[0], "setting": Setting.values[0], "level": Level.values[0]},
)


def publish(number: int) -> None:
    """Write ``number`` documents of articles into the index, the same every time."""
    chance = random.Random(number)  # noqa: S311 - made-up articles, the same every time
    SearchDocument.objects.bulk_create(
        SearchDocument(
            key=f"page:{place}",
            slug=f"side-{place}",
            title=f"Titel {place}",
            gist="Kort fortalt om metoden. " * 6,
            url=f"/viden/side-{place}/",
            **{c: _some(chance, values, most) for c, values, most in DESCRIBED.values()},
        )
        for place in range(number)
    )


def _some(chance: random.Random, values: list[str], most: int) -> Any:
    return chance.sample(values, chance.randint(1, most)) if most else chance.choice(values)


def in_sql(chosen: dict[str, str]) -> dict[str, dict[str, int]]:
    """The counts as the page makes them."""
    query = QueryDict(mutable=True)
    query.update(chosen)
    return ArticleFilter(query, SearchDocument.objects.articles()).counts()


def by_hand(chosen: dict[str, str]) -> dict[str, Counter[str]]:
    """The same in Python: every article read, every filter asked."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in DESCRIBED}
    places = list(DESCRIBED)
    for row in SearchDocument.objects.articles().values_list(*COLUMNS):
        for place, name in enumerate(places):
            others = (p for p, other in enumerate(places) if p != place and other in chosen)
            if all(chosen[places[p]] in _values(row[p]) for p in others):
                counts[name].update(_values(row[place]))
    return counts


def _values(value: Any) -> Iterable[str]:
    return value if isinstance(value, list) else [value]
