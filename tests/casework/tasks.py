"""Tasks for tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from casework import actions
from casework.actions import Wanted
from casework.models import Case, Task
from casework.rules.tasks import Ahead
from stopext.access import clock
from stopext.access.actor import Actor


def wanted(by: Actor, **changes: Any) -> Wanted:
    """A complete task for oneself, due in a week."""
    due = clock.today() + timedelta(days=7)
    usual = Wanted("Ring til skolen", owner=by.user_id, due_on=due, remind=Ahead.DAY)
    return replace(usual, **changes)


def task(by: Actor, case: Case, **changes: Any) -> Task:
    """One of the case."""
    return actions.add_task(by=by, case=case, wanted=wanted(by, **changes))


def whole(by: Actor, case: Case, text: str, words: str) -> Task:
    """One that is open, beside one that was done with ``words``."""
    actions.finish_task(by=by, task=task(by, case, text=text), words=words)
    return task(by, case, text=text)
