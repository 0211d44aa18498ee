"""Moving deadlines, receipts and checks of the aftercare, for tests."""

from __future__ import annotations

from typing import Any

from casework import actions
from casework.models import Case, DeadlineChange
from casework.rules.codes import Asked, Since
from casework.rules.deadlines import DeadlineStep
from stopext.access.actor import Actor


def checked(by: Actor, case: Case, *, ends: bool = False, **said: Any) -> Case:
    """The case after a check of its aftercare."""
    told: dict[str, Any] = {"asked": Asked.CITIZEN, "outcome": Since.SAME, "words": "Det går"}
    return actions.check_aftercare(
        by=by, case=case, version=case.version, ends=ends, **{**told, **said}
    )


def moved_deadline(by: Actor, case: Case, step: DeadlineStep, **said: Any) -> DeadlineChange:
    """A move of the deadline of the case as it is now."""
    case.refresh_from_db()
    said.setdefault("reason", "Skolen svarer først i næste uge")
    return actions.move_deadline(by=by, case=case, version=case.version, step=step, **said)
