"""Points typed or pasted as one per line."""

from __future__ import annotations

import pytest

from knowledge.articles.models.fields import lines_of


@pytest.mark.parametrize(
    ("typed", "points"),
    [
        ("Ring\n\n Skriv ", ["Ring", "Skriv"]),
        ("1. Ring\r\n2. Skriv", ["Ring", "Skriv"]),
        ("1) Ring", ["Ring"]),
        ("- Ring\n• Skriv\n– Gå", ["Ring", "Skriv", "Gå"]),
        ("1. maj: øvelse\n2. maj: samling", ["1. maj: øvelse", "2. maj: samling"]),
        ("Ring\n2. Skriv", ["Ring", "2. Skriv"]),
        ("• Ring\n• Gå\n3.\tSkriv", ["Ring", "Gå", "Skriv"]),
        ("2. Ring\n3. Skriv", ["2. Ring", "3. Skriv"]),
        ("-5 grader", ["-5 grader"]),
        (" \n", []),
    ],
)
def test_marks_of_a_pasted_list_go_and_nothing_else(typed: str, points: list[str]) -> None:
    assert lines_of(typed) == points
