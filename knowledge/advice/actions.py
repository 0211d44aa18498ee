"""What both sides do with a thread of advice: the only writers of it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from knowledge.advice import policies
from knowledge.advice.choices import Side, Status
from knowledge.advice.models import Message, Thread
from knowledge.advice.reminders import ANSWERED, ASKED
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.accounts.models import CENTRE
from stopext.audit.record import note
from stopext.notifications import actions as notices
from stopext.notifications.sending import notify


@transaction.atomic
def ask(
    *, by: Actor, subject: str, text: str, about: str = "", numbers_known: bool = False
) -> Thread:
    """The municipality asks about its plan, or a part of it. Advisers are told by a job, because
    the municipality does not know who they are.

    Raises:
        Refused: not who writes the municipality's plan.
    """
    policies.check_municipality(by)
    made = Thread(municipality_id=by.authority_id, subject=subject, about=about, status=Status.NEW)
    made.save(force_insert=True)
    _write(by, made, Side.MUNICIPALITY, text)
    note("advice.ask", "advice.thread", made.pk, details={"numbers_known": numbers_known})
    return made


@transaction.atomic
def take(*, by: Actor, pk: UUID) -> Thread:
    """The adviser takes the thread, also from a colleague; nothing when it is hers. The draft was
    opened to that colleague, and is closed until the municipality opens it anew.

    Raises:
        Refused: not an adviser, or it is closed. ObjectDoesNotExist: there is none.
    """
    policies.check_adviser(by)
    row = _hold(by, pk)
    if row.is_closed:
        raise Refused(_("Sparringen er lukket. Kommunen kan åbne den igen."))
    if row.adviser_id == by.user_id:
        return row
    if row.status == Status.NEW:
        row.status = Status.IN_PROGRESS
    if row.adviser_id is not None:
        row.draft_until = None
    row.adviser_id, row.adviser_name = by.user_id, by.name
    _store(row, "status", "adviser_id", "adviser_name", "draft_until")
    note("advice.take", "advice.thread", row.pk)
    return row


@transaction.atomic
def reply(*, by: Actor, pk: UUID, text: str, seen: int, numbers_known: bool = False) -> Message:
    """One more message. Whoever answers has read what stood there when she began: ``seen`` is the
    thread's count at that time.

    Raises:
        Refused: closed, or an adviser who has not taken it. ObjectDoesNotExist: there is none.
    """
    row = _hold(by, pk)
    side = policies.check_can_write(by, row)
    _mark_read(by, row, side, seen)
    notices.mark_read(by=by, about=pk)
    made = _write(by, row, side, text)
    if side is Side.CENTRE:
        row.status = Status.ANSWERED
    elif row.adviser_id is not None:
        row.status = Status.IN_PROGRESS
    row.changed_at = made.at
    _store(row, "status", "changed_at")
    _tell(row, made)
    note("advice.reply", "advice.thread", row.pk, details={"numbers_known": numbers_known})
    return made


@transaction.atomic
def correct(
    *, by: Actor, pk: UUID, version: int, text: str, numbers_known: bool = False
) -> Message:
    """Other words in one's own message, which the other side has not said it has read. What stood
    there before is kept, and both sides see it. Nothing when it is stored so already.

    Raises:
        Refused: somebody else's, read already, or the thread is closed.
        Conflict: changed since ``version``. ObjectDoesNotExist: there is none.
    """
    thread = _hold(by, Message.objects.for_actor(by).get(pk=pk).thread_id)
    row: Message = Message.objects.for_actor(by).select_for_update().get(pk=pk)
    policies.check_can_write(by, thread)
    if fault := policies.correction_fault(by, row):
        raise Refused(fault)
    if row.text == text:
        return row
    if row.edits != version:
        raise Conflict(_("Du har rettet beskeden i et andet vindue."))
    row.earlier = [*row.earlier, {"text": row.text, "until": clock.now().isoformat()}]
    thread.edits += 1
    row.text, row.stamp, row.edits = text, thread.edits, row.edits + 1
    row.save(update_fields=["text", "stamp", "edits", "earlier"])
    thread.save(update_fields=["edits"])
    note("advice.correct", "advice.message", row.pk, details={"numbers_known": numbers_known})
    return row


@transaction.atomic
def mark_read(*, by: Actor, pk: UUID, seen: int) -> int:
    """The actor says that she has read what the other side wrote, as it stood at ``seen``; answers
    how many messages that were news.

    Raises:
        Refused: the role has no part in it. ObjectDoesNotExist: there is none.
    """
    side = policies.side_of(by)
    number = _mark_read(by, _hold(by, pk), side, seen)
    notices.mark_read(by=by, about=pk)
    if number:
        note("advice.read", "advice.thread", pk, details={"number": number})
    return number


@transaction.atomic
def open_draft(*, by: Actor, pk: UUID, until: date | None) -> Thread:
    """Let the adviser who has taken the thread read the municipality's draft until a day, or (none)
    no longer. Nothing when it is so already.

    Raises:
        Refused: not the municipality, or it is closed. Invalid: the day is gone or too far away.
        ObjectDoesNotExist: there is none.
    """
    policies.check_municipality(by)
    row = _hold(by, pk)
    policies.check_can_write(by, row)
    if fault := policies.consent_fault(until, clock.today()):
        raise Invalid(fault, field="until")
    if row.draft_until != until:
        row.draft_until = until
        _store(row, "draft_until")
        note("advice.open_draft", "advice.thread", row.pk, details={"until": str(until or "")})
    return row


@transaction.atomic
def close(*, by: Actor, pk: UUID) -> Thread:
    """The municipality needs no more; the adviser reads its draft no longer. Nothing when it is
    closed.

    Raises:
        Refused: not the municipality. ObjectDoesNotExist: there is none.
    """
    policies.check_municipality(by)
    row = _hold(by, pk)
    if not row.is_closed:
        row.status, row.draft_until, row.changed_at = Status.CLOSED, None, clock.now()
        _store(row, "status", "draft_until", "changed_at")
        note("advice.close", "advice.thread", row.pk)
    return row


@transaction.atomic
def reopen(*, by: Actor, pk: UUID) -> Thread:
    """The municipality goes on; the adviser who had it has it again. Nothing when it is open.

    Raises:
        Refused: not the municipality. ObjectDoesNotExist: there is none.
    """
    policies.check_municipality(by)
    row = _hold(by, pk)
    if row.is_closed:
        row.status = Status.IN_PROGRESS if row.adviser_id else Status.NEW
        row.changed_at = clock.now()
        _store(row, "status", "changed_at")
        note("advice.reopen", "advice.thread", row.pk)
    return row


def _hold(by: Actor, pk: UUID) -> Thread:
    row: Thread = Thread.objects.for_actor(by).select_for_update().get(pk=pk)
    return row


def _store(row: Thread, *names: str) -> None:
    row.save(update_fields=names)


def _write(by: Actor, thread: Thread, side: Side, text: str) -> Message:
    thread.edits += 1
    made = Message(
        municipality_id=thread.municipality_id,
        thread=thread,
        side=side,
        text=text,
        by_user=by.user_id,
        by_name=by.name,
        stamp=thread.edits,
    )
    made.save(force_insert=True)
    thread.save(update_fields=["edits"])
    return made


def _mark_read(by: Actor, thread: Thread, side: Side, seen: int) -> int:
    rows = Message.objects.for_actor(by).filter(
        thread=thread, read_at__isnull=True, stamp__lte=seen
    )
    return int(rows.exclude(side=side).update(read_at=clock.now(), read_by_name=by.name))


def _tell(thread: Thread, made: Message) -> None:
    """The adviser who has it, or who has written in it for the municipality."""
    if made.side == Side.MUNICIPALITY:
        people = [thread.adviser_id] if thread.adviser_id else []
        kind, place = ASKED, CENTRE
    else:
        rows = thread.messages.filter(side=Side.MUNICIPALITY).order_by()
        people = list(rows.values_list("by_user", flat=True).distinct())
        kind, place = ANSWERED, thread.municipality_id
    notify(kind, authority_id=place, to=people, about=thread.pk, occasion=str(made.pk))
