"""Moving a case from one state to another: the table decides, people do it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from casework.actions.colleagues import appoint, colleague
from casework.actions.packages import withdraw_package
from casework.actions.rows import lock_case, record_notice, save_case, signed
from casework.actions.starting import clock_start
from casework.models import Case, Disclosure, Meeting, StateChange
from casework.queries.aftercare import check_after, checks_held
from casework.queries.child_clock import child_clock_runs
from casework.queries.facts import met_gates, planned_measures
from casework.rules.aftercare import is_followed
from casework.rules.clocks import AFTERCARE_FIRST, PAUSE, Clock
from casework.rules.codes import MeasureStatus, NoticeDecision
from casework.rules.disclosure import expires_at
from casework.rules.workflow import (
    REVIEWED,
    TRANSITIONS,
    Field,
    Gate,
    State,
    Transition,
    WorkflowError,
    check_transition,
    clock_for,
    missing_fields,
)
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Invalid, Refused
from stopext.audit.record import note

Values = Mapping[Field, Any]
#: Columns in which a case says how it ended.
CLOSING = (
    "closed_at",
    "closure_reason",
    "closure_assessment",
    "delete_earliest",
    "retention_rule",
)


@dataclass(frozen=True, slots=True)
class Move:
    """One move under way. ``values`` are what the person typed or chose for it."""

    by: Actor
    case: Case
    transition: Transition
    source: State
    target: State
    values: Values

    @property
    def reason(self) -> str:
        """The written reason, or nothing."""
        return str(self.values.get(Field.REASON) or "")

    @property
    def told(self) -> str:
        """What the timeline says of it: the reason, or who was appointed."""
        if Field.COORDINATOR in self.values:
            return _("Tovholder: %s") % self.case.coordinator_name
        return self.reason


@transaction.atomic
def change_state(
    *,
    by: Actor,
    case: Case,
    version: int,
    target: State,
    values: Values | None = None,
    begins: Collection[UUID] = (),
) -> Case:
    """Move the case along a row of the table of transitions; closing, handing over to the police
    and the checks of the aftercare have their own actions.

    ``values`` per field: texts for REASON, a membership id for COORDINATOR, dates for PAUSED_UNTIL
    and MEETING_ON. ``begins`` are planned measures of the case that begin by the move; others stay
    planned.

    Raises:
        Conflict: the case was changed meanwhile.
        Refused: the role may not make this move.
        Invalid: no such move, a gate is open, or a field is missing.
    """
    row = lock_case(by, case, version)
    if row.state == State.AFTERCARE and target in {State.AFTERCARE, State.CLOSED}:
        raise Invalid(_("Brug “Skriv eftertjek”, så det står, hvem der er spurgt."))
    if target is State.CLOSED:
        raise Invalid(_("Brug “Afslut sagen”, så afslutningstjekket bliver besvaret."))
    if target is State.POLICE:
        raise Invalid(_("Brug “Overdrag til politiet”, så politikredsen får sagen og kan svare."))
    moved = move(by=by, case=row, target=target, values=values or {}, also_met=())
    _begin(by, moved, begins)
    return moved


def _begin(by: Actor, case: Case, begins: Collection[UUID]) -> None:
    rows = planned_measures(by, case).filter(pk__in=begins)
    for row in rows.select_for_update(of=("self",)):
        row.status, row.version = MeasureStatus.RUNNING, row.version + 1
        row.save(update_fields=["status", "version"])


def pause(*, by: Actor, case: Case, version: int, until: date, reason: str) -> Case:
    """Let the case rest for at most four weeks; raises what change_state raises."""
    values = {Field.REASON: reason, Field.PAUSED_UNTIL: until}
    return change_state(by=by, case=case, version=version, target=State.PAUSED, values=values)


def resume(*, by: Actor, case: Case, version: int) -> Case:
    """Take a resting case up where it was left; raises what change_state raises."""
    target = State(case.paused_from) if case.paused_from else State.PAUSED
    return change_state(by=by, case=case, version=version, target=target)


def reopen(*, by: Actor, case: Case, version: int, reason: str) -> Case:
    """Take a closed case, or one in aftercare, up again; raises what change_state raises."""
    values = {Field.REASON: reason}
    return change_state(by=by, case=case, version=version, target=State.ASSESSMENT, values=values)


def move(
    *, by: Actor, case: Case, target: State, values: Values, also_met: Collection[Gate]
) -> Case:
    """Make one move of a case that the caller has locked. ``also_met`` are gates that the caller
    has just checked itself. Records the transition's event."""
    source = case.state_code
    transition = _checked(by, case, target, also_met)
    missing = missing_fields(transition, values)
    if missing:
        listed = ", ".join(str(field.label) for field in missing)
        raise Invalid(_("Udfyld: %(listed)s.") % {"listed": listed})
    made = Move(by, case, transition, source, target, values)
    fields = EFFECTS.get(transition.name, _nothing)(made)
    if target is not source:  # a check of the aftercare stays, and is there since it came
        case.state, case.state_since = target, clock.now()
    case.due_at = _due(made)
    save_case(case, "state", "state_since", "due_at", *fields)
    StateChange(
        **signed(by, case),
        event=transition.event,
        source=source,
        target=target,
        reason=made.told,
        closure_reason=values.get(Field.CLOSURE_REASON) or "",
        closure_assessment=values.get(Field.ASSESSMENT) or "",
        asked=values.get(Field.ASKED) or "",
        outcome=values.get(Field.OUTCOME) or "",
    ).save(force_insert=True)
    note(
        transition.event,
        "casework.case",
        case.pk,
        subject_key=case.log_key,
        details={"from": source.value, "to": target.value},
    )
    return case


def _checked(by: Actor, case: Case, target: State, also_met: Collection[Gate]) -> Transition:
    transition = TRANSITIONS[case.state_code][target]
    paused_from = State(case.paused_from) if case.paused_from else None
    try:
        return check_transition(
            case.state_code,
            target,
            role=by.role,
            met=met_gates(case, by) | set(also_met),
            paused_from=paused_from,
        )
    except WorkflowError as reason:
        if transition is not None and by.role not in transition.roles:
            raise Refused(str(reason)) from None
        raise Invalid(str(reason)) from None


def _due(made: Move) -> Any:
    """When the new state's clock ends."""
    if made.target is State.PAUSED and made.case.paused_until is not None:
        return expires_at(made.case.paused_until)
    if made.target is State.FOLLOW_UP and made.source is State.ACTIVE:
        return made.case.due_at  # the same review, begun: its date is not moved by beginning it
    if made.target in REVIEWED and (planned := _next_review(made.case)) is not None:
        return expires_at(planned)
    if made.target is State.CLOSED:
        return _first_check(made)
    child = child_clock_runs(made.by, made.case)
    running: Clock | None = clock_for(made.target, under_18=child)
    if made.target is State.AFTERCARE:
        running = check_after(checks_held(made.by, made.case) + (made.source is State.AFTERCARE))
    return (
        running.due(clock_start(made.by, made.case, made.source, made.target)) if running else None
    )


def _first_check(made: Move) -> Any:
    """A closed case waits for the first check of its aftercare, if it has one to come."""
    case = made.case
    if case.closed_at is None or made.source is State.AFTERCARE:
        return None
    followed = is_followed(case.closure_reason, case.retention_rule)
    return AFTERCARE_FIRST.due(case.closed_at) if followed else None


def _next_review(case: Case) -> date | None:
    row = case.reviews.filter(municipality_id=case.municipality_id)
    latest = row.order_by("-at").first()
    planned = latest.next_on if latest else None
    return planned if planned and planned > clock.today() else None


def _nothing(_made: Move) -> tuple[str, ...]:
    return ()


def _assign(made: Move) -> tuple[str, ...]:
    membership = colleague(made.by, made.values[Field.COORDINATOR], case=made.case)
    return appoint(made.case, membership)


def _pause(made: Move) -> tuple[str, ...]:
    until, today = made.values[Field.PAUSED_UNTIL], clock.today()
    if not today < until <= today + timedelta(days=PAUSE.amount):
        raise Invalid(
            _("En sag kan ligge i bero fra i morgen og højst fire uger frem."), "paused_until"
        )
    made.case.paused_from, made.case.paused_until = made.case.state, until
    made.case.pause_reason = made.reason
    return ("paused_from", "paused_until", "pause_reason")


def end_pause(case: Case) -> tuple[str, ...]:
    """The case rests no longer; answers the columns of the case to save."""
    case.paused_from, case.paused_until, case.pause_reason = "", None, ""
    return ("paused_from", "paused_until", "pause_reason")


def _resume(made: Move) -> tuple[str, ...]:
    return end_pause(made.case)


def _notify(made: Move) -> tuple[str, ...]:
    return record_notice(made.by, made.case, NoticeDecision.SENT, made.reason)


def _book_meeting(made: Move) -> tuple[str, ...]:
    planned = made.values[Field.MEETING_ON]
    if planned < clock.today():
        raise Invalid(_("Mødet skal ligge i dag eller senere."), "meeting_on")
    Meeting(**signed(made.by, made.case), planned_on=planned).save(force_insert=True)
    return ()


def _close(made: Move) -> tuple[str, ...]:
    """Closing fields are filled by the closing action; a pause ends with the case."""
    return (*CLOSING, *end_pause(made.case))


def _reopen(made: Move) -> tuple[str, ...]:
    return clear_closing(made.case)


def clear_closing(case: Case) -> tuple[str, ...]:
    """The case has not ended after all; answers the columns of the case to save."""
    case.closed_at, case.closure_reason, case.closure_assessment = None, "", ""
    case.delete_earliest, case.retention_rule = None, ""
    return CLOSING


def _erase(made: Move) -> tuple[str, ...]:
    """Everything people wrote in the case itself, and who worked with it."""
    case = made.case
    case.coordinator_user = case.coordinator_membership = None
    case.approval_asked_at = case.approval_asked_user = case.hold_until = None
    case.restricted = False
    texts = (
        "coordinator_name",
        "notice",
        "notice_reason",
        "pause_reason",
        "last_judgement",
        "closure_assessment",
        "approval_asked_by",
        "hold_owner",
        "hold_reason",
    )
    for name in texts:
        setattr(case, name, "")
    emptied = (
        "coordinator_user",
        "coordinator_membership",
        "approval_asked_at",
        "approval_asked_user",
        "hold_until",
    )
    return (*texts, *emptied, "restricted")


def _hand_over(made: Move) -> tuple[str, ...]:
    return end_pause(made.case)


def _take_back(made: Move) -> tuple[str, ...]:
    """The district can no longer answer, nor read what was handed over."""
    rows = Disclosure.objects.for_actor(made.by).select_for_update(of=("self",))
    for shared in rows.filter(case=made.case, hand_over=True, revoked_at__isnull=True):
        withdraw_package(made.by, made.case, shared, made.reason)
    return ()


#: What a move does besides changing the state; answers the changed columns.
EFFECTS: dict[str, Callable[[Move], tuple[str, ...]]] = {
    "assign": _assign,
    "pause": _pause,
    "resume": _resume,
    "notify": _notify,
    "book_analysis": _book_meeting,
    "reanalyse": _book_meeting,
    "close": _close,
    "reopen": _reopen,
    "hand_to_police": _hand_over,
    "take_back": _take_back,
    "erase": _erase,
}
