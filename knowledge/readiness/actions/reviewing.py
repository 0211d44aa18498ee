"""Ask another municipality to review, take it on or not, write and send remarks, answer, end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from knowledge.readiness.choices import OVERALL, State
from knowledge.readiness.models import Assessment, Remark, Reply, Review, ReviewCopy
from knowledge.readiness.policies import OPEN, check_can_write, check_state, until_fault
from knowledge.readiness.reviews import reply_of, reviews_of, state_of
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.accounts.models import Authority
from stopext.audit.record import note
from stopext.web.dates import format_datetime


@transaction.atomic
def ask(
    *, by: Actor, assessment: Assessment, reviewer: Authority, message: str, until: date
) -> Review:
    """Ask one other municipality to review a locked self-assessment; it reads a copy until it is
    ended or ``until`` is over. Asking the same one again changes nothing.

    Raises:
        Refused: the role may not, or somebody else is at it already.
        ObjectDoesNotExist: the self-assessment is not the actor's own, or is open.
        Invalid: the own municipality, or a day that is past or too far off.
    """
    check_can_write(by)
    own = Assessment.objects.for_actor(by)
    row = own.get(pk=assessment.pk, is_locked=True)
    if reviewer.pk == by.authority_id:
        raise Invalid(_("Vælg en anden kommune end jeres egen."), "reviewer")
    if fault := until_fault(until, clock.today()):
        raise Invalid(fault, "readable_until")
    _hold(row.pk)
    for other in reviews_of(by).filter(assessment=row):
        if state_of(other) in OPEN:
            if (other.reviewer_id, other.message) == (reviewer.pk, message):
                return other  # type: ignore[no-any-return]
            told = _(
                "Selvvurderingen er allerede sendt til %(name)s, %(when)s af %(by)s. Gennemgangen "
                "står under Selvvurdering."
            )
            when = format_datetime(other.asked_at)
            names = {"name": other.reviewer.name, "by": other.asked_by_name}
            raise Refused(told % {**names, "when": when})
    made = Review(
        municipality_id=by.authority_id,
        reviewer=reviewer,
        assessment=row,
        questionnaire_number=row.questionnaire_number,
        message=message,
        readable_until=until,
        asked_by_name=by.name,
    )
    made.save(force_insert=True)
    _copy(row, made)
    note("readiness.ask", "readiness.review", made.pk)
    return made


def _copy(row: Assessment, review: Review) -> None:
    ReviewCopy(
        **_of(review),
        readable_until=review.readable_until,
        answers={
            one.statement: {"level": one.level, "note": one.note, "link": one.link}
            for one in row.answers.all()
        },
    ).save(force_insert=True)


def _of(review: Review) -> dict[str, Any]:
    return {
        "review": review,
        "municipality_id": review.municipality_id,
        "reviewer_id": review.reviewer_id,
    }


@transaction.atomic
def reply(*, by: Actor, review: Review, accepts: bool, reason: str) -> Reply:
    """Take a review on, with empty remarks to write in, or say no, which takes the copy away. Once;
    the same answer again changes nothing.

    Raises:
        Refused: the role may not, or it is not asked any more.
        ObjectDoesNotExist: the actor's municipality was not asked.
        Invalid: no reason for a no.
    """
    row = _as_reviewer(by, review)
    said = reply_of(row)
    if said and (said.is_accepted, said.reason) == (accepts, reason):
        return said
    check_state(state_of(row), State.ASKED)
    if not accepts and not reason.strip():
        raise Invalid(_("Skriv, hvorfor I siger nej."), "reason")
    made = Reply(**_of(row), is_accepted=accepts, reason=reason, decided_by_name=by.name)
    made.save(force_insert=True)
    if accepts:
        for theme in (*(one.code for one in row.questions.themes), OVERALL):
            Remark(**_of(row), theme=theme).save(force_insert=True)
    else:
        _take_copy_away(by, row)
    note("readiness.reply", "readiness.review", row.pk, details={"accepts": accepts})
    return made


@transaction.atomic
def remark(*, by: Actor, review: Review, version: int, said: Mapping[str, str]) -> int:
    """What is said by theme, finished or not; answers the version that is stored now.

    Raises:
        Refused: the role may not, or the review is not being written.
        ObjectDoesNotExist: the actor's municipality was not asked.
        Conflict: something was changed since ``version``, which counts all remarks.
    """
    row = _as_reviewer(by, review)
    check_state(state_of(row), State.ACCEPTED)
    remarks = list(Remark.objects.for_actor(by).filter(review=row))
    changed = [one for one in remarks if one.text != said[one.theme]]
    stored: int = sum(one.edits for one in remarks)
    if not changed:
        return stored
    if stored != version:
        raise Conflict(_("Det samme er ændret imens, af en kollega eller i et andet vindue."))
    for one in changed:
        one.text = said[one.theme]
        one.edits += 1
        one.save(update_fields=["text", "edits"])
    note("readiness.remark", "readiness.review", row.pk)
    return stored + len(changed)


@transaction.atomic
def send(*, by: Actor, review: Review) -> None:
    """Let who asked read the remarks, which stand from now on.

    Raises:
        Refused: the role may not, or the review is not being written.
        ObjectDoesNotExist: the actor's municipality was not asked.
        Invalid: nothing is written overall.
    """
    row = _as_reviewer(by, review)
    check_state(state_of(row), State.ACCEPTED)
    remarks = Remark.objects.for_actor(by).filter(review=row)
    if not remarks.get(theme=OVERALL).text.strip():
        raise Invalid(_("Skriv en samlet bemærkning, før I sender."), OVERALL)
    said = row.replies.get()  # with which the database lets the remarks be read
    said.sent_at, said.sent_by_name = clock.now(), by.name
    said.save(update_fields=["sent_at", "sent_by_name"])
    note("readiness.send", "readiness.review", row.pk)


@transaction.atomic
def respond(*, by: Actor, review: Review, text: str) -> None:
    """What who asked answers to the remarks, once. The same again changes nothing.

    Raises:
        Refused: the role may not, or there are no remarks to answer.
        ObjectDoesNotExist: the actor's municipality did not ask.
    """
    row = _as_owner(by, review)
    if row.answer == text and row.answered_at:
        return
    check_state(state_of(row), State.SENT)
    row.answer, row.answered_at, row.answered_by_name = text, clock.now(), by.name
    row.save(update_fields=["answer", "answered_at", "answered_by_name"])
    note("readiness.respond", "readiness.review", row.pk)


@transaction.atomic
def end(*, by: Actor, review: Review) -> None:
    """End a review from either side: the other municipality's copy goes, and both keep what they
    wrote. Nothing when it is over.

    Raises:
        Refused: the role may not, or who was asked has not answered: then a no is what to say.
        ObjectDoesNotExist: the actor's municipality is no side of it.
    """
    check_can_write(by)
    is_owner = review.municipality_id == by.authority_id
    row = _as_owner(by, review) if is_owner else _as_reviewer(by, review)
    if state_of(row) not in OPEN:
        return
    side = row if is_owner else reply_of(row)
    if side is None:
        raise Refused(_("Svar først ja eller nej."))
    side.ended_at = clock.now()
    side.save(update_fields=["ended_at"])
    _take_copy_away(by, row)
    note("readiness.end", "readiness.review", row.pk)


def _take_copy_away(by: Actor, review: Review) -> None:
    ReviewCopy.objects.for_actor(by).filter(review=review).delete()


def _as_owner(by: Actor, review: Review) -> Review:
    return _held(by, review, municipality_id=by.authority_id)


def _as_reviewer(by: Actor, review: Review) -> Review:
    return _held(by, review, reviewer_id=by.authority_id)


def _held(by: Actor, review: Review, **side: int) -> Review:
    check_can_write(by)
    _hold(review.pk)
    found: Review = reviews_of(by).get(pk=review.pk, **side)
    return found


def _hold(pk: object) -> None:
    """One at a time, from either side: neither may lock the other's rows."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(pk)])
