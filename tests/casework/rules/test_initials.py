"""The initials that stand for a citizen."""

from __future__ import annotations

from casework.models import Subject


def test_quotation_marks_are_no_initials() -> None:
    assert Subject(name="Malte “Bo” “ Ørn »Ib«").initials == "M. B. Ø. I."
