"""Erasing a closed case: proposed by one, carried out by another, or stopped for a time.

Retention and its two steps: domain reference §4.4; GDPR art. 5(1)(e) and 17; arkivloven.
"""

from __future__ import annotations

import json
from datetime import date
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from casework.actions.moving import move
from casework.actions.rows import lock_case, save_case
from casework.models import Case, Erasure, PartyRelation, Subject
from casework.policies import Deed, check
from casework.queries.case_joins import waits
from casework.rules.codes import Archiving
from casework.rules.workflow import State
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Invalid
from stopext.audit.record import note

#: A stop is looked at again at least once a year.
LONGEST_HOLD_DAYS = 366


@transaction.atomic
def propose_erasure(
    *, by: Actor, case: Case, version: int, archiving: Archiving, reference: str = ""
) -> Erasure:
    """Say that the case may go, and what the rules of the archives say about it.

    ``reference`` names the archive's receipt; it is asked for when the case was handed over.

    Raises:
        Conflict: the case was changed meanwhile. Refused: the role may not, or it is not closed.
        Invalid: its time has not come, deletion is stopped, or the receipt is missing.
    """
    row = lock_case(by, case, version)
    check(Deed.PROPOSE_ERASURE, by, row)
    _check_due(row)
    if archiving is Archiving.HANDED_OVER and not reference.strip():
        raise Invalid(_("Skriv, hvor arkivets kvittering for sagen findes."))
    made = _proposal(by, row) or Erasure(municipality_id=row.municipality_id, case=row)
    made.archiving, made.reference = archiving, reference
    made.proposed_at = clock.now()
    made.proposed_by, made.proposed_by_name = by.user_id, by.name
    made.save()
    save_case(row)
    _note("case.propose_erasure", row, details={"archiving": archiving.value})
    return made


@transaction.atomic
def erase(*, by: Actor, case: Case, version: int) -> Erasure:
    """Carry out what somebody else proposed. Every row about the citizen goes: concerns, notes,
    sharing, measures, screenings, earlier values, and the citizen unless another case is about the
    same person. Number, dates and codes stay, with the certificate.

    Raises:
        Conflict: the case was changed meanwhile. Refused: she is no leader, or it is not closed.
        Invalid: its time has not come, deletion is stopped, or nobody else has proposed it.
    """
    row = lock_case(by, case, version)
    check(Deed.ERASE, by, row)
    citizen = row.subject_id
    move(by=by, case=row, target=State.ERASED, values={}, also_met=())
    row.subject = _nobody(row)
    row.save(update_fields=["subject"])
    made: Erasure = Erasure.objects.for_actor(by).get(case=row)  # the move has just asked for it
    made.removed = _remove_rows(row, citizen)
    made.erased_at, made.erased_by, made.erased_by_name = clock.now(), by.user_id, by.name
    made.save(update_fields=["removed", "erased_at", "erased_by", "erased_by_name"])
    return made


@transaction.atomic
def hold_erasure(*, by: Actor, case: Case, version: int, until: date, reason: str) -> Case:
    """Keep a closed case until ``until``: a complaint, a request for access, an inquiry.

    Raises:
        Conflict: the case was changed meanwhile. Refused: the role may not, or it is not closed.
        Invalid: no reason, or a date that is not between tomorrow and a year from now.
    """
    row = lock_case(by, case, version)
    check(Deed.HOLD, by, row)
    if not 0 < (until - clock.today()).days <= LONGEST_HOLD_DAYS:
        raise Invalid(_("Et stop varer fra i morgen og højst et år. Det kan forlænges."), "until")
    if not reason.strip():
        raise Invalid(_("Skriv, hvorfor sagen ikke må slettes."))
    row.hold_until, row.hold_owner, row.hold_reason = until, by.name, reason
    save_case(row, "hold_until", "hold_owner", "hold_reason")
    _note("case.hold_erasure", row)
    return row


@transaction.atomic
def release_hold(*, by: Actor, case: Case) -> Case:
    """Let the case be erased again when its time has come.

    Raises:
        Refused: the role may not, or the case is not closed. Invalid: there is no stop.
    """
    row = lock_case(by, case)
    check(Deed.HOLD, by, row)
    if row.hold_until is None:
        raise Invalid(_("Sletningen er ikke stoppet."))
    row.hold_until, row.hold_owner, row.hold_reason = None, "", ""
    save_case(row, "hold_until", "hold_owner", "hold_reason")
    _note("case.release_hold", row)
    return row


def _check_due(case: Case) -> None:
    if case.is_held(clock.today()):
        raise Invalid(_("Sletningen er stoppet. Ophæv stoppet først."))
    if waits(case, clock.today()):
        raise Invalid(_("Sagen slettes tidligst sammen med den sag, den er samlet i."))
    if not case.may_be_erased(clock.today()):
        raise Invalid(_("Slettefristen er ikke nået."))


def _proposal(by: Actor, case: Case) -> Erasure | None:
    found: Erasure | None = Erasure.objects.for_actor(by).filter(case=case).first()
    return found


def _nobody(case: Case) -> Subject:
    """The citizen of an erased case: nothing is known."""
    blank = Subject(
        municipality_id=case.municipality_id, identity_known=False, created_at=clock.now()
    )
    blank.save(force_insert=True)
    return blank


def _remove_rows(case: Case, citizen: UUID) -> dict[str, int]:
    """Table to number of rows removed; the database deletes, and refuses what is not due."""
    with connection.cursor() as cursor:
        cursor.execute("select sec.erase_case(%s, %s)", [case.pk, citizen])
        (removed,) = cursor.fetchone()
    counts: dict[str, int] = json.loads(removed)
    # The other case of a relation may be hidden from who reads the certificate: it tells of none.
    counts.pop(PartyRelation._meta.db_table, None)
    return counts


def _note(event: str, case: Case, details: dict[str, str] | None = None) -> None:
    note(event, "casework.case", case.pk, subject_key=case.log_key, details=details or {})
