"""Which texts refer to a law."""

from __future__ import annotations

import pytest

from knowledge.radar.laws import AROUND, LAWS, SIGNS, around_signs


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        pytest.param("Efter barnets\nlov § 15, stk. 3 skal vi", ["beredskab"], id="lines"),
        pytest.param("Barnets lov § 150", [], id="longer"),
        pytest.param("Barnets lov § 150 og barnets lov § 15.", ["beredskab"], id="both"),
        pytest.param("§ 133 (skærpet) og § 135", ["underretning"], id="duty"),
        pytest.param(
            "Retsplejelovens § 115 og vejl. nr. 9471", ["vejledning", "samarbejde"], id="two"
        ),
        pytest.param("Serviceloven § 12 b, ikke § 12", ["raadgivning"], id="advice"),
        pytest.param("Serviceloven § 83", [], id="another"),
        pytest.param("Efter retsplejeloven\n\n \u00a0§\t115.", ["samarbejde"], id="blanks"),
        pytest.param(
            "§§ 133 og 135, som barnets lovs § 15", ["beredskab", "underretning"], id="two-signs"
        ),
        pytest.param("Barnets lov § 1 og § 5", [], id="apart"),
        pytest.param("barnets lov § 15§ 135", ["beredskab", "underretning"], id="no-blank"),
        pytest.param("Barnets lov§ 15", [], id="joined"),
    ],
)
def test_a_text_refers_to_a_law(text: str, slugs: list[str]) -> None:
    said = around_signs(f"{'og så videre ' * 9}{text}{' og så videre' * 9}")
    assert [law.slug for law in LAWS if law.is_in(said)] == slugs
    assert [law.slug for law in LAWS if law.is_in(around_signs(text))] == slugs


def test_of_a_long_text_little_is_looked_through() -> None:
    text = "Vi gør meget. " * 1000
    assert around_signs(text) == ""
    assert around_signs(f"{text}Det følger af § 133 og § 135, nr. 2. {text}") == (
        "det følger af § 133 og § | § 133 og § 135, nr. 2."
    )


def test_no_way_of_referring_to_a_law_is_left_out_of_what_is_read() -> None:
    said = [words for law in LAWS for words in law.words]
    for words in said:
        before, after = next(words.split(sign, 1) for sign in SIGNS if sign in words)
        assert max(len(before.split()), len(after.split())) <= AROUND
    assert [words for words in said if not any(sign in words for sign in SIGNS)] == []
    assert len(said) > len(LAWS)
