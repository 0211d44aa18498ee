"""Answer in a hearing, and say what became of an answer."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from knowledge.hearings import guests
from knowledge.hearings.guests import Asked, Guest
from knowledge.hearings.models import Answer
from knowledge.hearings.policies import check_can_work, verdict_fault
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.audit import record
from stopext.notifications.actions import mark_read


@transaction.atomic
def keep(*, guest: Guest, asked: Asked, part: UUID, version: int, text: str) -> None:
    """Keep an answer to one part without sending it. Nothing when it stands so already.

    Raises:
        Conflict: it was changed since ``version``. Refused: the hearing has ended meanwhile.
    """
    done = guests.keep(guest, part, text, version)
    if done == "conflict":
        raise Conflict(_("Svaret er ændret i et andet vindue."))
    _check(done)
    _log(guest, asked, "hearing.keep")


@transaction.atomic
def send(*, guest: Guest, asked: Asked) -> None:
    """Send everything that is kept. Sent twice it is sent once.

    Raises:
        Refused: the hearing has ended meanwhile.
    """
    _check(guests.send(guest))
    _log(guest, asked, "hearing.send")


def _check(done: str) -> None:
    if done == "ended":
        raise Refused(_("Høringen er slut, så svaret kan ikke gemmes. Kopiér din tekst."))


def _log(guest: Guest, asked: Asked, action: str) -> None:
    """In the log of the municipality; who comes by a link has no name of a user in it."""
    if guest.secret:
        record.write_now(
            action,
            object_type="hearings.invitee",
            object_id=asked.id,
            authority_id=asked.place,
        )
    else:
        record.note(action, "hearings.invitee", asked.id)


@transaction.atomic
def judge(*, by: Actor, pk: UUID, version: int, verdict: str, reason: str) -> Answer:
    """Say whether an answer was taken up, and why. An earlier verdict stays readable.

    Raises:
        Refused: the role may not. ObjectDoesNotExist: no such answer was sent.
        Invalid: no reason. Conflict: judged since ``version``.
    """
    check_can_work(by)
    if fault := verdict_fault(verdict, reason):
        raise Invalid(fault, "reason")
    row: Answer = Answer.objects.for_actor(by).select_for_update().get(pk=pk, is_draft=False)
    if (row.verdict, row.reason) == (verdict, reason) and not row.changed_since:
        return row
    if judgements(row) != version:
        raise Conflict(_("En kollega har vurderet svaret imens."))
    if row.judged_at:
        before = {
            "verdict": row.verdict,
            "reason": row.reason,
            "by": row.judged_by_name,
            "at": row.judged_at.isoformat(),
        }
        row.judged_before = [*row.judged_before, before]
    row.verdict, row.reason = verdict, reason
    row.judged_at, row.judged_by_name = clock.now(), by.name
    row.save(update_fields=["verdict", "reason", "judged_at", "judged_by_name", "judged_before"])
    record.note("hearing.judge", "hearings.answer", row.pk, details={"verdict": verdict})
    mark_read(by=by, about=row.hearing_id)
    return row


def judgements(row: Answer) -> int:
    """How often an answer was judged: the version that the form of the verdict carries."""
    return len(row.judged_before) + bool(row.judged_at)
