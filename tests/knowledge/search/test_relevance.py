"""How good the search is: nDCG@10 over the judged queries.

Judgements (0 to 3, unjudged is 0) follow the need stated with each query, from reading the corpus.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from math import log2
from pathlib import Path

from django.test import Client

from knowledge.search.find import search
from tests.knowledge.conftest import as_public

FOLDER = Path(__file__).parent
FLOOR_OF_MEAN = 0.80
FLOOR_OF_EACH = 0.10
DEPTH = 10
#: One page of a kind may share its slug with a term; the better of the two grades is meant.
Grades = dict[str, int]


def judgements() -> dict[str, Grades]:
    """Grade by slug for each query."""
    grades: dict[str, Grades] = defaultdict(dict)
    with (FOLDER / "judgements.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            grades[row["query_id"]][row["slug"]] = int(row["grade"])
    return grades


def gain(grades: list[int]) -> float:
    """Discounted cumulative gain of grades in the order shown."""
    return sum((2.0**grade - 1) / log2(place + 2) for place, grade in enumerate(grades[:DEPTH]))


def ndcg(found: list[str], grades: Grades) -> float:
    """Normalised gain: 1 when the best come first. A slug counts once."""
    shown = list(dict.fromkeys(found))
    best = gain(sorted(grades.values(), reverse=True))
    return gain([grades.get(slug, 0) for slug in shown]) / best


def measure() -> dict[str, float]:
    """nDCG@10 by query."""
    grades = judgements()
    with (FOLDER / "search_queries.csv").open(encoding="utf-8") as file:
        queries = {row["id"]: row["query"] for row in csv.DictReader(file)}
    assert grades.keys() == queries.keys()
    measured = {}
    for query_id, query in queries.items():
        with as_public():
            found = [hit.document.slug for hit in search(query).hits]
        measured[query_id] = ndcg(found, grades[query_id])
    return measured


def test_judged_queries_are_answered_well(corpus: Client) -> None:
    measured = measure()
    mean = sum(measured.values()) / len(measured)
    weakest = min(measured, key=lambda query_id: measured[query_id])

    assert len(measured) == 30
    assert mean >= FLOOR_OF_MEAN, f"{mean:.3f}"
    assert measured[weakest] >= FLOOR_OF_EACH, f"{weakest} {measured[weakest]:.3f}"


def test_measure_tells_good_from_bad() -> None:
    grades = {"a": 3, "b": 1}

    assert ndcg(["a", "b"], grades) == 1
    assert 0 < ndcg(["b", "x", "a"], grades) < 1
    assert ndcg(["x"], grades) == 0
