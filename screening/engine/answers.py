"""What a rater answers: a level, an honest “ved ikke”, “ikke relevant”, or nothing yet.

Unanswered is the default and is never read as “ikke til stede”.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, PlainValidator, TypeAdapter, ValidationError, ValidationInfo

from screening.engine.definition import Definition
from screening.engine.faults import Fault, fail, problems_of
from screening.engine.plain import Plain, plain_fields
from screening.engine.shapes import Flag, OnlyFields, maybe, one_of

MAX_TEXT = 4000
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
OLDEST_EVIDENCE = date(1900, 1, 1)


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
        """All but “ikke til stede”: what is set aside as not relevant is explained as well."""
        return self is not Value.ABSENT


_LEVELS: dict[Value, int | None] = {
    Value.ABSENT: 0,
    Value.PARTIAL: 1,
    Value.CLEAR: 2,
    Value.UNKNOWN: None,
    Value.NOT_RELEVANT: None,
}


class Certainty(StrEnum):
    CONFIRMED = "confirmed"
    PROBABLE = "probable"
    UNCONFIRMED = "unconfirmed"


class Relevance(StrEnum):
    """How much a present indicator matters for this citizen, apart from its presence."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Trend(StrEnum):
    FALLING = "falling"
    STABLE = "stable"
    RISING = "rising"


def _text(value: str) -> str:
    if len(value) > MAX_TEXT:
        raise fail(Fault.TOO_LONG, length=len(value), most=MAX_TEXT)
    if CONTROL.search(value):
        raise fail(Fault.INVISIBLE)
    return value.strip()


def _past_date(value: object, info: ValidationInfo[dict[str, date]]) -> date | None:
    if value is None:
        return None
    try:
        found = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        found = None
    if found is None:
        raise fail(Fault.NO_DATE)
    if found > info.context["today"]:
        raise fail(Fault.FUTURE)
    if found < OLDEST_EVIDENCE:
        raise fail(Fault.TOO_OLD)
    return found


_Text: TypeAlias = Annotated[str, AfterValidator(_text)]


@dataclass(frozen=True, slots=True)
class Answer(OnlyFields):
    """One rater's answer to one indicator, with what it rests on. `value` None: not answered."""

    value: Annotated[Value | None, PlainValidator(maybe(one_of(Value)))] = None
    rationale: _Text = ""
    source: _Text = ""
    certainty: Annotated[Certainty | None, PlainValidator(maybe(one_of(Certainty)))] = None
    first_hand: Flag | None = None
    evidence_date: Annotated[date | None, PlainValidator(_past_date)] = None
    relevance: Annotated[Relevance | None, PlainValidator(maybe(one_of(Relevance)))] = None
    trend: Annotated[Trend | None, PlainValidator(maybe(one_of(Trend)))] = None
    who_could_know: _Text = ""

    @property
    def level(self) -> int | None:
        return None if self.value is None else self.value.level


UNANSWERED = Answer()
Answers: TypeAlias = Mapping[str, Answer]
_READER = TypeAdapter(Answer)


@dataclass(frozen=True, slots=True)
class AnswerProblem:
    """A fault in an answer: which indicator, which field, what, and with which values."""

    indicator: str
    field: str
    fault: Fault
    values: Mapping[str, object]


class AnswerError(ValueError):
    """The answers cannot be stored; `problems` lists every fault found."""

    def __init__(self, problems: list[AnswerProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.indicator}.{p.field}: {p.fault}" for p in problems))


def levels(answers: Answers) -> dict[str, int | None]:
    return {key: answer.level for key, answer in answers.items()}


def visible_keys(definition: Definition, answers: Answers) -> frozenset[str]:
    """The indicators that are asked, given these answers."""
    return definition.visible_keys(levels(answers))


def answers_to_plain(answers: Answers) -> dict[str, Plain]:
    """All answers as JSON values, sorted by key, so equal answers give equal text."""
    return {key: plain_fields(answer) for key, answer in sorted(answers.items())}


def parse_answers(definition: Definition, raw: object, *, today: date) -> dict[str, Answer]:
    """Answers from untrusted JSON. Raises AnswerError with every fault.

    A draft may be incomplete: gaps are `completeness.gaps`, not faults.
    """
    if not isinstance(raw, dict):
        raise AnswerError([AnswerProblem("", "", Fault.NO_OBJECT, {})])
    known = frozenset(definition.indicator_keys())
    problems: list[AnswerProblem] = []
    answers: dict[str, Answer] = {}
    for key, plain in raw.items():
        if key not in known:
            problems.append(AnswerProblem(str(key), "", Fault.NO_INDICATOR, {"key": key}))
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
    try:
        return _READER.validate_python(raw, context={"today": today})
    except ValidationError as error:
        found = [AnswerProblem(key, p.path, p.fault, p.values) for p in problems_of(error)]
        raise AnswerError(found) from error
