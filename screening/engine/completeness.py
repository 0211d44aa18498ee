"""What is still missing before a rating may be locked, and how far the rater has come."""

from dataclasses import dataclass

from screening.engine.answers import UNANSWERED, Answer, Answers, Value, visible_keys
from screening.engine.definition import Definition, Domain


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts of visible indicators. Progress is told by answered and known, never by values."""

    asked: int
    answered: int
    known: int

    @property
    def is_complete(self) -> bool:
        return self.answered == self.asked


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that hinders a lock or a shared rating: which field of which indicator."""

    indicator: str
    field: str


def progress(definition: Definition, answers: Answers, *, domain: Domain | None = None) -> Progress:
    """How much is answered and known, in one domain or in all of them."""
    visible = visible_keys(definition, answers)
    indicators = domain.indicators if domain else definition.indicators()
    asked = [answers.get(i.key, UNANSWERED) for i in indicators if i.key in visible]
    return Progress(
        asked=len(asked),
        answered=sum(answer.value is not None for answer in asked),
        known=sum(answer.level is not None for answer in asked),
    )


def gaps(definition: Definition, answers: Answers) -> tuple[Lack, ...]:
    """Everything that hinders locking, in the order of the questions; empty when complete.

    A level of 1 or 2, “ved ikke” and “ikke relevant” need a rationale; “ved ikke” also needs who
    could know.
    """
    visible = visible_keys(definition, answers)
    return tuple(
        gap
        for key in definition.indicator_keys()
        if key in visible
        for gap in _answer_gaps(key, answers.get(key, UNANSWERED))
    )


def _answer_gaps(key: str, answer: Answer) -> list[Lack]:
    if answer.value is None:
        return [Lack(key, "value")]
    missing = []
    if answer.value.needs_rationale and not answer.rationale.strip():
        missing.append(Lack(key, "rationale"))
    if answer.value is Value.UNKNOWN and not answer.who_could_know.strip():
        missing.append(Lack(key, "who_could_know"))
    return missing
