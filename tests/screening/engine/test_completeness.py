import pytest

from screening.engine.answers import Answer, Value
from screening.engine.completeness import Progress, gaps, progress
from screening.engine.pages import pages_of
from screening.engine.parsing import parse_definition
from tests.screening.samples import (
    KEYS,
    SAMPLE,
    given_values,
    plain_definition,
    plain_domain,
    plain_indicator,
)

COMPLETE = "000" + "00--" + "0000000"


def test_a_full_rating_has_no_gaps() -> None:
    answers = given_values(COMPLETE)

    assert gaps(SAMPLE, answers) == ()
    assert progress(SAMPLE, answers) == Progress(asked=12, answered=12, known=12)
    assert progress(SAMPLE, answers).is_complete


def test_an_empty_rating_lacks_every_visible_indicator_in_order() -> None:
    found = gaps(SAMPLE, {})

    assert [gap.indicator for gap in found] == [k for k in KEYS if k not in ("G3", "G4")]
    assert {gap.field for gap in found} == {"value"}


@pytest.mark.parametrize(
    ("answer", "fields"),
    [
        (Answer(Value.ABSENT), []),
        (Answer(Value.NOT_RELEVANT), ["rationale"]),
        (Answer(Value.NOT_RELEVANT, rationale="Går ikke i skole."), []),
        (Answer(Value.PARTIAL), ["rationale"]),
        (Answer(Value.CLEAR, rationale="  "), ["rationale"]),
        (Answer(Value.CLEAR, rationale="Set."), []),
        (Answer(Value.UNKNOWN), ["rationale", "who_could_know"]),
        (Answer(Value.UNKNOWN, rationale="Ingen har spurgt."), ["who_could_know"]),
        (Answer(Value.UNKNOWN, rationale="Nej.", who_could_know="Skolen"), []),
        (Answer(None, rationale="Kun en tanke."), ["value"]),
    ],
)
def test_what_each_value_needs(answer: Answer, fields: list[str]) -> None:
    answers = given_values(COMPLETE) | {"A1": answer}

    found = [(gap.indicator, gap.field) for gap in gaps(SAMPLE, answers)]

    assert found == [("A1", field) for field in fields]


def test_a_critical_question_is_not_set_aside_without_a_reason() -> None:
    critical = [i.key for i in SAMPLE.indicators() if i.critical and i.show_if is None]
    answers = given_values(COMPLETE) | {key: Answer(Value.NOT_RELEVANT) for key in critical}

    assert critical == ["A2"]
    assert [(gap.indicator, gap.field) for gap in gaps(SAMPLE, answers)] == [("A2", "rationale")]


def test_an_opened_question_must_be_answered_and_a_closed_one_not() -> None:
    opened = given_values("000" + "20--" + "0000000")
    assert [gap.indicator for gap in gaps(SAMPLE, opened)] == ["G3"]

    closed = given_values("000" + "00" + "--" + "0000000") | {"G3": Answer(Value.CLEAR)}
    assert gaps(SAMPLE, closed) == ()


def test_progress_of_one_domain_counts_answered_and_known_apart() -> None:
    answers = given_values("0u-" + "i---" + "0000000")

    assert progress(SAMPLE, answers, domain=SAMPLE.domains[0]) == Progress(3, 2, 1)
    assert progress(SAMPLE, answers, domain=SAMPLE.domains[1]) == Progress(2, 1, 0)
    assert not progress(SAMPLE, answers).is_complete


def test_a_domain_that_asks_nothing_yet_has_no_page() -> None:
    rule = {"any": [{"indicator": "A1", "at_least": 2}]}
    domains = plain_definition()["domains"]
    late = plain_domain("X", [plain_indicator("X1", show_if=rule)])
    form = parse_definition(plain_definition(domains=[*domains[:2], late, domains[2]]))

    closed = [page.domain.key for page in pages_of(form, {"A1": Answer(Value.PARTIAL)})]
    opened = [page.domain.key for page in pages_of(form, {"A1": Answer(Value.CLEAR)})]

    assert (closed, opened) == (["A", "G", "P"], ["A", "G", "X", "P"])
