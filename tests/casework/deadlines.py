"""Moving deadlines, receipts and checks of the aftercare, for tests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from casework import actions
from casework.models import Case, Concern, DeadlineChange
from casework.rules.acknowledging import Acknowledged
from casework.rules.codes import Asked, Since
from casework.rules.deadlines import DeadlineStep
from stopext.access import clock
from stopext.access.actor import Actor


def checked(by: Actor, case: Case, *, ends: bool = False, **said: Any) -> Case:
    """The case after a check of its aftercare."""
    told: dict[str, Any] = {"asked": Asked.CITIZEN, "outcome": Since.SAME, "words": "Det går"}
    return actions.check_aftercare(
        by=by, case=case, version=case.version, ends=ends, **{**told, **said}
    )


def told_and_put_off(by: Actor, case: Case, words: str, reason: str) -> None:
    """Of its first concern a receipt cannot be given, and its deadline is put off."""
    concern = Concern.objects.for_actor(by).filter(case=case).select_related("case").earliest("at")
    actions.acknowledge(by=by, concern=concern, answer=Acknowledged.NOT_GIVEN, words=words)
    day = clock.today() + timedelta(days=10)
    moved_deadline(by, case, DeadlineStep.EXTENDED, day=day, reason=reason)
    case.refresh_from_db()


def moved_deadline(by: Actor, case: Case, step: DeadlineStep, **said: Any) -> DeadlineChange:
    """A move of the deadline of the case as it is now."""
    case.refresh_from_db()
    said.setdefault("reason", "Skolen svarer først i næste uge")
    return actions.move_deadline(by=by, case=case, version=case.version, step=step, **said)
