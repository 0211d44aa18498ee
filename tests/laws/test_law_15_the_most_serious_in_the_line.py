"""Law 15: the most serious thing is in the same line as the number that could hide it.

Subjects: every critical question of every version, each alone among zeros, which is where a mean
hides it; and every template that draws a band or a number. That the line is drawn on each page is
``tests/screening/test_critical_signs.py``.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from screening.engine.answers import Answer, Value
from screening.engine.definition import Definition
from screening.queries.profile_page import read_profile
from screening.versions.instruments import PUBLISHED, load_instrument

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
NUMBER = re.compile(r"{{[^}]*\b(line|pair\.\w+|municipality|police|score|domain)\.(words|number)\b")
CRITICAL: list[tuple[Definition, str]] = [
    (form, indicator.key)
    for form in (load_instrument(*version) for version in PUBLISHED)
    for indicator in form.indicators()
    if indicator.critical
]


@pytest.mark.parametrize(
    ("form", "key"), [pytest.param(*one, id=f"{one[0].version}-{one[1]}") for one in CRITICAL]
)
@pytest.mark.parametrize("level", [Value.PARTIAL, Value.CLEAR])
def test_one_critical_sign_among_zeros_stands_in_its_line(
    form: Definition, key: str, level: Value
) -> None:
    answers = {other: Answer(Value.ABSENT) for other in form.indicator_keys()}
    for rule in [one.show_if for one in form.indicators() if one.key == key and one.show_if]:
        for condition in rule.conditions:
            answers[condition.indicator] = Answer(Value.CLEAR)
    answers[key] = Answer(level)

    lines = read_profile(form, answers).lines

    assert key in {answer.key for line in lines for answer in line.critical}


def test_a_number_is_drawn_in_one_place_with_its_critical_signs() -> None:
    drawn = [path for path in TEMPLATES.rglob("*.html") if NUMBER.search(path.read_text("utf-8"))]

    assert [path.name for path in drawn] == ["_band.html"]
    assert "line.critical" in drawn[0].read_text("utf-8")
    assert len(CRITICAL) > 10
