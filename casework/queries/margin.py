"""The margin of the case page: what comes next, who can see the case, and earlier concerns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count
from django.urls import reverse

from casework.models import (
    Case,
    CaseAssignment,
    CaseReader,
    CitizenJoin,
    Consent,
    Disclosure,
    Inquiry,
    JointMeeting,
)
from casework.models.case import ENDED
from casework.policies import Deed, may
from casework.queries.consents import ending
from casework.queries.facts import earlier_concerns, met_gates
from casework.queries.inquiries import open_questions
from casework.queries.joins import joins_of
from casework.queries.readers import lacks_leader, shut_out
from casework.rules.closing import EarlierConcern
from casework.rules.workflow import GUIDANCE, OWNERS, Gate, Guidance, State, Step, next_steps
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.roles import Permission

#: Where the fact behind a gate is recorded; the others have no page of their own.
GATE_PAGES: dict[Gate, tuple[str, Permission]] = {
    Gate.COORDINATOR: ("casework:assign", Permission.TRIAGE_CASES),
    Gate.POLICE_CHECK: ("casework:triage", Permission.TRIAGE_CASES),
    Gate.MINOR_NOTICE: ("casework:notice", Permission.TRIAGE_CASES),
    Gate.MEETING_HELD: ("casework:meetings", Permission.TRIAGE_CASES),
    Gate.JOINT_TEXT: ("casework:meetings", Permission.TRIAGE_CASES),
    Gate.ANSWERS_IN: ("casework:requests", Permission.VIEW_CASES),
    Gate.OWN_DECISION: ("casework:decide", Permission.TRIAGE_CASES),
    Gate.MEASURE_OWNED: ("casework:measure_add", Permission.WORK_CASES),
    Gate.REVIEW_HELD: ("casework:review_add", Permission.WORK_CASES),
    Gate.CLOSING_CLEAR: ("casework:close", Permission.CLOSE_CASES),
}


@dataclass(frozen=True, slots=True)
class Move:
    """One way on, as the panel shows it."""

    step: Step
    url: str
    missing: list[tuple[str, str]]
    """What must be recorded first, and the page for it (or nothing)."""


@dataclass(frozen=True, slots=True)
class Next:
    """What must be decided now, by whom, and the ways on."""

    guidance: Guidance
    owner: str
    moves: list[Move]
    may_erase: bool
    """Erasing is no ordinary move: the page has a box of its own for it."""


@dataclass(frozen=True, slots=True)
class Share:
    """A running disclosure, as the answer to "who can see this"."""

    row: Disclosure
    items: int
    opened: int

    @property
    def is_lapsed(self) -> bool:
        """Whether it rests on a consent that lets nobody share any longer."""
        return self.row.lost_consent(clock.today())


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier concern about the citizen; without address when the reader may not open it."""

    concern: EarlierConcern
    url: str


@dataclass(slots=True)
class Margin:
    """Everything in the margin."""

    coming: Next
    team: list[CaseAssignment]
    readers: list[CaseReader]
    lacks_leader: bool
    """Nobody who may see the case could approve its closing."""
    shut_out: list[CaseAssignment]
    """Those of the team who may not see the case."""
    shares: list[Share]
    share_counts: dict[Any, tuple[int, int]]
    ending: list[Consent]
    """Consents that end soon."""
    questions: list[Inquiry]
    """What was sent to other authorities, which they read until the case is erased."""
    approved: int
    """Meetings whose minutes the district goes on reading, since it approved them too."""
    earlier: list[Earlier] = field(default_factory=list)
    joins: list[CitizenJoin] = field(default_factory=list)
    """Joins that the citizen stands on, for who may undo them."""

    @property
    def lapsed(self) -> list[Share]:
        """What the district sees though its consent holds no longer."""
        return [share for share in self.shares if share.is_lapsed]


def margin(actor: Actor, case: Case) -> Margin:
    """Collect the margin: a fixed number of queries, whatever the case holds."""
    named = "name", "pk"
    running = {"case": case, "until__isnull": True}
    team = list(CaseAssignment.objects.for_actor(actor).filter(**running).order_by(*named))
    readers = list(CaseReader.objects.for_actor(actor).filter(**running).order_by(*named))
    shares = Disclosure.objects.for_actor(actor).filter(
        case=case, revoked_at__isnull=True, expires_at__gt=clock.now()
    )
    counts = _share_counts(actor, case)
    return Margin(
        coming=_coming(actor, case),
        team=team,
        readers=readers,
        lacks_leader=lacks_leader(actor, case),
        shut_out=shut_out(case, team, readers),
        shares=[
            Share(row, *counts.get(row.pk, (0, 0)))
            for row in shares.select_related("consent").order_by("at")
        ],
        share_counts=counts,
        ending=[]
        if case.state in ENDED
        else list(ending(actor).filter(case=case).order_by("lasts_until", "pk")),
        questions=list(open_questions(actor).filter(case=case).order_by("at", "pk")),
        approved=_approved(actor, case) if counts else 0,
        earlier=_earlier(actor, case),
        joins=_joins(actor, case),
    )


def _approved(actor: Actor, case: Case) -> int:
    rows = JointMeeting.objects.for_actor(actor).filter(case=case, locked_at__isnull=False)
    return int(rows.count())


def _joins(actor: Actor, case: Case) -> list[CitizenJoin]:
    if not may(Deed.JOIN, actor, case):
        return []
    return [join for join in joins_of(actor, case.subject_id) if join.undone_at is None]


def _share_counts(actor: Actor, case: Case) -> dict[Any, tuple[int, int]]:
    """Items and opened items of every disclosure; numbers only, so nothing is opened here."""
    rows = (
        Disclosure.objects.for_actor(actor)
        .filter(case=case)
        .values("pk")
        .annotate(shared=Count("items", distinct=True), seen=Count("receipts__item", distinct=True))
    )
    return {row["pk"]: (row["shared"], row["seen"]) for row in rows}


def _coming(actor: Actor, case: Case) -> Next:
    state = case.state_code
    owner = OWNERS[state]
    paused_from = State(case.paused_from) if case.paused_from else None
    steps = next_steps(state, role=actor.role, met=met_gates(case, actor), paused_from=paused_from)
    moves = [_move(actor, case, step) for step in steps if step.target is not State.ERASED]
    may_erase = any(step.available for step in steps if step.target is State.ERASED)
    return Next(GUIDANCE[state], str(owner.label) if owner else "", moves, may_erase)


def _move(actor: Actor, case: Case, step: Step) -> Move:
    return Move(step, step_url(case, step.target), missing_pages(actor, case, step.missing))


def missing_pages(actor: Actor, case: Case, gates: Iterable[Gate]) -> list[tuple[str, str]]:
    """What must be recorded first, and the page where the actor can do that (or nothing)."""
    return [(str(gate.label), _gate_url(actor, case, gate)) for gate in gates]


def _gate_url(actor: Actor, case: Case, gate: Gate) -> str:
    name, permission = GATE_PAGES.get(gate, ("", None))
    allowed = permission is not None and actor.can(permission)
    return reverse(name, args=[case.pk]) if allowed else ""


def step_url(case: Case, target: State) -> str:
    """The page that makes the move; closing, assigning, handing over and the checks of the
    aftercare have pages of their own."""
    if case.state == State.AFTERCARE and target in {State.AFTERCARE, State.CLOSED}:
        return reverse("casework:aftercare", args=[case.pk])
    if target is State.CLOSED:
        return reverse("casework:close", args=[case.pk])
    if case.state == State.RECEIVED and target is State.ASSESSMENT:
        return reverse("casework:assign", args=[case.pk])
    if target is State.POLICE:
        return reverse("casework:hand_over", args=[case.pk])
    return reverse("casework:step", args=[case.pk, target.value])


def _earlier(actor: Actor, case: Case) -> list[Earlier]:
    cases = Case.objects.for_actor(actor).filter(subject=case.subject_id).exclude(pk=case.pk)
    known = {row.number: reverse("casework:case", args=[row.pk]) for row in cases}
    known[case.number] = ""
    return [
        Earlier(concern, known.get(concern.reference, "")) for concern in earlier_concerns(case)
    ]
