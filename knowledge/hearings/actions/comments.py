"""Comment on a part of a draft, answer, correct one's own, and say that it is dealt with."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from knowledge.hearings.models import Comment
from knowledge.hearings.policies import check_can_work, check_is_author
from knowledge.plans.models import Plan
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Refused
from stopext.audit.record import note

NAME_LIMIT = 240


@transaction.atomic
def add_comment(
    *, by: Actor, part: UUID, part_name: str, text: str, answers: UUID | None = None
) -> Comment:
    """Say something of a part of the draft, or answer what somebody said; an answer to a resolved
    comment opens it again.

    Raises:
        Refused: the role may not, or there is no draft (any more).
        ObjectDoesNotExist: the comment that is answered is not there, or is an answer itself.
    """
    check_can_work(by)
    rows = Plan.objects.for_actor(by).filter(municipality_id=by.authority_id, is_public=False)
    draft = rows.first()
    if draft is None:
        raise Refused(_("Kommunen har ingen kladde. Den er måske offentliggjort imens."))
    above = None
    if answers is not None:
        above = _hold(by, answers, part=part, answers=None)
        if above.resolved_at:
            _resolve(by, above, done=False)
    made = Comment(
        municipality_id=by.authority_id,
        plan=draft,
        part=part,
        part_name=part_name[:NAME_LIMIT],
        answers=above,
        author=by.user_id,
        author_name=by.name,
        text=text,
    )
    made.save(force_insert=True)
    note("hearing.comment", "hearings.comment", made.pk)
    return made


@transaction.atomic
def correct_comment(*, by: Actor, pk: UUID, version: int, text: str) -> Comment:
    """Correct one's own comment; what it said before stays readable. Nothing when it says so.

    Raises:
        Refused: the role may not, or somebody else has written it.
        ObjectDoesNotExist: it is not there. Conflict: corrected since ``version``.
    """
    check_can_work(by)
    row = _hold(by, pk)
    check_is_author(by, row.author)
    if row.text == text:
        return row
    if len(row.earlier) != version:
        raise Conflict(_("Du har rettet kommentaren i et andet vindue."))
    said_at = row.changed_at or row.at
    row.earlier = [*row.earlier, {"text": row.text, "at": said_at.isoformat()}]
    row.text, row.changed_at = text, clock.now()
    row.edits += 1
    row.save(update_fields=["text", "earlier", "changed_at", "edits"])
    note("hearing.comment_correct", "hearings.comment", row.pk)
    return row


@transaction.atomic
def resolve_comment(*, by: Actor, pk: UUID, done: bool) -> Comment:
    """A thread is dealt with, or open again. Nothing when it is so already.

    Raises:
        Refused: the role may not. ObjectDoesNotExist: no such thread.
    """
    check_can_work(by)
    row = _hold(by, pk, answers=None)
    if bool(row.resolved_at) is not done:
        _resolve(by, row, done=done)
    return row


def _resolve(by: Actor, row: Comment, *, done: bool) -> None:
    row.resolved_at = clock.now() if done else None
    row.resolved_by_name = by.name if done else ""
    row.edits += 1
    row.save(update_fields=["resolved_at", "resolved_by_name", "edits"])
    note("hearing.resolve", "hearings.comment", row.pk, details={"done": done})


def _hold(by: Actor, pk: UUID, **known: object) -> Comment:
    rows = Comment.objects.for_actor(by).select_for_update(of=("self",))
    row: Comment = rows.get(pk=pk, **known)
    return row
