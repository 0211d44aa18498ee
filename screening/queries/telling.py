"""Where a protected source is told of in what the municipality lets the police read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from screening.engine.agreement import Decision
from screening.engine.answers import UNANSWERED, visible_keys
from screening.engine.judgement import Judgement
from screening.models.subject import telling
from screening.queries.dossier import Dossier
from screening.wording.labels import ANSWER_TEXTS, DECISION_TEXTS, JUDGEMENT_TEXTS

#: A text with the place where it stands.
Placed = tuple[str, str]


def told_by(dossier: Dossier, texts: Iterable[Placed]) -> list[str]:
    """The places that tell who a protected source is. None where the police read nothing of it:
    they are not asked, or their access was ended. That it ran out is not enough, for it can be
    prolonged."""
    row = dossier.screening
    reads_too = row.district_id is not None and row.revoked_at is None
    if not (dossier.is_municipality and reads_too):
        return []
    return telling(dossier.actor, row.subject_id, [each for each in texts if each[1]])


def told_by_rating(dossier: Dossier) -> list[str]:
    """The same of the actor's own rating, as it is locked."""
    rating = dossier.mine
    if rating is None:
        return []
    answers = rating.read_answers()
    asked = visible_keys(dossier.form, answers)
    answered = (
        (f"{key} {label}", getattr(answers.get(key, UNANSWERED), name))
        for key in dossier.form.indicator_keys()
        if key in asked
        for name, label in ANSWER_TEXTS.items()
    )
    return told_by(dossier, [*answered, *words_of(rating.read_judgement())])


def words_of(judgement: Judgement) -> Iterator[Placed]:
    """What is written in a judgement."""
    for name, label in JUDGEMENT_TEXTS.items():
        yield str(label), getattr(judgement, name)


def words_of_both(decisions: Mapping[str, Decision], judgement: Judgement) -> Iterator[Placed]:
    """What is written in a joint assessment."""
    for key, decision in decisions.items():
        for name, label in DECISION_TEXTS.items():
            yield f"{key} {label}", getattr(decision, name)
    yield from words_of(judgement)
