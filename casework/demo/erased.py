"""The end of a story that was told so long ago that its case has been erased."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from casework import actions
from casework.demo.colleagues import Colleague
from casework.models import Case
from casework.rules.codes import Archiving
from casework.rules.workflow import State
from stopext.access import clock
from stopext.web.dates import add_working_days


def erase(case: Case, proposer: Colleague, approver: Colleague) -> None:
    """Proposed on the first working day it may go, carried out on the next; safe to repeat."""
    if case.state == State.ERASED or case.delete_earliest is None:
        return
    first = add_working_days(case.delete_earliest - timedelta(days=1), 1)
    with proposer.acts(), clock.at(_danish(first, time(10, 20))):
        case.refresh_from_db()
        actions.propose_erasure(
            by=proposer.actor, case=case, version=case.version, archiving=Archiving.DISCARD
        )
    with approver.acts(), clock.at(_danish(add_working_days(first, 1), time(13, 20))):
        case.refresh_from_db()
        actions.erase(by=approver.actor, case=case, version=case.version)


def _danish(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))
