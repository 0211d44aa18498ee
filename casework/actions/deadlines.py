"""Moving the deadline of a case: later, or to stand still while something is waited for."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from casework.actions.assessing import required
from casework.actions.rows import lock_case, save_case, signed
from casework.models import Case, DeadlineChange
from casework.policies import Deed, check
from casework.queries.deadlines import running
from casework.rules.deadlines import DeadlineStep, moved
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Invalid
from stopext.audit.record import note


@transaction.atomic
def move_deadline(
    *, by: Actor, case: Case, version: int, step: DeadlineStep, reason: str, day: date | None = None
) -> DeadlineChange:
    """Move the deadline of the state that the case is in. ``day`` is the new last day, or of one
    that stands still the last on which it does; none when it runs again.

    Raises:
        Conflict: the case was changed meanwhile. Refused: the role may not, or the case has ended.
        Invalid: no deadline runs, no reason, or what
            :func:`casework.rules.deadlines.moved` refuses.
    """
    row = lock_case(by, case, version)
    check(Deed.ASSESS, by, row)
    now = running(by, row)
    if now is None:
        raise Invalid(_("Der løber ingen frist i sagen nu."))
    due = moved(now, step, day, clock.today())
    made = DeadlineChange(
        **signed(by, row),
        clock=now.clock.key,
        step=step,
        first_due=now.first,
        was_due=now.due,
        due=due,
        until=day if step is DeadlineStep.STOPPED else None,
        reason=required(reason, _("Skriv, hvorfor fristen flyttes."), "reason"),
    )
    made.save(force_insert=True)
    row.due_at = due
    save_case(row, "due_at")
    details = {"step": step.value, "clock": now.clock.key}
    note("case.deadline", "casework.case", row.pk, subject_key=row.log_key, details=details)
    return made
