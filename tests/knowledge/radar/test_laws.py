"""Which texts refer to a law."""

from __future__ import annotations

import pytest

from knowledge.radar.laws import LAWS, SIGNS


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
    ],
)
def test_a_text_refers_to_a_law(text: str, slugs: list[str]) -> None:
    assert [law.slug for law in LAWS if law.is_in(text)] == slugs


def test_no_way_of_referring_to_a_law_is_left_out_of_what_is_read() -> None:
    said = [words for law in LAWS for words in law.words]
    assert [words for words in said if not any(sign in words for sign in SIGNS)] == []
    assert len(said) > len(LAWS)
