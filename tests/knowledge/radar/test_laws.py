"""Which texts refer to a law."""

from __future__ import annotations

import pytest

from knowledge.radar.laws import LAWS


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        pytest.param("Efter barnets\nlov § 15, stk. 3 skal vi", ["beredskab"], id="lines"),
        pytest.param("Barnets lov § 150", [], id="longer"),
        pytest.param("Barnets lov § 150 og barnets lov § 15.", ["beredskab"], id="both"),
        pytest.param("§ 133 (skærpet) og § 135", ["underretning"], id="duty"),
        pytest.param("Retsplejelovens § 115", [], id="another"),
    ],
)
def test_a_text_refers_to_a_law(text: str, slugs: list[str]) -> None:
    assert [law.slug for law in LAWS if law.is_in(text)] == slugs
