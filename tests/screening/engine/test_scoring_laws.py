"""What holds for every rating, tried on the sample and on the real instrument."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, product
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.engine.answers import Answer, Answers, Value, answers_to_plain, visible_keys
from screening.engine.bulk_scoring import compile_definition
from screening.engine.definition import MEASURED, Axis, Definition
from screening.engine.profile import Profile, Status
from screening.engine.scoring import score
from screening.versions.instruments import PUBLISHED, load_instrument
from tests.screening.samples import KEYS, SAMPLE, THREE_SIDES, answers_for, given_values, replaced

DEFINITIONS = (SAMPLE, THREE_SIDES, *(load_instrument(*version) for version in PUBLISHED[1:]))
RATINGS = st.sampled_from(DEFINITIONS).flatmap(
    lambda definition: st.tuples(st.just(definition), answers_for(definition))
)
MOVES = RATINGS.flatmap(
    lambda pair: st.tuples(st.just(pair), st.sampled_from(pair[0].indicator_keys()))
)
FILTER = st.booleans()
Rating = tuple[Definition, dict[str, Answer]]
Move = tuple[Rating, str]


def axis_of(definition: Definition, key: str) -> Axis:
    return next(d.axis for d in definition.domains if key in {i.key for i in d.indicators})


def values(profile: Profile) -> Mapping[str, Fraction]:
    return {key: d.value for key, d in profile.domains().items() if d.value is not None}


def pairs(before: Profile, after: Profile) -> list[tuple[Fraction, Fraction]]:
    """The values of the domains that are shown in both."""
    left, right = values(before), values(after)
    return [(left[key], right[key]) for key in left if key in right]


def naive(
    definition: Definition, answers: Answers
) -> dict[str, tuple[Fraction, Fraction, Fraction]]:
    """Total, known and relevant weight, written as plainly as the rule is said."""
    visible = visible_keys(definition, answers)
    sums = {}
    for domain in definition.domains:
        rows = [
            (Fraction(Decimal(i.weight)), answers.get(i.key, Answer()).value)
            for i in domain.indicators
            if i.key in visible
        ]
        known = [(weight, int(value)) for weight, value in rows if value in ("0", "1", "2")]
        sums[domain.key] = (
            sum((weight * level for weight, level in known), Fraction(0)),
            sum((weight for weight, _ in known), Fraction(0)),
            sum((weight for weight, value in rows if value != "i"), Fraction(0)),
        )
    return sums


@given(RATINGS)
def test_numbers_equal_a_plain_calculation_exactly(rating: Rating) -> None:
    definition, answers = rating
    profile = score(definition, answers)

    for key, (total, known, relevant) in naive(definition, answers).items():
        domain = profile.domains()[key]
        assert (domain.coverage.known, domain.coverage.relevant) == (known, relevant)
        if domain.status is Status.SHOWN:
            assert domain.value == total / known


@given(RATINGS, FILTER, st.randoms())
def test_the_order_of_answers_does_not_matter(
    rating: Rating, filtered: bool, random: Random
) -> None:
    definition, answers = rating
    shuffled = list(answers.items())
    random.shuffle(shuffled)

    assert score(definition, dict(shuffled), only_first_hand=filtered) == score(
        definition, answers, only_first_hand=filtered
    )


@given(RATINGS, FILTER)
def test_everything_is_bounded(rating: Rating, filtered: bool) -> None:
    definition, answers = rating
    profile = score(definition, answers, only_first_hand=filtered)
    coverages = [
        profile.coverage,
        profile.risk.coverage,
        profile.protective.coverage,
        *(domain.coverage for domain in profile.domains().values()),
    ]

    assert all(0 <= value <= 2 for value in values(profile).values())
    assert all(share is None or 0 <= share <= 1 for share in (c.share for c in coverages))
    assert all(0 <= c.known_count <= c.relevant_count for c in coverages)


@given(RATINGS, FILTER)
def test_a_number_is_shown_only_on_or_above_the_floors_of_a_measured_side(
    rating: Rating, filtered: bool
) -> None:
    definition, answers = rating
    profile = score(definition, answers, only_first_hand=filtered)

    for domain in profile.domains().values():
        own, axis = domain.coverage.share, profile.axis(domain.axis).coverage.share
        enough = (
            domain.axis in MEASURED
            and own is not None
            and axis is not None
            and domain.coverage.known_count >= definition.floors.items
            and own >= definition.floors.domain
            and axis >= definition.floors.axis
        )
        assert (domain.status is Status.SHOWN) == enough
        assert (domain.value is not None) == (domain.band is not None) == enough


@given(MOVES, st.sampled_from([None, *Value]), FILTER)
def test_an_answer_never_moves_the_other_axis(
    move: Move, value: Value | None, filtered: bool
) -> None:
    (definition, answers), key = move
    other = Axis.PROTECTIVE if axis_of(definition, key) is Axis.RISK else Axis.RISK

    before = score(definition, answers, only_first_hand=filtered)
    after = score(definition, replaced(answers, key, value), only_first_hand=filtered)

    assert after.axis(other) == before.axis(other)


@given(MOVES)
def test_raising_a_known_level_never_lowers_a_value_of_its_axis(move: Move) -> None:
    (definition, answers), key = move
    steps = [replaced(answers, key, value) for value in (Value.ABSENT, Value.PARTIAL, Value.CLEAR)]
    for lower, higher in pairwise(steps):
        if visible_keys(definition, lower) != visible_keys(definition, higher):
            continue
        before, after = score(definition, lower), score(definition, higher)

        assert values(before).keys() == values(after).keys()
        assert all(right >= left for left, right in pairs(before, after))


@given(MOVES)
def test_learning_the_unknown_moves_the_value_towards_what_was_learned(move: Move) -> None:
    (definition, answers), key = move
    unknown = replaced(answers, key, Value.UNKNOWN)
    before = score(definition, unknown)

    for value in (Value.ABSENT, Value.CLEAR):
        known = replaced(answers, key, value)
        if visible_keys(definition, known) != visible_keys(definition, unknown):
            continue
        after = score(definition, known)
        assert after.coverage.known >= before.coverage.known
        for left, right in pairs(before, after):
            assert right >= left if value is Value.CLEAR else right <= left


@given(MOVES)
def test_missing_is_never_zero(move: Move) -> None:
    """Unanswered equals unknown in every number, and no number contains the missing one."""
    (definition, answers), key = move
    without = {name: answer for name, answer in answers.items() if name != key}

    profile = score(definition, without)

    for value in (None, Value.UNKNOWN):
        other = score(definition, replaced(without, key, value))
        assert other.to_plain()["domains"] == profile.to_plain()["domains"]
    zero = score(definition, replaced(without, key, Value.ABSENT))
    if key in visible_keys(definition, without):
        assert profile.coverage.known < zero.coverage.known
        assert profile.coverage.relevant == zero.coverage.relevant


@given(MOVES)
def test_not_relevant_leaves_the_denominator(move: Move) -> None:
    (definition, answers), key = move
    unknown = score(definition, replaced(answers, key, Value.UNKNOWN)).coverage
    dropped = score(definition, replaced(answers, key, Value.NOT_RELEVANT)).coverage
    weight = Fraction(definition.indicator(key).weight)
    asked = key in visible_keys(definition, answers)

    assert unknown.relevant - dropped.relevant == (weight if asked else 0)
    assert unknown.known == dropped.known


@given(RATINGS, FILTER)
def test_answers_to_hidden_questions_are_ignored(rating: Rating, filtered: bool) -> None:
    definition, answers = rating
    visible = visible_keys(definition, answers)
    kept = {key: answer for key, answer in answers.items() if key in visible}

    assert score(definition, kept, only_first_hand=filtered) == score(
        definition, answers, only_first_hand=filtered
    )


@given(RATINGS)
def test_bulk_scoring_equals_the_exact_function(rating: Rating) -> None:
    definition, answers = rating
    scorer = compile_definition(definition)
    text = scorer.encode(answers_to_plain(answers))

    assert scorer.profile(text) == score(definition, answers).to_plain()


@pytest.mark.parametrize("signs", ["".join(signs) for signs in product("012ui-", repeat=3)])
def test_bulk_scoring_opens_and_closes_questions_alike(signs: str) -> None:
    answers = given_values(f"1--{signs}2")
    text = compile_definition(SAMPLE).encode(answers_to_plain(answers))
    visible = visible_keys(SAMPLE, answers)

    hidden = {key for key, sign in zip(KEYS, text, strict=True) if sign == "h"}

    assert hidden == set(KEYS) - visible


@pytest.mark.parametrize(
    ("plain", "message"),
    [
        ({"A1": {"value": "9"}}, "'9' is no answer to A1"),
        ({"A1": {"value": "10"}}, "15 signs for 14 indicators"),
        ({"Z1": {"value": "1"}}, r"no such indicators: \['Z1'\]"),
    ],
)
def test_what_the_version_does_not_know_is_refused(plain: Any, message: str) -> None:
    scorer = compile_definition(SAMPLE)

    with pytest.raises(ValueError, match=message):
        scorer.profile(scorer.encode(plain))


def test_the_scorer_refuses_a_text_of_another_version() -> None:
    with pytest.raises(ValueError, match="3 signs for 14 indicators"):
        compile_definition(SAMPLE).profile("000")


@pytest.mark.parametrize("values", ["iiiii--iiiiiii", "iii02--uuuuuuu", "0" * 14])
def test_bulk_scoring_tells_not_relevant_from_withheld(values: str) -> None:
    answers = given_values(values)
    scorer = compile_definition(SAMPLE)

    profile = scorer.profile(scorer.encode(answers_to_plain(answers)))

    assert profile == score(SAMPLE, answers).to_plain()
