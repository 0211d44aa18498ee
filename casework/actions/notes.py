"""Notes: written, corrected for 24 hours, then only added to."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from casework.actions.rows import lock_case, signed, touch
from casework.models import Case, Note
from casework.models.work import OPEN_FOR
from casework.policies import Deed, check, may_correct
from casework.rules.codes import NoteKind
from casework.rules.workflow import State
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.audit.record import note as record


@transaction.atomic
def write_note(*, by: Actor, case: Case, kind: NoteKind, text: str) -> Note:
    """Add a note to the timeline. It locks 24 hours later.

    Raises:
        Refused: the role may not, or the case has ended.
        Invalid: nothing was written.
    """
    row = lock_case(by, case)
    check(Deed.WORK, by, row)
    return _store(by, row, kind, text, addendum_to=None, event="note.write")


@transaction.atomic
def add_addendum(*, by: Actor, note: Note, text: str) -> Note:
    """Add to a note, locked or not; the note itself stays as it was. Also in a closed case, because
    what is wrong must be possible to put right.

    Raises:
        Refused: the role may not write notes, or the case has been erased meanwhile.
        Invalid: nothing was written.
    """
    row = lock_case(by, note.case)
    if row.state == State.ERASED or (not may_correct(by, note) and row.ended):
        check(Deed.WORK, by, row)
    first = note.addendum_to or note
    return _store(by, row, NoteKind(first.kind), text, addendum_to=first, event="note.add")


@transaction.atomic
def correct_note(*, by: Actor, note: Note, version: int, text: str, kind: NoteKind) -> Note:
    """Change one's own note while it is open, whatever becomes of the case: the writer was promised
    a day for it.

    Raises:
        Refused: somebody else wrote it, it is locked, or the case has been erased.
        Conflict: it was changed in another window.
        Invalid: nothing was written, or nothing changed.
    """
    row = lock_case(by, note.case)
    if row.state == State.ERASED:
        check(Deed.WORK, by, row)
    mine: Note = Note.objects.for_actor(by).select_for_update(of=("self",)).get(pk=note.pk)
    if not may_correct(by, mine):
        raise Refused(_("Kun den, der har skrevet notatet, kan rette det."))
    if mine.is_locked(clock.now()):
        raise Refused(_("Notatet er låst. Skriv en tilføjelse i stedet."))
    if mine.version != version:
        raise Conflict(_("Notatet er rettet i et andet vindue."))
    if (mine.text, mine.kind) == (_required(text), kind):
        raise Invalid(_("Du har ikke rettet noget."))
    mine.text, mine.kind, mine.version = text, kind, version + 1
    mine.save(update_fields=["text", "kind", "version"])
    touch(row)
    record("note.correct", "casework.note", mine.pk, subject_key=row.log_key)
    return mine


def _store(
    by: Actor, case: Case, kind: NoteKind, text: str, *, addendum_to: Note | None, event: str
) -> Note:
    added = new_note(by, case, kind, text, addendum_to=addendum_to)
    touch(case)
    record(event, "casework.note", added.pk, subject_key=case.log_key, details={"kind": kind})
    return added


def new_note(
    by: Actor, case: Case, kind: NoteKind, text: str, addendum_to: Note | None = None
) -> Note:
    """Store a note on a case that is locked for who writes it; the event is its caller's."""
    added = Note(
        **signed(by, case),
        kind=kind,
        text=_required(text),
        locks_at=clock.now() + OPEN_FOR,
        addendum_to=addendum_to,
    )
    added.save(force_insert=True)
    return added


def _required(text: str) -> str:
    if not text.strip():
        raise Invalid(_("Skriv notatet, før du gemmer."))
    return text
