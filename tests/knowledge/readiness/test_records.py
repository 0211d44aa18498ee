"""What the database keeps of self-assessments and reviews, past the application."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from knowledge.readiness import actions
from knowledge.readiness.models import Answer, Assessment, Remark, Reply, Review, ReviewCopy
from stopext.access import clock
from tests.knowledge.refusing import refused
from tests.matrix.readiness import answered, asked, reviewed
from tests.support.rows import rows_of
from tests.support.world import HOME, NEIGHBOUR, Person

LONG_AGO = datetime(2025, 10, 1, tzinfo=UTC)
LATER = LONG_AGO + timedelta(days=1)
SOMEBODY = "Borgmesteren"


def text(_what: str) -> str:
    return "Det har vi set."


def saved(row: Any) -> None:
    row.save(force_insert=True)


def test_what_is_locked_is_locked_now_by_whom_and_gets_no_more(
    lead: Person, done: Assessment
) -> None:
    own: dict[str, Any] = {"municipality_id": HOME}
    born = {"questionnaire_number": 1, "is_locked": True, "locked_at": LONG_AGO}
    assert refused(lead, lambda: saved(Assessment(**own, **born)))
    more = {"assessment_id": done.pk, "statement": "ekstra", "level": "2", "is_locked": True}
    assert refused(lead, lambda: saved(Answer(**own, **more)))
    with lead.acts():
        row = actions.begin(by=lead.actor)
    rows, answers = rows_of(Assessment).filter(pk=row.pk), rows_of(Answer).filter(assessment=row)
    lock = {"is_locked": True, "locked_at": LONG_AGO, "locked_by_name": SOMEBODY}
    assert refused(lead, lambda: rows.update(**lock))  # nothing is answered
    assert refused(lead, lambda: rows.update(started_at=LONG_AGO))
    assert refused(lead, lambda: answers.update(statement="andet"))
    with lead.acts():
        answered(lead, text)
    assert not refused(lead, lambda: rows.update(**lock))
    with lead.acts():
        kept = rows.get()
        assert (kept.locked_by_name, kept.started_by_name) == (lead.actor.name,) * 2
        assert kept.locked_at is not None
        assert kept.locked_at > LATER


def test_what_was_asked_stands_and_is_answered_once(
    lead: Person, neighbour: Person, done: Assessment
) -> None:
    today = clock.today()

    def ask(**said: Any) -> None:
        whole = {"assessment_id": done.pk, "questionnaire_number": done.questionnaire_number}
        more = {"reviewer_id": NEIGHBOUR, "message": "x", "readable_until": today}
        saved(Review(municipality_id=HOME, **{**whole, **more, **said}))

    soon = {"readable_until": today + timedelta(days=9)}
    for forged in (
        {},
        {"readable_until": today + timedelta(days=181)},
        {**soon, "reviewer_id": HOME},
        {**soon, "answer": "x", "answered_at": LONG_AGO},
        {**soon, "questionnaire_number": 99},
    ):
        assert refused(lead, lambda said=forged: ask(**said)), forged
    review = asked(lead, done, NEIGHBOUR, text)
    assert refused(lead, lambda: ask(**soon))  # one at a time
    rows = rows_of(Review).filter(pk=review.pk)
    answer = {"answer": "Tak", "answered_at": LONG_AGO, "answered_by_name": SOMEBODY}
    for forged in (
        {"message": "omskrevet"},
        {"asked_by_name": SOMEBODY},
        {"readable_until": today + timedelta(days=900)},
        answer,
    ):
        assert refused(lead, lambda said=forged: rows.update(**said)), forged
    reviewed(neighbour, review, text)
    assert not refused(lead, lambda: rows.update(**answer))
    with lead.acts():
        kept = rows.get()
        assert (kept.asked_by_name, kept.answered_by_name) == (lead.actor.name,) * 2
        assert kept.answered_at is not None
        assert kept.answered_at > LATER
    assert refused(lead, lambda: rows.update(answer="Noget helt andet"))
    assert refused(lead, lambda: rows.update(answer="", answered_at=None, answered_by_name=""))
    assert not refused(lead, lambda: rows.update(ended_at=LONG_AGO))
    with lead.acts():
        assert rows.get(ended_at__gt=LATER)
    assert refused(lead, lambda: rows.update(ended_at=None))


def test_remarks_are_the_reviewers_until_they_are_handed_in(
    lead: Person, neighbour: Person, done: Assessment
) -> None:
    review = asked(lead, done, NEIGHBOUR, text)
    sides: dict[str, Any] = {"municipality_id": HOME, "reviewer_id": NEIGHBOUR}
    sides["review_id"] = review.pk
    remark = {"theme": "ekstra", "text": "Opdigtet"}
    assert refused(lead, lambda: saved(Remark(**sides, **remark)))
    assert refused(neighbour, lambda: saved(Remark(**sides, **remark)))  # not taken on yet
    for forged in ({"sent_at": LONG_AGO}, {"ended_at": LONG_AGO}, {"is_accepted": False}):
        said = {"is_accepted": True, **forged}
        assert refused(neighbour, lambda said=said: saved(Reply(**sides, **said))), forged
    reviewed(neighbour, review, text, sends=False)
    remarks, reply = rows_of(Remark), rows_of(Reply)
    assert refused(neighbour, lambda: remarks.update(is_sent=True))
    assert refused(neighbour, lambda: saved(Remark(**sides, **remark, is_sent=True)))
    assert refused(neighbour, lambda: reply.update(is_accepted=False, reason="fortrudt"))
    assert refused(neighbour, lambda: reply.update(decided_at=LONG_AGO))
    sent = {"sent_at": LONG_AGO, "sent_by_name": SOMEBODY}
    assert refused(neighbour, lambda: reply.update(sent_by_name=SOMEBODY))
    assert not refused(neighbour, lambda: reply.update(**sent))
    with lead.acts():
        kept = reply.get()
        assert (kept.sent_by_name, kept.decided_by_name) == (neighbour.actor.name,) * 2
        assert kept.sent_at is not None
        assert kept.sent_at > LATER
        assert remarks.filter(is_sent=True).count() == remarks.count() > 0
    assert refused(neighbour, lambda: reply.update(sent_at=None, sent_by_name=""))
    assert refused(neighbour, lambda: saved(Remark(**sides, **remark)))
    assert not refused(neighbour, lambda: reply.update(ended_at=LONG_AGO))
    assert refused(neighbour, lambda: reply.update(ended_at=None))


def test_the_copy_is_what_was_locked_and_goes_with_the_review(
    lead: Person, neighbour: Person, done: Assessment
) -> None:
    review = asked(lead, done, NEIGHBOUR, text)
    copies = rows_of(ReviewCopy)
    assert refused(lead, lambda: copies.all().delete())
    with lead.acts():
        actions.end(by=lead.actor, review=review)
        assert not copies.exists()
    sides = {"municipality_id": HOME, "reviewer_id": NEIGHBOUR, "review_id": review.pk}
    swapped = {"readable_until": clock.today() + timedelta(days=900), "answers": {"falsk": 1}}
    assert refused(lead, lambda: saved(ReviewCopy(**sides, **swapped)))
    again = Review(
        municipality_id=HOME,
        reviewer_id=NEIGHBOUR,
        assessment_id=done.pk,
        questionnaire_number=done.questionnaire_number,
        message="x",
        readable_until=clock.today() + timedelta(days=9),
    )
    with lead.acts():
        saved(again)
        saved(ReviewCopy(**{**sides, "review_id": again.pk}, **swapped))
        kept = copies.get()
        assert kept.readable_until == again.readable_until
        assert (kept.answers.keys() == {"falsk"}, len(kept.answers) > 9) == (False, True)
