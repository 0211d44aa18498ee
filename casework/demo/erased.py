"""The end of a story that was told so long ago that its case has been erased."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone

from casework import actions
from casework.codes import Archiving
from casework.demo.colleagues import Colleague
from casework.models import Case
from casework.workflow import State
from stopext.access import clock


def erase(case: Case, proposer: Colleague, approver: Colleague) -> None:
    """Proposed on the first day it may go, carried out the day after; safe to repeat."""
    if case.state == State.ERASED or case.delete_earliest is None:
        return
    first = timezone.make_aware(datetime.combine(case.delete_earliest, time(10, 20)))
    with proposer.acts(), clock.at(first):
        case.refresh_from_db()
        actions.propose_erasure(
            by=proposer.actor, case=case, version=case.version, archiving=Archiving.DISCARD
        )
    with approver.acts(), clock.at(first + timedelta(days=1, hours=3)):
        case.refresh_from_db()
        actions.erase(by=approver.actor, case=case, version=case.version)
