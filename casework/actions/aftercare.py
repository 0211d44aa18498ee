"""A check of the aftercare: how it goes, and whether to look again."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from casework.actions.moving import move
from casework.actions.rows import lock_case
from casework.models import Case
from casework.rules.codes import Asked, Since
from casework.rules.workflow import Field, State
from stopext.access.actor import Actor
from stopext.access.errors import Invalid


@transaction.atomic
def check_aftercare(
    *, by: Actor, case: Case, version: int, asked: Asked, outcome: Since, words: str, ends: bool
) -> Case:
    """Write how it goes since the closing. The first check of a closed case begins its aftercare,
    which is a move of its own in the log. ``ends`` is that nothing more is to be looked at.

    Raises:
        Conflict: the case was changed meanwhile.
        Refused: the role may not; ending is a coordinator's or a leader's.
        Invalid: the case is not closed, had no measures or was led into another, or the words are
            missing.
    """
    row = lock_case(by, case, version)
    if row.state not in {State.CLOSED, State.AFTERCARE}:
        raise Invalid(_("Kun en afsluttet sag har eftertjek."))
    if row.state == State.CLOSED:
        row = move(by=by, case=row, target=State.AFTERCARE, values={}, also_met=())
    target = State.CLOSED if ends else State.AFTERCARE
    values = {Field.ASKED: asked, Field.OUTCOME: outcome, Field.REASON: words}
    return move(by=by, case=row, target=target, values=values, also_met=())
