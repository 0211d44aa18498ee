"""Who may do what with a case she can see. Each rule is written once and used two ways: ``may``
asks (page, template), ``check`` refuses with the reason.

Who sees a case at all is said by the models (``visible_to``).
"""

from __future__ import annotations

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.models import Case, Note
from casework.rules.workflow import State
from stopext.access.actor import Actor
from stopext.access.errors import NotYourRole, Refused
from stopext.access.roles import Permission


class Deed(StrEnum):
    """What is done to a case, by sort."""

    WORK = "work"
    """Notes, measures, reviews."""
    ACKNOWLEDGE = "acknowledge"
    """Tell who turned to the municipality that it came: whatever the case is in."""
    ASSESS = "assess"
    """Triage, questions to others, meetings, decisions, coordinator and colleagues."""
    JOIN = "join"
    """Say that two citizens are one, or that they are not."""
    WITHDRAW_CONSENT = "withdraw_consent"
    """Write down that a consent was withdrawn: the citizen may do that whatever the case is in."""
    SHARE = "share"
    PLAN_MEETING = "plan_meeting"
    """Plan a meeting with the police, or plan it anew."""
    MEET = "meet"
    """Prepare a meeting with the police, and write what came of it."""
    CANCEL_MEETING = "cancel_meeting"
    """Call such a meeting off: also when the case has ended."""
    HAND_OVER = "hand_over"
    """Hand the case over to the police; also anew, when they refused it."""
    SCREEN = "screen"
    """Order a screening."""
    RESTRICT = "restrict"
    CLOSE = "close"
    APPROVE = "approve"
    """Approve a closing."""
    PROPOSE_ERASURE = "propose_erasure"
    ERASE = "erase"
    """Carry out an erasure that somebody else proposed."""
    HOLD = "hold"
    """Stop the erasure for a time, or let it go on."""
    READ_HISTORY = "read_history"


PERMISSION: dict[Deed, Permission] = {
    Deed.WORK: Permission.WORK_CASES,
    Deed.ACKNOWLEDGE: Permission.WORK_CASES,
    Deed.ASSESS: Permission.TRIAGE_CASES,
    Deed.JOIN: Permission.TRIAGE_CASES,
    Deed.WITHDRAW_CONSENT: Permission.WORK_CASES,
    Deed.SHARE: Permission.SHARE_CASES,
    Deed.PLAN_MEETING: Permission.SHARE_CASES,
    Deed.MEET: Permission.LEAD_MEETINGS,
    Deed.CANCEL_MEETING: Permission.SHARE_CASES,
    Deed.HAND_OVER: Permission.SHARE_CASES,
    Deed.SCREEN: Permission.ORDER_SCREENING,
    Deed.RESTRICT: Permission.TRIAGE_CASES,
    Deed.CLOSE: Permission.CLOSE_CASES,
    Deed.APPROVE: Permission.APPROVE_CLOSING,
    Deed.PROPOSE_ERASURE: Permission.CLOSE_CASES,
    Deed.ERASE: Permission.APPROVE_ERASURE,
    Deed.HOLD: Permission.CLOSE_CASES,
    Deed.READ_HISTORY: Permission.TRIAGE_CASES,
}
#: Deeds that end when the case does.
ONLY_WHILE_OPEN = frozenset(
    {
        Deed.WORK,
        Deed.ASSESS,
        Deed.SHARE,
        Deed.PLAN_MEETING,
        Deed.MEET,
        Deed.HAND_OVER,
        Deed.SCREEN,
        Deed.CLOSE,
        Deed.APPROVE,
    }
)
#: Deeds that a closed case alone knows.
ONLY_WHEN_CLOSED = frozenset({Deed.PROPOSE_ERASURE, Deed.ERASE, Deed.HOLD})
#: What the municipality still does in a case that the police have taken over.
WITH_POLICE = frozenset(
    {
        Deed.RESTRICT,
        Deed.READ_HISTORY,
        Deed.CLOSE,
        Deed.APPROVE,
        Deed.HAND_OVER,
        Deed.JOIN,
        Deed.ACKNOWLEDGE,
        Deed.WITHDRAW_CONSENT,
        Deed.PLAN_MEETING,
        Deed.MEET,
        Deed.CANCEL_MEETING,
    }
)


def problem(deed: Deed, actor: Actor, case: Case) -> Promise | None:
    """Why ``actor`` may not do ``deed`` to ``case``; ``None`` when she may."""
    if not actor.can(PERMISSION[deed]):
        return _("Din rolle giver ikke adgang til at gøre dette.")
    if case.municipality_id != actor.authority_id:
        return _("Sagen hører til en anden kommune.")
    if deed is Deed.APPROVE and case.approval_asked_of_others(actor.user_id):
        return _("Du har selv bedt om godkendelsen. En anden leder skal godkende.")
    return _problem_of_state(deed, actor, case)


def may(deed: Deed, actor: Actor, case: Case) -> bool:
    """Whether ``check`` would pass."""
    return problem(deed, actor, case) is None


def check(deed: Deed, actor: Actor, case: Case) -> None:
    """Raise Refused with the reason unless the actor may."""
    reason = problem(deed, actor, case)
    if reason is not None:
        kind = Refused if actor.can(PERMISSION[deed]) else NotYourRole
        raise kind(str(reason))


def may_correct(actor: Actor, note: Note) -> bool:
    """Whether the actor wrote the note herself; whether it is locked is the action's question."""
    return note.by_user == actor.user_id and actor.can(Permission.WORK_CASES)


def _problem_of_state(deed: Deed, actor: Actor, case: Case) -> Promise | None:
    if case.state == State.ERASED:
        return _("Sagen er slettet.")
    if case.state != State.CLOSED and deed in ONLY_WHEN_CLOSED:
        return _("Kun en afsluttet sag kan slettes.")
    if case.ended and deed in ONLY_WHILE_OPEN:
        if actor.can(Permission.TRIAGE_CASES):
            return _("Sagen er afsluttet. Genåbn den først.")
        return _("Sagen er afsluttet. Bed tovholderen genåbne den.")
    if case.state == State.POLICE and deed not in WITH_POLICE:
        return _("Sagen er overdraget til politiet. Tag den tilbage først.")
    return None
