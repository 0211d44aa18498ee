"""Ordering a screening of a case."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from casework import screenings
from casework.actions.rows import lock_case, save_case, touch
from casework.models import Case
from casework.policies import Deed, check
from casework.queries.consents import carrying, resting
from casework.rules.closing import needs_leader_approval
from screening.engine.states import Purpose
from screening.models import Screening
from stopext.access.actor import Actor
from stopext.access.errors import Invalid
from stopext.audit.record import note
from stopext.web.dates import format_date


@transaction.atomic
def order_screening(
    *,
    by: Actor,
    case: Case,
    due_on: date,
    with_police: bool,
    purpose: str = Purpose.ANALYSIS,
    subset: str = "",
) -> Screening:
    """Order a screening; the police take part only while an active disclosure covers the case, on
    the ground of that disclosure, which must still hold.
    The event is recorded by screening.

    Raises:
        Refused: the role may not. Invalid: nothing is shared with the police, or not for as long
        as they are asked to answer, or what screening itself refuses.
    """
    row = lock_case(by, case)
    check(Deed.SCREEN, by, row)
    shared = carrying(by, row) if with_police else None
    if with_police and shared is None:
        if resting(by, row):
            told = _("Samtykket bag delingen gælder ikke længere. Del på et andet grundlag først.")
            raise Invalid(told, "with_police")
        raise Invalid(_("Del først oplysninger med politikredsen. Uden deling ser den ikke sagen."))
    if shared is not None and due_on > localdate(shared.expires_at):
        told = _("Det delte kan kun ses til og med %s. Vælg en frist før, eller del igen.")
        raise Invalid(told % format_date(shared.expires_at), "due_on")
    ordered = screenings.order(
        by=by, case=row, due_on=due_on, purpose=purpose, subset=subset, disclosure=shared
    )
    touch(row)
    return ordered


@transaction.atomic
def record_judgement(*, by: Actor, case: Case) -> Case:
    """Keep the level of the newest locked screening in the case, for lists and the closing gate;
    the level moves no case. The same level again is an event, but no new version of the case.

    Raises:
        Invalid: no level has been locked.
    """
    row = lock_case(by, case)
    check(Deed.WORK, by, row)
    level = screenings.latest_judgement(by, row)
    if level is None:
        raise Invalid(_("Der er ikke låst en vurdering af sagen endnu."))
    if level != row.last_judgement:
        row.last_judgement = level
        if not needs_leader_approval(level):  # nothing is left to ask a leader for
            row.approval_asked_at, row.approval_asked_by = None, ""
            row.approval_asked_user = None
        save_case(
            row,
            "last_judgement",
            "approval_asked_at",
            "approval_asked_by",
            "approval_asked_user",
        )
    details = {"level": level}
    note("case.judgement", "casework.case", row.pk, subject_key=row.log_key, details=details)
    return row
