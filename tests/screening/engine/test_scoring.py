"""Worked examples. The general laws are in test_scoring_laws.py."""

from fractions import Fraction

import pytest

from screening.engine.answers import Answer, Value
from screening.engine.definition import Axis, Definition
from screening.engine.profile import (
    BandStep,
    CountedStep,
    Coverage,
    CoverageStep,
    CriticalItem,
    Gap,
    LeftOut,
    LeftOutStep,
    MeanStep,
    Status,
    WithheldStep,
)
from screening.engine.scoring import score
from tests.screening.samples import SAMPLE, THREE_SIDES, given_values

# By hand, weights in brackets:
#   A: A1=1 (1,5)  A2=2 (2)  A3 unknown (0,5)
#      total 1,5 + 4 = 5,5   known 3,5   relevant 4   mean 5,5/3,5 = 11/7   coverage 7/8
#   G: G1=0 (1)  G2 not relevant  G3, G4 hidden
#      total 0   known 1   relevant 1   mean 0   coverage 1
#   P: P1=2 (0,3)  P2=0 (0,4)  P3=1 (0,5)  P4 unknown (0,6)  P5 unanswered (0,7)  P6=2 (0,8)
#      P7 not relevant
#      total 0,6 + 0 + 0,5 + 1,6 = 2,7   known 2   relevant 3,3   mean 27/20   coverage 20/33
#   risk coverage 4,5/5 = 9/10   all 6,5/8,3 = 65/83
GOLDEN = given_values("12u" + "0i--" + "201u-2i")


def test_the_golden_example() -> None:
    profile = score(SAMPLE, GOLDEN)

    assert {key: (d.value, d.coverage.share) for key, d in profile.domains().items()} == {
        "A": (Fraction(11, 7), Fraction(7, 8)),
        "G": (Fraction(0), Fraction(1)),
        "P": (Fraction(27, 20), Fraction(20, 33)),
    }
    assert {key: d.band and d.band.key for key, d in profile.domains().items()} == {
        "A": "meget",
        "G": "lidt",
        "P": "noget",
    }
    assert profile.risk.coverage == Coverage(Fraction(9, 2), Fraction(5), 3, 4)
    assert profile.coverage == Coverage(Fraction(13, 2), Fraction(83, 10), 7, 10)
    assert profile.coverage.share == Fraction(65, 83)
    assert profile.critical == (CriticalItem("A2", 2),)
    assert profile.gaps == (
        Gap("A3", LeftOut.UNKNOWN, False, "Skolen."),
        Gap("P4", LeftOut.UNKNOWN, False, "Skolen."),
        Gap("P5", LeftOut.UNANSWERED, False, ""),
    )


def test_every_number_of_the_golden_example_is_explained() -> None:
    profile = score(SAMPLE, GOLDEN)

    assert profile.domains()["A"].steps == (
        CountedStep("A1", 1, Fraction(3, 2)),
        CountedStep("A2", 2, Fraction(2)),
        LeftOutStep("A3", LeftOut.UNKNOWN, Fraction(1, 2)),
        CoverageStep("A", Coverage(Fraction(7, 2), Fraction(4), 2, 3)),
        MeanStep(Fraction(11, 2), Fraction(7, 2), Fraction(11, 7)),
        BandStep(Fraction(11, 7), SAMPLE.bands.risk[2]),
    )
    assert profile.risk.steps == (CoverageStep("risk", profile.risk.coverage),)
    assert profile.steps == (CoverageStep("", profile.coverage),)


def test_the_stored_form_is_exact() -> None:
    plain = score(SAMPLE, GOLDEN).to_plain()

    assert plain == {
        "instrument": "proeve",
        "version": "1.0",
        "content_hash": SAMPLE.content_hash(),
        "only_first_hand": False,
        "domains": {
            "A": {"status": "shown", "value": "11/7", "band": "meget", "known": "7/2", "relevant": "4"},  # noqa: E501
            "G": {"status": "shown", "value": "0", "band": "lidt", "known": "1", "relevant": "1"},
            "P": {"status": "shown", "value": "27/20", "band": "noget", "known": "2", "relevant": "33/10"},  # noqa: E501
        },
        "critical": {"A2": 2},
        "gaps": {"A3": "unknown", "P4": "unknown", "P5": "unanswered"},
    }  # fmt: skip


def test_an_empty_rating_shows_no_number() -> None:
    profile = score(SAMPLE, {})

    assert {d.status for d in profile.domains().values()} == {Status.WITHHELD}
    assert {d.value for d in profile.domains().values()} == {None}
    assert profile.coverage.share == 0


def test_a_domain_is_withheld_just_under_its_floor_and_shown_on_it() -> None:
    # Floor 0,5 of weight 4: A2 alone (2) reaches it, A1 alone (1,5) does not.
    on = score(SAMPLE, given_values("u1u" + "11"))
    under = score(SAMPLE, given_values("1uu" + "11"))

    assert on.domains()["A"].value == 1
    assert under.domains()["A"].status is Status.WITHHELD
    assert under.domains()["A"].value is None
    assert under.domains()["A"].band is None
    assert under.domains()["A"].steps[-1] == WithheldStep("A", Fraction(3, 8), Fraction(1, 2))
    assert under.domains()["G"].status is Status.SHOWN


def test_an_axis_under_its_floor_withholds_its_well_known_domains_too() -> None:
    # A known 0 of 4, G known 1 of 1,125: axis 1/5,125 is under 0,4.
    profile = score(SAMPLE, given_values("uuu" + "0u--" + "2222222"))

    assert profile.risk.is_withheld
    assert profile.domains()["G"].status is Status.WITHHELD
    assert profile.domains()["G"].steps[-1] == WithheldStep("risk", Fraction(8, 41), Fraction(2, 5))
    assert not profile.protective.is_withheld
    assert profile.domains()["P"].value == 2


def test_a_domain_without_relevant_indicators_is_not_relevant_and_not_withheld() -> None:
    profile = score(SAMPLE, given_values("111" + "ii"))
    domain = profile.domains()["G"]

    assert (domain.status, domain.value, domain.coverage.share) == (
        Status.NOT_RELEVANT,
        None,
        None,
    )


def test_an_axis_without_relevant_indicators_has_no_coverage() -> None:
    profile = score(SAMPLE, given_values("111" + "11-i" + "iiiiiii"))

    assert profile.axis(Axis.PROTECTIVE).coverage.share is None
    assert not profile.axis(Axis.PROTECTIVE).is_withheld


def test_only_first_hand_turns_the_rest_into_gaps_but_never_hides_danger() -> None:
    answers = {
        **given_values("---" + "0i"),
        "A1": Answer(Value.PARTIAL, first_hand=True),
        "A2": Answer(Value.CLEAR, first_hand=False),
        "A3": Answer(Value.ABSENT, first_hand=True),
    }

    profile = score(SAMPLE, answers, only_first_hand=True)

    domain = profile.domains()["A"]
    assert domain.steps[1] == LeftOutStep("A2", LeftOut.NOT_FIRST_HAND, Fraction(2))
    assert (domain.value, domain.coverage.share) == (Fraction(3, 4), Fraction(1, 2))
    assert score(SAMPLE, answers).domains()["A"].value == Fraction(11, 8)
    assert profile.critical == (CriticalItem("A2", 2),)
    assert profile.only_first_hand


def test_only_first_hand_keeps_the_questions_that_second_hand_answers_opened() -> None:
    answers = {
        "G1": Answer(Value.CLEAR, first_hand=False),
        "G3": Answer(Value.CLEAR, first_hand=True),
    }

    steps = score(SAMPLE, answers, only_first_hand=True).domains()["G"].steps

    assert steps[2] == CountedStep("G3", 2, Fraction(1))


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Answer(Value.ABSENT), ()),
        (Answer(Value.UNKNOWN), ()),
        (Answer(Value.PARTIAL), (CriticalItem("A2", 1),)),
        (Answer(Value.CLEAR), (CriticalItem("A2", 2),)),
    ],
)
def test_critical_items(answer: Answer, expected: tuple[CriticalItem, ...]) -> None:
    assert score(SAMPLE, {"A2": answer}).critical == expected


def test_only_a_clear_critical_item_calls_for_police() -> None:
    assert [CriticalItem("A2", level).is_clear for level in (1, 2)] == [False, True]


def test_an_unknown_critical_item_is_marked_among_the_gaps() -> None:
    gaps = score(SAMPLE, {"A2": Answer(Value.UNKNOWN, who_could_know="Politiet")}).gaps

    assert gaps[1] == Gap("A2", LeftOut.UNKNOWN, True, "Politiet")


def test_a_hidden_critical_item_is_not_reported() -> None:
    assert score(SAMPLE, {"G3": Answer(Value.CLEAR)}).critical == ()


SIDES = "012" + "000-" + "2222222"


def test_what_makes_a_life_hard_is_told_in_words_and_moves_no_other_side() -> None:
    hard, easy = (score(THREE_SIDES, given_values(SIDES + v, THREE_SIDES)) for v in ("22", "00"))

    assert hard.domains()["V"].status is Status.IN_WORDS
    assert (hard.domains()["V"].value, hard.domains()["V"].band) == (None, None)
    assert (hard.risk, hard.protective) == (easy.risk, easy.protective)
    assert [item.indicator for item in hard.critical] == ["A2", "V2"]
    unknown = score(THREE_SIDES, given_values(SIDES + "uu", THREE_SIDES))
    assert unknown.risk.coverage == hard.risk.coverage
    assert [gap.indicator for gap in unknown.gaps] == ["V1", "V2"]


def test_a_number_rests_on_as_many_answers_as_the_version_says() -> None:
    two, three = (score(THREE_SIDES, given_values(v, THREE_SIDES)) for v in ("22u", "220"))

    assert two.domains()["A"].status is Status.TOO_FEW
    assert (two.domains()["A"].value, two.domains()["A"].band) == (None, None)
    assert three.domains()["A"].status is Status.SHOWN


def test_a_zero_that_says_somebody_looked_counts_among_what_was_seen() -> None:
    answers = {
        "A1": Answer(Value.ABSENT),
        "A2": Answer(Value.CLEAR, first_hand=False),
        "A3": Answer(Value.ABSENT, first_hand=False),
    }

    def seen(form: Definition) -> list[str]:
        steps = score(form, answers, only_first_hand=True).domains()["A"].steps
        return [step.indicator for step in steps if isinstance(step, CountedStep)]

    assert (seen(THREE_SIDES), seen(SAMPLE)) == (["A1"], [])
