"""The log of contacts: written down, corrected, and settled when somebody has turned back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.actions.notes import new_note
from casework.actions.rows import lock_case, signed, touch
from casework.models import Case, Contact
from casework.policies import Deed, check
from casework.rules.codes import NoteKind
from casework.rules.contacts import NOT_WAITING, NOTE_KINDS, ContactChannel, ContactOutcome
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Invalid
from stopext.access.scoping import ScopedQuerySet
from stopext.audit.record import note

#: What is said of a contact beside the words; a ``party`` of ``None`` is the citizen.
COLUMNS = ("party", "happened_at", "channel", "direction", "outcome", "answer_by")
_SETTLED = ("settled_at", "settled_by", "settled_by_name")


@transaction.atomic
def log_contact(
    *,
    by: Actor,
    case: Case,
    said: Mapping[str, Any],
    text: str,
    answers: Collection[UUID] = (),
) -> Contact:
    """Write down a contact; ``said`` holds ``COLUMNS``. What was said becomes a note. ``answers``
    are the earlier contacts in which it was promised, and which it settles.

    Raises:
        Refused: the role may not. Invalid: :func:`settle`, or one of ``answers`` waits for nothing.
    """
    row = lock_case(by, case)
    check(Deed.WORK, by, row)
    made = Contact(**signed(by, row), **{name: said[name] for name in COLUMNS})
    if text.strip():
        kind = NOTE_KINDS.get(ContactChannel(made.channel), NoteKind.INTERNAL)
        made.note = new_note(by, row, kind, text)
    settle(made)
    made.save(force_insert=True)
    waiting = _waiting(by, row).exclude(pk=made.pk).in_bulk(answers)
    if len(waiting) != len(answers):
        raise Invalid(NOT_WAITING, "answers")
    for one in waiting.values():
        _sign(by, one)
    touch(row)
    _note("contact.log", row, made)
    return made


def settle(contact: Contact) -> None:
    """Refuse what cannot be so.

    Raises:
        Invalid: it has not happened yet, it was with somebody of another case, they reached each
            other and nothing is said of it, or the day to turn back was before it.
    """
    if contact.happened_at > clock.now():
        raise Invalid(_("Tidspunktet er ikke kommet endnu."), "happened_on")
    if contact.party is not None and contact.party.case_id != contact.case_id:
        raise Invalid(_("Vælg en person på sagen."), "party")
    if contact.outcome == ContactOutcome.REACHED and contact.note_id is None:
        raise Invalid(_("Skriv, hvad der blev sagt. Det står i en kontakt for sig."), "outcome")
    day = timezone.localdate(contact.happened_at)
    if contact.answer_by is not None and contact.answer_by < day:
        raise Invalid(_("Dagen ligger før kontakten."), "answer_by")


@transaction.atomic
def settle_contact(*, by: Actor, contact: Contact) -> None:
    """Somebody has turned back as promised, or it needs no more.

    Raises:
        Refused: the role may not. Invalid: nothing is waited for.
    """
    row = lock_case(by, contact.case)
    check(Deed.WORK, by, row)
    mine = _waiting(by, row).filter(pk=contact.pk).first()
    if mine is None:
        raise Invalid(NOT_WAITING)
    _sign(by, mine)
    touch(row)
    _note("contact.settle", row, mine)


def _waiting(by: Actor, case: Case) -> ScopedQuerySet:
    rows: ScopedQuerySet = Contact.objects.for_actor(by).filter(
        case=case, answer_by__isnull=False, settled_at__isnull=True
    )
    return rows.select_for_update(of=("self",))


def _sign(by: Actor, contact: Contact) -> None:
    contact.settled_at, contact.settled_by, contact.settled_by_name = (
        clock.now(),
        by.user_id,
        by.name,
    )
    contact.save(update_fields=_SETTLED)


def _note(event: str, case: Case, contact: Contact) -> None:
    note(event, "casework.contact", contact.pk, subject_key=case.log_key)
