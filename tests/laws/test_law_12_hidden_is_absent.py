"""Law 12: what no page shows any more is not locked, hashed or exported, and not counted.

Subjects: every question of every version that another answer opens. Each is answered while it is
open; then what opened it is changed.
"""

from __future__ import annotations

import pytest

from screening import actions
from screening.demo import ratings
from screening.engine.answers import Answer, Value
from screening.engine.definition import Definition, Indicator
from screening.engine.scoring import score
from screening.models import Rating
from screening.versions.instruments import PUBLISHED, load_instrument
from tests.screening.conftest import Cast, fresh
from tests.support.world import World

CANARY = "KANARIE-SKJULT"
VERSIONS = [load_instrument(*version) for version in PUBLISHED]
HIDDEN: list[tuple[Definition, Indicator]] = [
    (form, indicator)
    for form in VERSIONS
    for indicator in form.indicators()
    if indicator.show_if is not None
]


def closed(form: Definition) -> dict[str, Answer]:
    """A whole set of answers in which each question that can be hidden is, and was answered."""
    told = {indicator.key for _form, indicator in HIDDEN if _form is form}
    return {
        key: Answer(
            Value.CLEAR if key in told else Value.ABSENT,
            rationale=CANARY if key in told else "Set.",
            who_could_know="Skolen",
        )
        for key in form.indicator_keys()
    }


def test_questions_that_can_be_hidden_were_found() -> None:
    assert len(HIDDEN) > 3
    for form, indicator in HIDDEN:
        levels = {key: one.value.level for key, one in closed(form).items() if one.value}
        assert indicator.key not in form.visible_keys(levels), (form.version, indicator.key)


@pytest.mark.parametrize("form", VERSIONS, ids=lambda form: form.version)
def test_a_hidden_answer_is_counted_nowhere(form: Definition) -> None:
    answers = closed(form)
    without = {key: answer for key, answer in answers.items() if answer.rationale != CANARY}

    assert score(form, answers) == score(form, without)


def test_a_hidden_answer_is_not_in_what_is_locked(world: World) -> None:
    cast = Cast(world)
    screening = cast.order(subset="")
    with cast.coordinator.acts():
        row = fresh(cast.coordinator, screening)
        form, by = row.form, cast.coordinator.actor
        rating = actions.save_section(by=by, screening=row, answers=closed(form), version=0)
        rating = actions.judge(
            by=by,
            screening=row,
            judgement=ratings.judgement_like("low", asks=form.asks),
            version=rating.version,
        )
        rating = actions.lock_rating(by=by, screening=row, version=rating.version)

        stored = Rating.objects.for_actor(by).get(pk=rating.pk)
        hidden = {indicator.key for one, indicator in HIDDEN if one.version == form.version}
        assert hidden
        assert hidden & {*stored.read_answers()} == set()
        assert CANARY not in str(stored.answers)
