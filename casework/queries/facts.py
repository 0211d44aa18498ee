"""What is recorded in a case, as the gates of the workflow and of the closing ask for it."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from casework import screenings
from casework.models import (
    Case,
    Decision,
    Disclosure,
    Erasure,
    InformationRequest,
    JointDecision,
    JointMeeting,
    LeaderApproval,
    Measure,
    Meeting,
    Review,
    Task,
    Triage,
)
from casework.models.inquiry import UNANSWERED
from casework.queries.case_joins import is_due, led_with
from casework.queries.joint import agreed
from casework.rules.closing import (
    ClosingFacts,
    EarlierConcern,
    FindingKey,
    Severity,
    closing_findings,
)
from casework.rules.codes import (
    OPEN_MEASURES,
    Approval,
    ClosureReason,
    Decider,
    Judgement,
    MeasureStatus,
    PoliceCheck,
)
from casework.rules.workflow import Gate, State
from screening.engine.states import State as Stage
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.scoping import unscoped

Facts = dict[str, Any]
#: States before the recommendation: what was decided then would not count.
UNDECIDED = frozenset(
    {State.RECEIVED, State.ASSESSMENT, State.NOTIFIED, State.GATHERING, State.ANALYSIS}
)


def met_gates(case: Case, by: Actor) -> frozenset[Gate]:
    """Gates whose facts are recorded. Three queries, one more when it is closed.

    A gate that does not apply (a child's gate for an adult) counts as met. ``CLOSING_CLEAR`` means
    that nothing blocks the closing; the answers it asks for are written while closing.
    """
    facts = _recorded(case, by)
    under_18 = case.subject.under_18(clock.today())
    led = led_with(case)
    answers: dict[Gate, bool] = {
        Gate.COORDINATOR: case.coordinator_user is not None,
        Gate.POLICE_CHECK: facts["police_check"] == PoliceCheck.CLEAR,
        Gate.MINOR_NOTICE: not under_18 or bool(case.notice),
        Gate.ANSWERS_IN: not facts["answers_awaited"],
        Gate.MEETING_HELD: facts["meeting_held"],
        Gate.JOINT_TEXT: facts["joint_text"],
        Gate.OWN_DECISION: facts["own_decision"] and facts["police_decision"],
        Gate.MEASURE_OWNED: bool(facts["open_measures"]),
        Gate.REVIEW_HELD: facts["review_held"],
        Gate.CLOSING_CLEAR: _nothing_blocks(case, by, facts, under_18=under_18),
        Gate.HAD_MEASURES: facts["had_measures"],
        Gate.STANDS_ALONE: case.pk not in led,
        Gate.RETENTION_OVER: is_due(case, clock.today(), led),
        Gate.DELETION_PROPOSED: facts["deletion_proposed_by"] not in {None, by.user_id},
    }
    return frozenset(gate for gate, met in answers.items() if met)


def closing_facts(
    case: Case,
    by: Actor,
    *,
    reason: ClosureReason,
    assessment: str,
    under_18: bool,
    handover: str = "",
) -> ClosingFacts:
    """What the closure gate looks at, with what is about to be written: the reason, the assessment
    and, for somebody who moved, who in the new municipality confirmed taking over."""
    facts = _recorded(case, by)
    left = screenings.unfinished(by, case)
    return ClosingFacts(
        reason=reason,
        assessment=assessment,
        earlier_concerns=tuple(earlier_concerns(case)),
        open_measures=facts["open_measures"],
        had_measures=facts["had_measures"],
        open_disclosures=facts["open_disclosures"],
        open_tasks=facts["open_tasks"],
        last_judgement=screenings.latest_judgement(by, case),
        leader_approved=facts["closing_approved"],
        screening_pending=Stage.OPEN in left,
        joint_unsigned=Stage.OPENED in left,
        under_18=under_18,
        underretning_decided=bool(case.notice),
        handover_received=bool(handover.strip()),
    )


def closing_approved(case: Case, by: Actor) -> bool:
    """Whether another leader has approved that ``by`` closes the case in its present state."""
    return bool(_recorded(case, by)["closing_approved"])


def earlier_concerns(case: Case) -> list[EarlierConcern]:
    """Other concerns about the same citizen: earlier cases, and repeats within this one."""
    with connection.cursor() as cursor:
        # Those in cases the actor is not assigned to count too, so the database hands out these
        # alone; nothing of a restricted one that she does not read.
        cursor.execute(
            "select number, received_at, closure_reason, case_id from sec.concerns_about(%s)"
            " where case_id <> %s or received_at <> %s order by received_at",
            [case.subject_id, case.pk, case.received_at],
        )
        rows = cursor.fetchall()
    return [
        EarlierConcern(
            number,
            timezone.localdate(received),
            ClosureReason(reason) if reason else None,
            in_this_case=case_id == case.pk,
        )
        for number, received, reason, case_id in rows
    ]


OPENED = "facts of a case that the caller has opened, and of nothing else"


def _recorded(case: Case, by: Actor) -> Facts:
    """One row of answers about the case, yes and no or how many. Nobody approves what she closes
    herself."""
    since = case.state_since
    since_day = timezone.localdate(since)
    row = (
        unscoped(Case, reason=OPENED)
        .filter(pk=case.pk)
        .annotate(called=Coalesce(_latest_meeting("at"), "state_since"))
        .annotate(
            recommended=Coalesce(
                Greatest(_latest_meeting("recommended_at"), _agreed()), "state_since"
            )
        )
        .annotate(
            police_check=Subquery(_of(Triage).order_by("-at").values("police_check")[:1]),
            answers_awaited=_any(InformationRequest, UNANSWERED, due_on__gte=clock.today()),
            meeting_held=_any(Meeting, held_on__gte=since_day)
            | _any(JointMeeting, locked_at__gte=OuterRef("called")),
            joint_text=_any(Meeting, held_on__gte=since_day, recommended_at__isnull=False)
            | _any(JointMeeting, locked_at__gte=OuterRef("called")),
            own_decision=_decided(Decider.MUNICIPALITY) | _decided_after("municipality_id"),
            police_decision=_decided(Decider.POLICE) | _decided_after("district_id"),
            open_measures=_count(Measure, status__in=OPEN_MEASURES),
            open_disclosures=_count(
                Disclosure, revoked_at__isnull=True, expires_at__gt=clock.now()
            ),
            open_tasks=_count(Task, ended_at__isnull=True),
            had_measures=_any(Measure),
            review_held=_any(Review, at__gte=since),
            closing_approved=Exists(
                _of(LeaderApproval)
                .filter(kind=Approval.CLOSING, at__gte=since)
                .exclude(by_user=by.user_id)
            ),
            deletion_proposed_by=Subquery(
                _of(Erasure).filter(proposed_at__gte=since).values("proposed_by")[:1]
            ),
        )
        .values(*FACT_NAMES)
        .get()
    )
    return dict(row)


FACT_NAMES = (
    "police_check",
    "answers_awaited",
    "meeting_held",
    "joint_text",
    "own_decision",
    "police_decision",
    "open_measures",
    "open_disclosures",
    "open_tasks",
    "had_measures",
    "review_held",
    "closing_approved",
    "deletion_proposed_by",
)


def _of(model: Any) -> QuerySet[Any]:
    rows: QuerySet[Any] = unscoped(model, reason=OPENED).filter(
        municipality_id=OuterRef("municipality_id"), case_id=OuterRef("pk")
    )
    return rows


def _any(model: Any, *conditions: Q, **more: Any) -> Exists:
    return Exists(_of(model).filter(*conditions, **more))


def _count(model: Any, **conditions: Any) -> Coalesce:
    rows = _of(model).filter(**conditions).order_by().values("case_id")
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)


def _latest_meeting(column: str) -> Subquery:
    return Subquery(_of(Meeting).order_by("-at").values(column)[:1])


def _agreed() -> Subquery:
    """When both authorities approved minutes since the analysis was called."""
    rows = _of(JointMeeting).filter(locked_at__gte=OuterRef("called"))
    return Subquery(rows.order_by("-locked_at").values("locked_at")[:1])


def _decided(decider: Decider) -> Exists:
    """A decision answers the recommendation that was written last, whatever state it is made in."""
    return _any(Decision, decider=decider, at__gte=OuterRef("recommended"))


def _decided_after(side: str) -> Exists:
    """The same, written by that authority itself after a meeting of both."""
    return _any(JointDecision, authority_id=OuterRef(side), at__gte=OuterRef("recommended"))


def may_decide(by: Actor, case: Case) -> bool:
    """Whether there is a recommendation to decide on: the last meeting has written one, or both
    authorities approved minutes since the analysis was called."""
    if case.state_code not in UNDECIDED:
        return True
    if case.state_code is not State.ANALYSIS:
        return False
    latest = Meeting.objects.for_actor(by).filter(case=case).order_by("-at").first()
    written = latest is not None and latest.recommended_at is not None
    return written or agreed(by, case) is not None


def planned_measures(by: Actor, case: Case) -> Any:
    """Measures of the case that have not begun, the first to begin first."""
    rows = Measure.objects.for_actor(by).filter(case=case, status=MeasureStatus.PLANNED)
    return rows.order_by("starts_on", "pk")


def _nothing_blocks(case: Case, by: Actor, facts: Facts, *, under_18: bool) -> bool:
    """Nothing but the assessment, which is written while closing, stands in the way."""
    findings = closing_findings(
        ClosingFacts(
            reason=ClosureReason.UNFOUNDED,
            assessment="",
            open_measures=facts["open_measures"],
            last_judgement=Judgement(case.last_judgement) if case.last_judgement else None,
            leader_approved=facts["closing_approved"],
            under_18=under_18,
            underretning_decided=bool(case.notice),
        )
    )
    return not any(
        finding.severity is Severity.BLOCKING and finding.key is not FindingKey.ASSESSMENT_MISSING
        for finding in findings
    )


__all__ = [
    "closing_approved",
    "closing_facts",
    "earlier_concerns",
    "may_decide",
    "met_gates",
    "planned_measures",
]
