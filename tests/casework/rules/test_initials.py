"""The initials that stand for a citizen."""

from __future__ import annotations

from casework.models import Subject


def test_quotation_marks_are_no_initials() -> None:
    assert Subject(name="Malte “Bo” “ Ørn »Ib«").initials == "M. B. Ø. I."


def test_a_word_without_a_letter_has_no_initial() -> None:
    name = "Żaneta “Zosia” Wiśniewska \u0632\u0627\u0646\u064a\u062a\u0627 \U0001f600 -"
    assert Subject(name=name).initials == "Ż. Z. W. \u0632."
