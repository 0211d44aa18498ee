"""What a rater answers: a level, an honest “ved ikke”, “ikke relevant”, or nothing yet.

Unanswered is the default and is never read as “ikke til stede”.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import TypeAlias, TypeVar

from screening.engine.definition import Definition, Plain

MAX_TEXT = 4000
OLDEST_EVIDENCE = date(1900, 1, 1)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Value(StrEnum):
    """The answer itself. The texts are the keys used in forms, JSON and on the keyboard."""

    ABSENT = "0"
    PARTIAL = "1"
    CLEAR = "2"
    UNKNOWN = "u"
    NOT_RELEVANT = "i"

    @property
    def level(self) -> int | None:
        """0, 1 or 2 when known; None for unknown and not relevant."""
        return _LEVELS[self]

    @property
    def needs_rationale(self) -> bool:
        return self in (Value.PARTIAL, Value.CLEAR, Value.UNKNOWN)


_LEVELS: dict[Value, int | None] = {
    Value.ABSENT: 0,
    Value.PARTIAL: 1,
    Value.CLEAR: 2,
    Value.UNKNOWN: None,
    Value.NOT_RELEVANT: None,
}


class Certainty(StrEnum):
    CONFIRMED = "bekraeftet"
    PROBABLE = "sandsynligt"
    UNCONFIRMED = "ubekraeftet"


class Relevance(StrEnum):
    """How much a present indicator matters for this citizen, apart from its presence."""

    LOW = "lav"
    MEDIUM = "middel"
    HIGH = "hoej"


class Trend(StrEnum):
    FALLING = "aftagende"
    STABLE = "stabil"
    RISING = "stigende"


@dataclass(frozen=True, slots=True)
class Answer:
    """One rater's answer to one indicator, with what it rests on. `value` None: not answered."""

    value: Value | None = None
    rationale: str = ""
    source: str = ""
    certainty: Certainty | None = None
    first_hand: bool | None = None
    evidence_date: date | None = None
    relevance: Relevance | None = None
    trend: Trend | None = None
    who_could_know: str = ""

    @property
    def level(self) -> int | None:
        return None if self.value is None else self.value.level


UNANSWERED = Answer()
Answers: TypeAlias = Mapping[str, Answer]

_TEXT_FIELDS = ("rationale", "source", "who_could_know")
_FIELDS = frozenset(field.name for field in fields(Answer))

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class AnswerProblem:
    """A fault or a gap in an answer: which indicator, which field, and what, in Danish."""

    indicator: str
    field: str
    message: str


class AnswerError(ValueError):
    """The answers cannot be stored; `problems` lists every fault found."""

    def __init__(self, problems: list[AnswerProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{p.indicator}.{p.field}: {p.message}" for p in problems))


def levels(answers: Answers) -> dict[str, int | None]:
    return {key: answer.level for key, answer in answers.items()}


def visible_keys(definition: Definition, answers: Answers) -> frozenset[str]:
    """The indicators that are asked, given these answers."""
    return definition.visible_keys(levels(answers))


def to_plain(answer: Answer) -> Plain:
    """The answer as JSON values; empty fields are left out."""
    plain: Plain = {}
    for field in fields(Answer):
        value: object = getattr(answer, field.name)
        if value is not None and value != "":
            plain[field.name] = value.isoformat() if isinstance(value, date) else value
    return {name: str(v) if isinstance(v, StrEnum) else v for name, v in plain.items()}


def answers_to_plain(answers: Answers) -> dict[str, Plain]:
    """All answers as JSON values, sorted by key, so equal answers give equal text."""
    return {key: to_plain(answer) for key, answer in sorted(answers.items())}


def parse_answers(definition: Definition, raw: object, *, today: date) -> dict[str, Answer]:
    """Answers from untrusted JSON. Raises AnswerError with every fault.

    A draft may be incomplete: gaps are `completeness.gaps`, not faults.
    """
    if not isinstance(raw, dict):
        raise AnswerError([AnswerProblem("", "", "svarene skal være et objekt med nøgler")])
    known = frozenset(definition.indicator_keys())
    problems: list[AnswerProblem] = []
    answers: dict[str, Answer] = {}
    for key, plain in raw.items():
        if key not in known:
            problems.append(AnswerProblem(str(key), "", "indikatoren findes ikke i versionen"))
            continue
        try:
            answers[key] = parse_answer(key, plain, today=today)
        except AnswerError as error:
            problems += error.problems
    if problems:
        raise AnswerError(problems)
    return answers


def parse_answer(key: str, raw: object, *, today: date) -> Answer:
    """One answer from untrusted JSON. Raises AnswerError with every fault."""
    reader = _AnswerReader(key, raw, today)
    texts = {name: reader.text(name) for name in _TEXT_FIELDS}
    answer = Answer(
        value=reader.choice("value", Value),
        certainty=reader.choice("certainty", Certainty),
        first_hand=reader.flag("first_hand"),
        evidence_date=reader.date("evidence_date"),
        relevance=reader.choice("relevance", Relevance),
        trend=reader.choice("trend", Trend),
        **texts,
    )
    if reader.problems:
        raise AnswerError(reader.problems)
    return answer


class _AnswerReader:
    def __init__(self, key: str, raw: object, today: date) -> None:
        self.key = key
        self.today = today
        self.problems: list[AnswerProblem] = []
        self.raw: dict[str, object] = raw if isinstance(raw, dict) else {}
        if not isinstance(raw, dict):
            self.fault("", "svaret skal være et objekt med felter")
        for name in sorted(str(name) for name in set(self.raw) - _FIELDS):
            self.fault(name, "feltet kendes ikke")

    def fault(self, field: str, message: str) -> None:
        self.problems.append(AnswerProblem(self.key, field, message))

    def text(self, name: str) -> str:
        value = self.raw.get(name, "")
        if not isinstance(value, str):
            self.fault(name, "skal være tekst")
            return ""
        if len(value) > MAX_TEXT:
            self.fault(name, f"er for lang: {len(value)} tegn, højst {MAX_TEXT}")
        if CONTROL.search(value):
            self.fault(name, "indeholder usynlige styretegn")
        return value.strip()

    def choice(self, name: str, options: type[Choice]) -> Choice | None:
        value = self.raw.get(name)
        if value is None:
            return None
        for option in options:
            if option.value == value:
                return option
        self.fault(name, f"skal være en af: {', '.join(option.value for option in options)}")
        return None

    def flag(self, name: str) -> bool | None:
        value = self.raw.get(name)
        if value is None or isinstance(value, bool):
            return value
        self.fault(name, "skal være ja eller nej")
        return None

    def date(self, name: str) -> date | None:
        value = self.raw.get(name)
        if value is None:
            return None
        try:
            found = date.fromisoformat(value) if isinstance(value, str) else None
        except ValueError:
            found = None
        if found is None:
            self.fault(name, "skal være en dato på formen 2026-11-30")
        elif found > self.today:
            self.fault(name, "ligger i fremtiden")
        elif found < OLDEST_EVIDENCE:
            self.fault(name, "ligger for langt tilbage")
        return found
