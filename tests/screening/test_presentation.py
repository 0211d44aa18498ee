from fractions import Fraction
from typing import get_args

import pytest

from screening.engine.agreement import Difference
from screening.engine.answers import Certainty, Relevance, Trend
from screening.engine.definition import Ask, Axis, Meaning
from screening.engine.faults import Fault
from screening.engine.judgement import Judgement, Level, Urgency
from screening.engine.profile import Coverage, LeftOut, Status, Step, TooFewStep
from screening.engine.scoring import score
from screening.engine.states import Purpose, State
from screening.wording import labels
from screening.wording.explaining import explain
from screening.wording.faults import FAULTS
from screening.wording.numbers import danish_number, danish_weight, known_of, percent
from tests.screening.samples import SAMPLE, THREE_SIDES, given_values


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Fraction(4, 3), 1, "1,3"),
        (Fraction(1, 20), 1, "0,1"),
        (Fraction(149, 1000), 1, "0,1"),
        (Fraction(2), 1, "2,0"),
        (Fraction(0), 2, "0,00"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(-4, 3), 1, "-1,3"),
    ],
)
def test_numbers_have_a_decimal_comma_and_round_half_up(
    value: Fraction, places: int, text: str
) -> None:
    assert danish_number(value, places=places) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(2), "2"),
        (Fraction(3, 2), "1,5"),
        (Fraction(1, 8), "0,125"),
        (Fraction(10), "10"),
        (Fraction(0), "0"),
    ],
)
def test_weights_are_as_short_as_they_are_exact(value: Fraction, text: str) -> None:
    assert danish_weight(value) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (Fraction(5, 7), "71 %"),
        (Fraction(0), "0 %"),
        (Fraction(1), "100 %"),
        (Fraction(999, 1000), "99 %"),
        (None, "intet relevant"),
    ],
)
def test_a_share_is_never_rounded_up_to_everything(share: Fraction | None, text: str) -> None:
    assert percent(share) == text


def test_known_is_told_as_counts() -> None:
    assert known_of(Coverage(Fraction(3), Fraction(4), 3, 4)) == "3 af 4"


def test_the_explanation_of_a_shown_domain() -> None:
    profile = score(SAMPLE, given_values("12u" + "0i--" + "201u-2i"))

    assert [explain(step, SAMPLE) for step in profile.domains()["A"].steps] == [
        "A1: delvist, 1 gange vægt 1,5 giver 1,5.",
        "A2: tydeligt, 2 gange vægt 2 giver 4.",
        "A3: ved ikke; tæller ikke med i tallet og sænker den kendte andel.",
        "Kendt andel for “Domæne A”: vægt 3,5 af 4, det er 88 %.",
        "Tal for domænet: 5,5 divideret med den kendte vægt 3,5 giver 1,57.",
        "1,57 ligger i båndet fra 1,5: meget.",
    ]
    assert explain(profile.domains()["G"].steps[1], SAMPLE) == (
        "G2: ikke relevant; indgår hverken i tallet eller i den kendte andel."
    )


def test_the_explanation_of_a_withheld_axis() -> None:
    profile = score(SAMPLE, given_values("uuu" + "0u--" + "2222222"))

    assert [explain(step, SAMPLE) for step in (*profile.risk.steps, *profile.steps)] == [
        "Kendt andel for bekymring: vægt 1 af 5,125, det er 20 %.",
        "Tallet vises ikke: kun 20 % er kendt for bekymring, og versionen kræver 40 %.",
        "Kendt andel for hele vurderingen: vægt 5,2 af 9,325, det er 56 %.",
    ]


def test_a_number_on_too_few_answers_is_explained() -> None:
    (step,) = (
        s
        for s in score(THREE_SIDES, given_values("12u" + "0i--" + "2222222", THREE_SIDES))
        .domains()["A"]
        .steps
        if isinstance(s, TooFewStep)
    )

    assert (
        explain(step, SAMPLE) == "Tallet vises ikke: kun 2 svar er kendte, og versionen kræver 3."
    )


def test_every_kind_of_step_can_be_told() -> None:
    profiles = [
        score(form, given_values(values, form))
        for form in (SAMPLE, THREE_SIDES)
        for values in ("12u" + "0i--" + "201u-2i", "uuu" + "0u--" + "2222222")
    ]
    steps = {
        type(step): explain(step, SAMPLE)
        for profile in profiles
        for domain in profile.domains().values()
        for step in domain.steps
    }

    assert steps.keys() == set(get_args(Step))


@pytest.mark.parametrize(
    ("words", "enum"),
    [
        (labels.AXIS_TITLES, Axis),
        (labels.MEANING_LABELS, Meaning),
        (labels.CERTAINTY_LABELS, Certainty),
        (labels.RELEVANCE_LABELS, Relevance),
        (labels.TREND_LABELS, Trend),
        (labels.STATUS_LABELS, Status),
        (labels.LEFT_OUT_LABELS, LeftOut),
        (labels.DIFFERENCE_LABELS, Difference),
        (labels.AXIS_NAMES, Axis),
        (labels.LEVEL_LABELS, Level),
        (labels.LEVEL_HINTS, Level),
        (labels.URGENCY_LABELS, Urgency),
        (labels.STATE_LABELS, State),
        (labels.PURPOSE_LABELS, Purpose),
        (FAULTS, Fault),
    ],
)
def test_every_value_has_a_word(words: dict[str, str], enum: type[str]) -> None:
    assert list(words) == list(enum)  # type: ignore[call-overload]


def test_every_field_that_a_judgement_may_lack_has_a_reason() -> None:
    told = labels.judgement_lacks(Judgement(), list(Ask))

    assert list(told) == list(Judgement().lacks(list(Ask))) == list(labels.JUDGEMENT_LACKS)
    assert told["formulation"].startswith("Skriv mindst 100 tegn: hvad der er set")
