"""Closing a case through its gate, and the leader's approval."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from casework.actions.inquiring import withdraw_inquiry
from casework.actions.joint import cancel_meeting
from casework.actions.moving import move
from casework.actions.rows import lock_case, signed, touch
from casework.actions.tasks import cancel_tasks
from casework.models import Case, ClosingAnswer, LeaderApproval
from casework.policies import Deed, check
from casework.queries.facts import closing_approved, closing_facts
from casework.queries.inquiries import unanswered_of
from casework.queries.joint import ahead
from casework.queries.readers import lacks_leader, other_leaders
from casework.rules.closing import (
    FindingKey,
    check_closing,
    closing_findings,
    needs_leader_approval,
)
from casework.rules.codes import Approval, ClosureReason
from casework.rules.retention import Retention, compute_retention
from casework.rules.workflow import Field, Gate, State
from casework.screenings import latest_judgement
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Invalid
from stopext.access.roles import Role
from stopext.audit.record import note

ASKED = ("approval_asked_at", "approval_asked_by", "approval_asked_user")


@transaction.atomic
def close(
    *,
    by: Actor,
    case: Case,
    version: int,
    reason: ClosureReason,
    assessment: str,
    answers: Mapping[FindingKey, str] | None = None,
    handover: str = "",
) -> Case:
    """End the case. Meetings with the police district that are to come are called off, and
    questions to others that nobody has answered taken back, which those concerned are told; open
    tasks are cancelled.
    ``answers`` are the written answers to the findings that ask for one; ``handover`` says who in
    the new municipality confirmed taking over, and when; it is kept when the reason is that the
    citizen moved.

    Raises:
        Conflict: the case was changed meanwhile. Refused: the role may not.
        ClosingError: findings stand in the way; it carries them. After a high judgement a leader
            who closes herself needs another's approval.
        Invalid: the state has no way to closing.
    """
    row = lock_case(by, case, version)
    check(Deed.CLOSE, by, row)
    given = dict(answers or {})
    under_18 = row.subject.under_18(clock.today())
    facts = closing_facts(
        row, by, reason=reason, assessment=assessment, under_18=under_18, handover=handover
    )
    check_closing(facts, given)
    if reason is ClosureReason.MOVED:
        _answer(by, row, FindingKey.MOVED_RECEIPT, handover)
    for finding in closing_findings(facts):
        _answer(by, row, finding.key, given[finding.key])
    fill_closing(row, reason, assessment)
    values = {Field.CLOSURE_REASON: reason, Field.ASSESSMENT: assessment}
    closed = move(
        by=by, case=row, target=State.CLOSED, values=values, also_met={Gate.CLOSING_CLEAR}
    )
    for meeting in ahead(by, closed):
        cancel_meeting(by=by, meeting=meeting, reason=_("Sagen er afsluttet."))
    cancel_tasks(by, closed, _("Sagen er afsluttet."))
    for inquiry in unanswered_of(by, closed):
        withdraw_inquiry(by=by, inquiry=inquiry, reason=_("Sagen er afsluttet."))
    return closed


@transaction.atomic
def ask_approval(*, by: Actor, case: Case) -> Case:
    """Ask the municipality's leaders to approve the closing; they find it on their start page.

    Raises:
        Refused: the role may not close cases, or the case has ended.
        Invalid: no approval is needed, it is there already, it has been asked for, or no leader
            sees the case.
    """
    row = lock_case(by, case)
    check(Deed.CLOSE, by, row)
    if not needs_leader_approval(latest_judgement(by, row)):
        raise Invalid(_("Afslutningen kræver ingen godkendelse: bekymringen er ikke vurderet høj."))
    if closing_approved(row, by):
        raise Invalid(_("Afslutningen er allerede godkendt. Du kan afslutte sagen."))
    if row.waits_for_approval:
        raise Invalid(_("Lederen er allerede bedt om at godkende afslutningen."))
    if lacks_leader(by, row):
        raise Invalid(_("Ingen leder kan se sagen. Sæt først en leder på listen."))
    if by.role is Role.LEADER and not other_leaders(by, row).exists():
        raise Invalid(
            _("Ingen anden leder kan se sagen. Godkend selv, og lad en tovholder afslutte den.")
        )
    row.approval_asked_at, row.approval_asked_by = clock.now(), by.name
    row.approval_asked_user = by.user_id
    row.save(update_fields=list(ASKED))
    touch(row)
    note("case.ask_approval", "casework.case", row.pk, subject_key=row.log_key)
    return row


@transaction.atomic
def approve_closing(*, by: Actor, case: Case, reason: str) -> LeaderApproval:
    """A leader approves that a case with a high level of concern is closed in its present state.

    Raises:
        Refused: she is no leader, she has asked for it herself, or the case has ended.
        Invalid: no reason.
    """
    row = lock_case(by, case)
    check(Deed.APPROVE, by, row)
    if not reason.strip():
        raise Invalid(_("Skriv begrundelsen for at godkende afslutningen."))
    made = LeaderApproval(**signed(by, row), kind=Approval.CLOSING, reason=reason)
    made.save(force_insert=True)
    row.approval_asked_at, row.approval_asked_by, row.approval_asked_user = None, "", None
    row.save(update_fields=list(ASKED))
    touch(row)
    note("case.approve_closing", "casework.case", row.pk, subject_key=row.log_key)
    return made


def retention_of(case: Case, reason: ClosureReason) -> Retention:
    """Earliest deletion if the case were closed today for ``reason``; shown before closing."""
    measures = case.measures.filter(municipality_id=case.municipality_id)
    return compute_retention(
        closed_on=clock.today(),
        reason=reason,
        had_measures=measures.exists(),
        under_18=case.subject.under_18(clock.today()),
        birth_year=case.subject.birth_year,
    )


def _answer(by: Actor, case: Case, finding: FindingKey, text: str) -> None:
    ClosingAnswer(**signed(by, case), finding=finding, answer=text).save(force_insert=True)


def fill_closing(case: Case, reason: ClosureReason, assessment: str) -> None:
    """How the case ended, from now. Not stored here."""
    kept = retention_of(case, reason)
    case.closed_at = clock.now()
    case.closure_reason, case.closure_assessment = reason, assessment
    case.delete_earliest, case.retention_rule = kept.earliest, kept.rule
