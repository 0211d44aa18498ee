"""Measures and their reviews."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from casework.actions.assessing import required
from casework.actions.colleagues import who_read
from casework.actions.rows import lock_case, save_case, signed, touch
from casework.models import Case, Measure, Review
from casework.policies import Deed, check
from casework.rules.clocks import REVIEW, add_months
from casework.rules.codes import (
    OPEN_MEASURES,
    Frequency,
    MeasureStatus,
    MeasureType,
    Outcome,
    ReviewDecision,
)
from casework.rules.disclosure import expires_at
from casework.rules.workflow import REVIEWED
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Invalid
from stopext.audit.record import note

#: Columns of a measure that a change may touch.
CHANGEABLE = (
    "status",
    "ends_on",
    "goal",
    "owner_name",
    "owner_user",
    "frequency",
    "outcome",
    "outcome_note",
    "version",
)


@dataclass(frozen=True, slots=True)
class Practice:
    """The knowledge page a measure builds on."""

    id: int
    title: str


@transaction.atomic
def add_measure(
    *,
    by: Actor,
    case: Case,
    type: MeasureType,  # noqa: A002 (the field it fills)
    goal: str,
    owner_name: str,
    starts_on: date,
    owner_user: UUID | None = None,
    practice: Practice | None = None,
    status: MeasureStatus = MeasureStatus.PLANNED,
    frequency: Frequency | None = None,
) -> Measure:
    """Plan help with a goal in the citizen's own words and somebody who owns it: the colleague
    ``owner_user`` under her own name, or a function called ``owner_name``.

    Raises:
        Refused: the role may not.
        Invalid: no goal or owner, no such colleague who may read the case, or a status that ends
            the measure.
    """
    row = lock_case(by, case)
    check(Deed.WORK, by, row)
    if status not in OPEN_MEASURES:
        raise Invalid(_("En ny indsats er planlagt eller i gang."))
    name, user = _owner(by, row, owner_name, owner_user)
    made = Measure(
        **signed(by, row),
        type=type,
        goal=required(goal, _("Skriv målet med borgerens egne ord.")),
        owner_name=name,
        owner_user=user,
        frequency=frequency or "",
        practice_id=practice.id if practice else None,
        practice_title=practice.title if practice else "",
        starts_on=starts_on,
        status=status,
    )
    made.save(force_insert=True)
    touch(row)
    details = {"type": type}
    note("measure.add", "casework.measure", made.pk, subject_key=row.log_key, details=details)
    return made


@transaction.atomic
def update_measure(
    *,
    by: Actor,
    measure: Measure,
    version: int,
    status: MeasureStatus,
    goal: str,
    owner_name: str,
    owner_user: UUID | None = None,
    frequency: Frequency | None = None,
    ends_on: date | None = None,
    outcome: Outcome | None = None,
    outcome_note: str = "",
) -> Measure:
    """Change a measure; one that ends gets an end date and an outcome. The owner is given as in
    :func:`add_measure`; a colleague who reads the case no longer may stay the owner, but not
    become it.

    Raises:
        Conflict: it was changed meanwhile. Refused: the role may not.
        Invalid: a text is missing, no such colleague, the dates are the wrong way round, an end
            without outcome, or nothing changed.
    """
    row = lock_case(by, measure.case)
    check(Deed.WORK, by, row)
    help_: Measure = (
        Measure.objects.for_actor(by).select_for_update(of=("self",)).get(pk=measure.pk)
    )
    if help_.version != version:
        raise Conflict(_("En anden har ændret indsatsen, mens du skrev."))
    ended = status not in OPEN_MEASURES
    if ended and outcome is None:
        raise Invalid(_("Vælg, hvad indsatsen har ført til, når den slutter."), "outcome")
    last_day = (ends_on or clock.today()) if ended else ends_on
    if last_day is not None and last_day < help_.starts_on:
        raise Invalid(_("Slutdatoen ligger før startdatoen."), "ends_on")
    before = _changeable(help_)
    help_.status, help_.ends_on = status, last_day
    help_.goal = required(goal, _("Skriv målet med borgerens egne ord."))
    help_.owner_name, help_.owner_user = _owner(by, row, owner_name, owner_user, before=help_)
    help_.frequency = frequency or ""
    help_.outcome, help_.outcome_note = outcome or "", outcome_note
    if _changeable(help_) == before:
        raise Invalid(_("Du har ikke ændret noget."))
    help_.version = version + 1
    help_.save(update_fields=CHANGEABLE)
    touch(row)
    details = {"status": status}
    note("measure.update", "casework.measure", help_.pk, subject_key=row.log_key, details=details)
    return help_


@transaction.atomic
def review(
    *,
    by: Actor,
    case: Case,
    held_on: date,
    change: str,
    citizen_view: str,
    decision: ReviewDecision,
    new_information: str = "",
    next_on: date | None = None,
) -> Review:
    """Write a review. The next one is at most three months later; its date becomes the deadline
    of a case with running measures. A decision to close closes nothing by itself.

    Raises:
        Refused: the role may not.
        Invalid: a text is missing, or a date is impossible.
    """
    row = lock_case(by, case)
    check(Deed.WORK, by, row)
    if held_on > clock.today():
        raise Invalid(_("Opfølgningen kan ikke være holdt endnu."), "held_on")
    planned = next_date(held_on, decision, next_on)
    made = Review(
        **signed(by, row),
        held_on=held_on,
        change=required(change, _("Skriv, hvad der er ændret siden sidst.")),
        citizen_view=required(citizen_view, _("Skriv borgerens eget syn på indsatsen.")),
        new_information=new_information,
        decision=decision,
        next_on=planned,
    )
    made.save(force_insert=True)
    if row.state in REVIEWED and planned is not None:
        row.due_at = expires_at(planned)
        save_case(row, "due_at")
    else:
        touch(row)
    details = {"decision": decision}
    note("review.write", "casework.review", made.pk, subject_key=row.log_key, details=details)
    return made


def next_date(held_on: date, decision: ReviewDecision, chosen: date | None) -> date | None:
    """The day of the next review, at most three months later; none after a decision to close."""
    if decision is ReviewDecision.CLOSE:
        return None
    latest = add_months(held_on, REVIEW.amount)
    planned = chosen or latest
    if not held_on < planned <= latest:
        raise Invalid(_("Næste opfølgning skal ligge senest tre måneder efter denne."), "next_on")
    return planned


def _changeable(measure: Measure) -> list[object]:
    return [getattr(measure, name) for name in CHANGEABLE]


def _owner(
    by: Actor, case: Case, name: str, user: UUID | None, before: Measure | None = None
) -> tuple[str, UUID | None]:
    if user is None:
        return required(name, _("Skriv, hvem der er ansvarlig for indsatsen.")), None
    if before is not None and before.owner_user == user:
        return before.owner_name, user
    found = who_read(by, case).filter(user_id=user).first()
    if found is None:
        raise Invalid(_("Vælg en kollega på listen."))
    return found.name, user
