"""Whether a question names another authority than the one that was chosen."""

from __future__ import annotations

import pytest

from casework.rules.inquiries import named_otherwise

EVERY = (
    "Aarhus Kommune",
    "Odder Kommune",
    "Københavns Kommune",
    "Københavns Politi",
    "Københavns Vestegns Politi",
)


@pytest.mark.parametrize(
    ("typed", "chosen", "named"),
    [
        ("Aarhus", "Odder Kommune", "Aarhus Kommune"),
        ("århus kommunes familieafdeling", "Odder Kommune", "Aarhus Kommune"),
        ("Aarhus Kommune", "Aarhus Kommune", ""),
        ("Skolen i Odder", "Odder Kommune", ""),
        ("Politikredsen", "Odder Kommune", ""),
        ("Københavns Politi", "Københavns Kommune", "Københavns Politi"),
        ("Københavns Vestegns Politi", "Københavns Vestegns Politi", ""),
        ("København", "Københavns Politi", ""),
        ("Aarhusvej", "Odder Kommune", ""),
    ],
)
def test_what_is_typed_names_another(typed: str, chosen: str, named: str) -> None:
    assert named_otherwise(typed, chosen, EVERY) == named
