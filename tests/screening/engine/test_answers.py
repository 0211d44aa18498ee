from datetime import date

import pytest

from screening.engine.answers import (
    Answer,
    AnswerError,
    Certainty,
    Relevance,
    Trend,
    Value,
    answers_to_plain,
    parse_answers,
)
from screening.engine.judgement import parse_judgement
from screening.wording.faults import tell
from tests.screening.samples import SAMPLE, TODAY

FULL = Answer(
    value=Value.CLEAR,
    rationale="Set i skolegården.",
    source="Lærer",
    certainty=Certainty.CONFIRMED,
    first_hand=False,
    evidence_date=date(2026, 11, 3),
    relevance=Relevance.HIGH,
    trend=Trend.RISING,
    who_could_know="Klasselæreren",
)


@pytest.mark.parametrize(
    ("sign", "level", "needs_rationale"),
    [("0", 0, False), ("1", 1, True), ("2", 2, True), ("u", None, True), ("i", None, True)],
)
def test_values(sign: str, level: int | None, needs_rationale: bool) -> None:
    assert (Value(sign).level, Value(sign).needs_rationale) == (level, needs_rationale)


def test_unanswered_is_the_default_and_has_no_level() -> None:
    assert (Answer().value, Answer().level) == (None, None)


def test_answers_survive_the_way_to_json_and_back() -> None:
    answers = {"A1": FULL, "P2": Answer(Value.UNKNOWN, who_could_know="Lægen"), "G1": Answer()}

    plain = answers_to_plain(answers)

    assert parse_answers(SAMPLE, plain, today=TODAY) == answers
    assert plain["A1"] == {
        "value": "2",
        "rationale": "Set i skolegården.",
        "source": "Lærer",
        "certainty": "confirmed",
        "first_hand": False,
        "evidence_date": "2026-11-03",
        "relevance": "high",
        "trend": "rising",
        "who_could_know": "Klasselæreren",
    }
    assert [type(value) for value in plain["A1"].values()] == [str] * 4 + [bool] + [str] * 4


@pytest.mark.parametrize(
    ("raw", "field", "message"),
    [
        ([], "", "skal være et objekt med felter"),
        ({"farve": 1}, "farve", "feltet kendes ikke"),
        ({"value": "3"}, "value", "skal være en af: 0, 1, 2, u, i"),
        ({"value": 1}, "value", "skal være en af: 0, 1, 2, u, i"),
        ({"value": ["1"]}, "value", "skal være en af: 0, 1, 2, u, i"),
        ({"rationale": 5}, "rationale", "skal være tekst"),
        ({"rationale": "a" * 4001}, "rationale", "er for lang: 4001 tegn, højst 4000"),
        ({"rationale": "a\ud800"}, "rationale", "indeholder usynlige styretegn"),
        ({"source": "a\x00"}, "source", "indeholder usynlige styretegn"),
        ({"certainty": "vist"}, "certainty", "skal være en af: confirmed, probable, unconfirmed"),
        ({"first_hand": "ja"}, "first_hand", "skal være true eller false"),
        ({"evidence_date": "3/11"}, "evidence_date", "skal være en dato på formen 2026-11-30"),
        ({"evidence_date": 20261103}, "evidence_date", "skal være en dato på formen 2026-11-30"),
        ({"evidence_date": "2026-11-24"}, "evidence_date", "ligger i fremtiden"),
        ({"evidence_date": "1899-12-31"}, "evidence_date", "ligger for langt tilbage"),
        ({"relevance": "x"}, "relevance", "skal være en af: low, medium, high"),
        ({"trend": "x"}, "trend", "skal være en af: falling, stable, rising"),
    ],
)  # fmt: skip
def test_a_fault_names_indicator_and_field(raw: object, field: str, message: str) -> None:
    with pytest.raises(AnswerError) as caught:
        parse_answers(SAMPLE, {"A1": raw}, today=TODAY)

    assert [(p.indicator, p.field, tell(p.fault, p.values)) for p in caught.value.problems] == [
        ("A1", field, message)
    ]


def test_faults_of_all_answers_are_reported_at_once() -> None:
    with pytest.raises(AnswerError) as caught:
        parse_answers(SAMPLE, {"Z1": {}, "A1": {"value": "9", "trend": "op"}}, today=TODAY)

    assert [(p.indicator, p.field) for p in caught.value.problems] == [
        ("Z1", ""),
        ("A1", "value"),
        ("A1", "trend"),
    ]


def test_answers_that_are_no_object_are_refused() -> None:
    with pytest.raises(AnswerError):
        parse_answers(SAMPLE, ["A1"], today=TODAY)


def test_today_is_a_possible_date_and_line_breaks_are_kept() -> None:
    raw = {"A1": {"value": "0", "evidence_date": "2026-11-23", "rationale": " a\r\nb "}}

    assert parse_answers(SAMPLE, raw, today=TODAY) == {
        "A1": Answer(Value.ABSENT, rationale="a\r\nb", evidence_date=TODAY)
    }


def test_an_empty_field_is_an_absent_one() -> None:
    raw = {"A1": {"value": None, "evidence_date": None, "certainty": None, "first_hand": None}}

    assert parse_answers(SAMPLE, raw, today=TODAY) == {"A1": Answer()}


@pytest.mark.parametrize("plain", [["low"], "low", 1])
def test_a_judgement_that_is_no_object_is_refused(plain: object) -> None:
    with pytest.raises(ValueError, match="a judgement is a JSON object"):
        parse_judgement(plain)
