"""From when the clock of a state runs: from what happened, whenever somebody moves the case."""

from __future__ import annotations

from datetime import datetime, time

from casework.models import Case, Disclosure, HandOverAnswer, Measure, StateChange
from casework.rules.clocks import COPENHAGEN
from casework.rules.codes import OPEN_MEASURES, HandOverReply
from casework.rules.workflow import State
from stopext.access import clock
from stopext.access.actor import Actor

#: Where a case is away from the municipality's work for a time.
AWAY = frozenset({State.PAUSED, State.POLICE})


def clock_start(by: Actor, case: Case, source: State, target: State) -> datetime:
    """The first assessment and the receipt run from the day the concern came, aftercare from the
    closing, a review from the day the first help begins, and a case that comes back from the police
    from their refusal, or from the end of a hand-over they left unanswered. A child's first
    assessment goes on from where it began, whether the case rested or was handed over meanwhile:
    the law knows no pause."""
    if target is State.NOTIFIED or (target is State.ASSESSMENT and source is State.RECEIVED):
        return case.received_at
    if target is State.AFTERCARE and case.closed_at is not None:
        return case.closed_at
    if target is State.ACTIVE:
        return _help_begins(by, case)
    if target is not State.ASSESSMENT or source not in AWAY:
        return clock.now()
    if case.subject.under_18(clock.today()):
        return _childs_assessment(by, case, source)
    return _came_back(by, case, source, clock.now())


def _help_begins(by: Actor, case: Case) -> datetime:
    """Now, unless all the help is planned for later."""
    rows = Measure.objects.for_actor(by).filter(case=case, status__in=OPEN_MEASURES)
    first: Measure | None = rows.order_by("starts_on").first()
    if first is None or first.starts_on <= clock.today():
        return clock.now()
    return datetime.combine(first.starts_on, time.min, tzinfo=COPENHAGEN)


def _childs_assessment(by: Actor, case: Case, source: State) -> datetime:
    """When the assessment began that was not finished before the case went away; when it was, the
    first time the case came back after that."""
    away = [state.value for state in AWAY]
    changes = StateChange.objects.for_actor(by).filter(case=case).exclude(target=State.RECEIVED)
    worked = changes.exclude(source__in=away).exclude(target__in=away)
    last: StateChange | None = worked.order_by("-at").first()
    if last is None:
        return case.received_at
    if last.target == State.ASSESSMENT:
        return case.received_at if last.source == State.RECEIVED else last.at
    back = changes.filter(target=State.ASSESSMENT, source__in=away, at__gt=last.at)
    first = back.order_by("at").first()
    if first is None:
        return _came_back(by, case, source, clock.now())
    return _came_back(by, case, State(first.source), first.at)


def _came_back(by: Actor, case: Case, source: State, moment: datetime) -> datetime:
    """What a move at ``moment`` answers: the refusal of the police, or the end of what they did not
    answer. A case that they took over, or that rested, comes back by the move itself."""
    if source is not State.POLICE:
        return moment
    sent = Disclosure.objects.for_actor(by).filter(case=case, hand_over=True, at__lte=moment)
    row: Disclosure | None = sent.order_by("-at", "-pk").first()
    if row is None:
        return moment
    answer: HandOverAnswer | None = (
        HandOverAnswer.objects.for_actor(by).filter(disclosure=row).first()
    )
    if answer is not None:
        return answer.at if answer.reply == HandOverReply.REFUSED else moment
    return min(moment, row.expires_at, row.revoked_at or moment)
