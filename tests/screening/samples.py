"""A small definition with every feature, and strategies for answers to it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from hypothesis import strategies as st

from screening.engine.answers import Answer, Answers, Value
from screening.engine.definition import Definition
from screening.engine.parsing import parse_definition

TODAY = date(2026, 11, 23)


def plain_indicator(key: str, **changes: Any) -> dict[str, Any]:
    return {
        "key": key,
        "question": f"Spørgsmål {key}?",
        "counts": "Det, der er set.",
        "does_not_count": "Holdninger.",
        "anchors": ["Intet.", "Noget.", "Meget."],
        "examples": ["Et eksempel."],
    } | changes


def plain_domain(key: str, indicators: list[dict[str, Any]], axis: str = "risk") -> dict[str, Any]:
    return {
        "key": key,
        "title": f"Domæne {key}",
        "description": "Hvad domænet rummer.",
        "axis": axis,
        "indicators": indicators,
    }


def plain_bands() -> list[dict[str, Any]]:
    return [
        {"key": "lidt", "label": "lidt", "lower": "0"},
        {"key": "noget", "label": "noget", "lower": "0.5"},
        {"key": "meget", "label": "meget", "lower": "1.5"},
    ]


def plain_definition(**changes: Any) -> dict[str, Any]:
    """Two risk domains (one with gates), one protective domain longer than a scoring chunk."""
    gate = {"any": [{"indicator": "G1", "at_least": 1}, {"indicator": "G2", "at_least": 2}]}
    chain = {"all": [{"indicator": "G3", "at_least": 2}, {"indicator": "A1", "at_least": 1}]}
    return {
        "key": "proeve",
        "version": "1.0",
        "title": "Prøve",
        "purpose": "At prøve.",
        "limits": "Kun til prøver.",
        "changes": "Første version.",
        "never_counts": ["Tro."],
        "level_labels": ["Ikke til stede", "Delvist", "Tydeligt"],
        "floors": {"domain": "0.5", "axis": "0.4"},
        "bands": {"risk": plain_bands(), "protective": plain_bands()},
        "domains": [
            plain_domain(
                "A",
                [
                    plain_indicator("A1", weight="1.5"),
                    plain_indicator("A2", weight="2", critical=True),
                    plain_indicator("A3", weight="0.5"),
                ],
            ),
            plain_domain(
                "G",
                [
                    plain_indicator("G1"),
                    plain_indicator("G2", weight="0.125"),
                    plain_indicator("G3", show_if=gate, critical=True),
                    plain_indicator("G4", show_if=chain),
                ],
            ),
            plain_domain(
                "P",
                [plain_indicator(f"P{n}", weight=f"0.{n + 2}") for n in range(1, 8)],
                axis="protective",
            ),
        ],
        "subsets": [{"key": "kort", "title": "Kort form", "indicators": ["A2", "P1"]}],
    } | changes


def plain_three_sides() -> dict[str, Any]:
    """What 1.1 brought: a side in words, a fewest number of answers, a 0 that says somebody looked,
    more to ask in the judgement, reasons for weights, and what became of the keys."""
    plain = plain_definition(
        version="1.1",
        floors={"domain": "0.5", "axis": "0.4", "items": 3},
        zero_is_examined=True,
        asks=["citizens_view", "scenarios"],
        changed=[
            {"key": "A1", "meaning": "same", "why": "Tidsrum."},
            {"key": "Z1", "meaning": "removed", "why": "Spejlbillede."},
        ],
    )
    plain["domains"][0]["indicators"][0] |= {
        "within": "det seneste år",
        "calls_for": "health",
        "weight_reason": "Et skøn.",
        "weight_source": "Metodegruppen.",
    }
    needs = [plain_indicator("V1"), plain_indicator("V2", critical=True)]
    plain["domains"].append(plain_domain("V", needs, axis="vulnerability"))
    return plain


SAMPLE = parse_definition(plain_definition())
THREE_SIDES = parse_definition(plain_three_sides())
KEYS = SAMPLE.indicator_keys()


def given_values(values: str, definition: Definition = SAMPLE) -> dict[str, Answer]:
    """`"012u-i"` in the order of the indicators; a minus leaves the indicator unanswered."""
    pairs = zip(definition.indicator_keys(), values, strict=False)
    return {
        key: Answer(Value(sign), rationale="Set.", who_could_know="Skolen.")
        for key, sign in pairs
        if sign != "-"
    }


def answers_for(definition: Definition) -> st.SearchStrategy[dict[str, Answer]]:
    """Any set of answers, with gaps, to any of the indicators."""
    answer = st.builds(
        Answer,
        value=st.sampled_from([None, *Value]),
        first_hand=st.sampled_from([None, False, True]),
    )
    return st.dictionaries(st.sampled_from(definition.indicator_keys()), answer)


def replaced(answers: Answers, key: str, value: Value | None) -> Mapping[str, Answer]:
    return {**answers, key: Answer(value)}
