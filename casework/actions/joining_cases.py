"""Two cases about one citizen prove to be one, or two after all.

One goes on; the other is led into it: it is closed, its clocks stop, and everything that was
written on it stays there. It goes no earlier than the one it was led into. Undoing it gives it its
state and its clocks back.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework.actions.citizens import hasten_for_child
from casework.actions.closing import fill_closing
from casework.actions.joining import both_versions, locked, opened
from casework.actions.moving import CLOSING, clear_closing, end_pause
from casework.actions.rows import save_case, signed, touch
from casework.models import Case, CaseJoin, StateChange
from casework.queries.case_joins import why_not
from casework.queries.joins import open_to_the_same
from casework.rules.codes import ClosureReason
from casework.rules.workflow import State
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Invalid
from stopext.audit.record import note

#: What is set aside on the case that is led into another, and given back.
MOMENTS = ("state_since", "due_at")
WORDS = ("state", "paused_from", "pause_reason")
ASIDE = (*WORDS, *MOMENTS, "paused_until")


@transaction.atomic
def join_cases(*, by: Actor, case: Case, other: Case, version: int, reason: str) -> CaseJoin:
    """Say that ``other`` is the same case as ``case``, which goes on. ``version`` is that of both
    (:func:`casework.actions.joining.both_versions`).

    Raises:
        Conflict: one of them was changed meanwhile. Refused: the role may not. Invalid: no reason,
        two citizens, one of the cases is not running or is joined already, or not everybody who
        may see one may see the other.
    """
    every = locked(by, case.subject_id, other.subject_id)
    kept, gone = opened(by, every, case), opened(by, every, other)
    if version != both_versions(kept, gone):
        raise Conflict(_("En anden har ændret oplysningerne, mens du skrev."))
    if problem := why_not(kept, gone):
        raise Invalid(problem)
    if not reason.strip():
        raise Invalid(_("Skriv, hvordan I ved, at det er samme sag."))
    if not open_to_the_same(by, [kept, gone]):
        raise Invalid(
            _("Sagerne er ikke åbne for de samme personer. Gør adgangen ens først, og saml dem så.")
        )
    made = CaseJoin(**signed(by, kept), gone=gone, reason=reason, before=_aside(gone))
    made.save(force_insert=True)
    _lead_away(by, gone, reason)
    touch(kept)
    _note("case.join", made)
    return made


@transaction.atomic
def undo_case_join(*, by: Actor, case: Case, join: CaseJoin, reason: str) -> Case:
    """They are two after all; answers the case that goes on by itself again. What was written on
    either meanwhile stays where it is.

    Raises:
        Conflict: it is undone already, or one of the cases is no longer hers to see. Refused: the
        role may not. Invalid: no reason.
    """
    every = locked(by, case.subject_id)
    kept, gone = (opened(by, every, Case(pk=key)) for key in (join.case_id, join.gone_id))
    rows = CaseJoin.objects.for_actor(by).select_for_update(of=("self",))
    made: CaseJoin = rows.get(pk=join.pk)
    if made.undone_at is not None:
        raise Conflict(_("Samlingen er allerede fortrudt."))
    if not reason.strip():
        raise Invalid(_("Skriv, hvorfor det er to sager."))
    made.undone_at, made.undone_by, made.undone_by_name = clock.now(), by.user_id, by.name
    made.undone_reason = reason
    made.save(update_fields=["undone_at", "undone_by", "undone_by_name", "undone_reason"])
    _lead_back(by, gone, made.before, reason)
    touch(kept)
    _note("case.part", made)
    return gone


def _lead_away(by: Actor, case: Case, reason: str) -> None:
    source = case.state_code
    fill_closing(case, ClosureReason.DUPLICATE, reason)
    end_pause(case)
    case.state, case.state_since, case.due_at = State.CLOSED, clock.now(), None
    save_case(case, *ASIDE, *CLOSING)
    StateChange(
        **signed(by, case),
        event="case.join",
        source=source,
        target=State.CLOSED,
        closure_reason=ClosureReason.DUPLICATE,
        closure_assessment=reason,
    ).save(force_insert=True)


def _lead_back(by: Actor, case: Case, before: dict[str, Any], reason: str) -> None:
    clear_closing(case)
    for name, value in _from_aside(before).items():
        setattr(case, name, value)
    hasten_for_child(case)
    save_case(case, *ASIDE, *CLOSING)
    StateChange(
        **signed(by, case),
        event="case.part",
        source=State.CLOSED,
        target=case.state,
        reason=reason,
    ).save(force_insert=True)


def _aside(case: Case) -> dict[str, Any]:
    moments = {name: getattr(case, name) for name in (*MOMENTS, "paused_until")}
    return {
        **{name: getattr(case, name) for name in WORDS},
        **{name: value and value.isoformat() for name, value in moments.items()},
    }


def _from_aside(before: dict[str, Any]) -> dict[str, Any]:
    until = before["paused_until"]
    return {
        **{name: before[name] for name in WORDS},
        **{name: before[name] and datetime.fromisoformat(before[name]) for name in MOMENTS},
        "paused_until": until and date.fromisoformat(until),
    }


def _note(event: str, join: CaseJoin) -> None:
    note(
        event,
        "casework.casejoin",
        join.pk,
        subject_key=join.case.log_key,
        result_ids=[str(join.case_id), str(join.gone_id)],
    )
