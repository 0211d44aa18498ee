from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.engine.agreement import (
    ConsensusError,
    Decision,
    Difference,
    ItemComparison,
    agree,
    compare,
)
from screening.engine.answers import Answer, Certainty, Relevance, Trend, Value
from screening.engine.completeness import gaps
from tests.screening.samples import KEYS, SAMPLE, answers_for, given_values

ALIKE = "000" + "00--" + "0000000"


@pytest.mark.parametrize(
    ("first", "second", "difference", "distance"),
    [
        (Value.ABSENT, Value.ABSENT, None, 0),
        (Value.UNKNOWN, Value.UNKNOWN, None, 0),
        (Value.ABSENT, Value.PARTIAL, Difference.LEVEL, 1),
        (Value.CLEAR, Value.ABSENT, Difference.LEVEL, 2),
        (Value.CLEAR, Value.UNKNOWN, Difference.KNOWLEDGE, 0),
        (None, Value.ABSENT, Difference.KNOWLEDGE, 0),
        (None, Value.UNKNOWN, Difference.KNOWLEDGE, 0),
        (Value.NOT_RELEVANT, Value.CLEAR, Difference.RELEVANCE, 0),
        (Value.UNKNOWN, Value.NOT_RELEVANT, Difference.RELEVANCE, 0),
    ],
)
def test_kinds_of_difference(
    first: Value | None, second: Value | None, difference: Difference | None, distance: int
) -> None:
    for item in (ItemComparison("A1", first, second), ItemComparison("A1", second, first)):
        assert (item.difference, item.distance) == (difference, distance)


def test_agreement_is_the_share_of_what_both_know_that_is_answered_alike() -> None:
    comparison = compare(SAMPLE, given_values(ALIKE), given_values("01u" + "00--" + "0000000"))

    assert [item.indicator for item in comparison.differing()] == ["A2", "A3"]
    assert (comparison.alike, len(comparison.known())) == (10, 11)
    assert comparison.agreement == Fraction(10, 11)


@pytest.mark.parametrize("nothing", ["u", "i"])
def test_two_who_do_not_know_have_not_agreed(nothing: str) -> None:
    unknown = given_values(nothing * 3 + "00--" + "0000000")
    comparison = compare(SAMPLE, unknown, unknown)

    assert comparison.differing() == ()
    assert len(comparison.known()) == len(comparison.items) - 3
    assert not compare(SAMPLE, _only(unknown, "A"), _only(unknown, "A")).known()
    assert compare(SAMPLE, _only(unknown, "A"), _only(unknown, "A")).agreement is None


def _only(answers: dict[str, Answer], domain: str) -> dict[str, Answer]:
    return {key: answer for key, answer in answers.items() if key.startswith(domain)}


def test_two_empty_ratings_have_nothing_to_compare() -> None:
    assert compare(SAMPLE, {}, {}).agreement is None


def test_a_question_asked_of_one_only_is_a_difference_of_relevance() -> None:
    opened = given_values("000" + "202-" + "0000000")

    differing = compare(SAMPLE, given_values(ALIKE), opened).differing()

    assert [(item.indicator, item.difference) for item in differing] == [
        ("G1", Difference.LEVEL),
        ("G3", Difference.RELEVANCE),
    ]


def test_what_both_say_is_carried_over_with_both_rationales() -> None:
    first = given_values(ALIKE) | {
        "A1": Answer(Value.PARTIAL, "Set i skolen.", "Lærer", first_hand=True)
    }
    second = given_values(ALIKE) | {
        "A1": Answer(Value.PARTIAL, "Kendt fra patrulje.", "Lærer", first_hand=False)
    }

    shared = agree(SAMPLE, first, second, {})

    assert shared["A1"] == Answer(
        Value.PARTIAL, "Set i skolen.\n\nKendt fra patrulje.", "Lærer", first_hand=True
    )
    assert gaps(SAMPLE, shared) == ()


def test_every_difference_needs_a_decision() -> None:
    with pytest.raises(ConsensusError) as caught:
        agree(SAMPLE, given_values(ALIKE), given_values("11-" + ALIKE[3:]), {})

    assert [(p.indicator, p.field) for p in caught.value.problems] == [
        ("A1", "value"),
        ("A2", "value"),
        ("A3", "value"),
    ]


@pytest.mark.parametrize(
    ("decision", "field"),
    [
        (Decision(Value.ABSENT, "  "), "reason"),
        (Decision(Value.UNKNOWN, "Vi ved det ikke."), "who_could_know"),
    ],
)
def test_a_decision_needs_its_reason_and_an_unknown_who_could_know(
    decision: Decision, field: str
) -> None:
    with pytest.raises(ConsensusError) as caught:
        agree(SAMPLE, given_values(ALIKE), given_values("1" + ALIKE[1:]), {"A1": decision})

    assert [(p.indicator, p.field) for p in caught.value.problems] == [("A1", field)]


def test_first_hand_follows_the_rater_whose_answer_was_chosen() -> None:
    first = given_values(ALIKE) | {"A1": Answer(Value.CLEAR, "Hørt.", "Nabo", first_hand=False)}
    second = given_values(ALIKE) | {"A1": Answer(Value.PARTIAL, "Set.", "Vagt", first_hand=True)}

    chosen = {
        value: agree(SAMPLE, first, second, {"A1": Decision(value, "Talt igennem.")})["A1"]
        for value in (Value.CLEAR, Value.PARTIAL, Value.ABSENT)
    }

    assert {value: (a.rationale, a.source, a.first_hand) for value, a in chosen.items()} == {
        Value.CLEAR: ("Talt igennem.", "Nabo", False),
        Value.PARTIAL: ("Talt igennem.", "Vagt", True),
        Value.ABSENT: ("Talt igennem.", "", None),
    }


def test_what_the_answers_rest_on_is_kept_in_the_shared_one() -> None:
    sure = Answer(
        Value.CLEAR, "Set.", certainty=Certainty.CONFIRMED, evidence_date=date(2026, 9, 1)
    )
    later = Answer(
        Value.CLEAR,
        "Hørt.",
        certainty=Certainty.UNCONFIRMED,
        evidence_date=date(2026, 10, 1),
        relevance=Relevance.LOW,
        trend=Trend.FALLING,
    )
    more = replace(later, value=Value.PARTIAL, relevance=Relevance.HIGH, trend=Trend.STABLE)
    first = given_values(ALIKE) | {"A1": sure, "A2": more, "A3": sure}
    second = given_values(ALIKE) | {"A1": later, "A2": replace(later, value=Value.PARTIAL)}
    second |= {"A3": replace(later, value=Value.PARTIAL)}

    shared = agree(SAMPLE, first, second, {"A3": Decision(Value.CLEAR, "Talt igennem.")})

    kept = {key: (a.certainty, a.evidence_date, a.relevance, a.trend) for key, a in shared.items()}
    assert kept["A1"] == (
        Certainty.CONFIRMED,
        date(2026, 10, 1),
        Relevance.LOW,
        Trend.FALLING,
    )
    assert kept["A2"] == (
        Certainty.UNCONFIRMED,
        date(2026, 10, 1),
        Relevance.HIGH,
        Trend.STABLE,
    )
    assert kept["A3"] == (Certainty.CONFIRMED, date(2026, 9, 1), None, None)
    assert kept["P1"] == (None, None, None, None)


def test_a_shared_answer_that_closes_a_question_ends_it() -> None:
    opened = given_values("000" + "202-" + "0000000")

    shared = agree(
        SAMPLE, given_values(ALIKE), opened, {"G1": Decision(Value.ABSENT, "Gammel sag.")}
    )

    assert "G3" not in shared


def test_a_shared_answer_that_opens_a_question_asks_for_it() -> None:
    unknown = given_values("000" + "u0--" + "0000000")
    decisions = {"G1": Decision(Value.CLEAR, "Politiet har oplyst det i mødet.")}

    with pytest.raises(ConsensusError) as caught:
        agree(SAMPLE, given_values(ALIKE), unknown, decisions)
    assert [p.indicator for p in caught.value.problems] == ["G3"]

    decisions["G3"] = Decision(Value.ABSENT, "Drøftet.")
    assert agree(SAMPLE, given_values(ALIKE), unknown, decisions)["G3"].level == 0


def test_an_answer_left_behind_a_closed_gate_is_not_read() -> None:
    stale = given_values(ALIKE) | {"G3": Answer(Value.CLEAR, "Skrevet før porten lukkede.")}

    assert "G3" not in {item.indicator for item in compare(SAMPLE, stale, stale).items}
    assert "G3" not in agree(SAMPLE, stale, stale, {})


def test_an_answer_behind_a_closed_gate_agrees_with_nobody() -> None:
    stale = given_values(ALIKE) | {"G3": Answer(Value.CLEAR, "Skrevet før porten lukkede.")}
    asked = given_values("000" + "102-" + "0000000")

    with pytest.raises(ConsensusError) as caught:
        agree(SAMPLE, stale, asked, {"G1": Decision(Value.PARTIAL, "Talt igennem.")})

    assert [problem.indicator for problem in caught.value.problems] == ["G3"]


@given(answers_for(SAMPLE), answers_for(SAMPLE))
def test_comparing_is_symmetric_and_bounded(
    first: dict[str, Answer], second: dict[str, Answer]
) -> None:
    there, back = compare(SAMPLE, first, second), compare(SAMPLE, second, first)

    assert there.agreement == back.agreement
    assert there.agreement is None or 0 <= there.agreement <= 1
    assert compare(SAMPLE, first, first).differing() == ()


@given(answers_for(SAMPLE), answers_for(SAMPLE), st.sampled_from(["0", "1", "2"]))
def test_deciding_everything_gives_a_complete_shared_rating(
    first: dict[str, Answer], second: dict[str, Answer], sign: str
) -> None:
    """What two complete ratings agree on needs no decision; the rest is decided."""
    left, right = (
        {k: replace(a, rationale="Set.", who_could_know="Skolen.") for k, a in answers.items()}
        for answers in (first, second)
    )
    decisions = {key: Decision(Value(sign), "Talt igennem.") for key in KEYS}

    shared = agree(SAMPLE, left, right, decisions)

    assert gaps(SAMPLE, shared) == ()
    differing = {item.indicator for item in compare(SAMPLE, left, right).differing()}
    assert all(shared[key].level == int(sign) for key in differing & shared.keys())
