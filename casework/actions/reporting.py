"""A concern reported by somebody outside the case team (a teacher, a housing adviser), and what
becomes of it when it is no new case."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.actions.citizens import hasten_for_child
from casework.actions.opening import (
    ConcernFacts,
    check_danger,
    store_concern,
    waiting_report,
)
from casework.actions.rows import lock_case, touch
from casework.models import Case, Concern, Report, ReportDecision
from casework.rules.codes import (
    Channel,
    ConcernForm,
    Knowledge,
    ReferrerType,
    ReportOutcome,
    ReportStatus,
    Tristate,
)
from casework.rules.danger import DangerQuestion
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Invalid, NotYourRole
from stopext.access.roles import Permission
from stopext.audit.record import note

#: No letters or digits that are read wrongly aloud.
RECEIPT_ALPHABET = "ACDEFGHJKLMNPRTUVWXY34679"


@transaction.atomic
def report_concern(
    *,
    by: Actor,
    danger: Mapping[DangerQuestion, bool],
    police_contacted_at: datetime | None,
    observed: str,
    knowledge: Knowledge,
    person: str = "",
    birth_year: str = "",
    observed_when: str = "",
    interpreted: str = "",
    wants_feedback: bool = False,
    contact: str = "",
    care_contact: str = "",
) -> Report:
    """Hand a concern to the municipality's case team; the receipt is what the reporter keeps.

    Raises:
        Refused: the role reports no concerns.
        Invalid: the danger questions are open, or nothing was observed.
    """
    if not by.can(Permission.REPORT_CONCERN):
        raise NotYourRole(_("Din rolle indberetter ikke bekymringer."))
    check_danger(danger, police_contacted_at, care_contact)
    if not observed.strip():
        raise Invalid(_("Skriv, hvad du har set eller hørt."))
    report = Report(
        municipality_id=by.authority_id,
        receipt=_receipt(),
        reporter_id=by.user_id,
        reporter_name=by.name,
        received_at=clock.now(),
        person=person,
        birth_year=birth_year,
        observed=observed,
        observed_when=observed_when,
        knowledge=knowledge,
        interpreted=interpreted,
        danger={question.value: answer for question, answer in danger.items()},
        police_contacted_at=police_contacted_at,
        care_contact=care_contact,
        wants_feedback=wants_feedback,
        contact=contact,
    )
    report.save(force_insert=True)
    note("report.send", "casework.report", report.pk)
    return report


@transaction.atomic
def put_on_case(
    *,
    by: Actor,
    report: Report,
    case: Case,
    referrer_type: ReferrerType,
    citizen_informed: Tristate,
    legal_ground: str,
    not_informed_reason: str = "",
) -> Concern:
    """Register what was reported as a concern of a running case. The reporter is told that it was
    taken up, and not that there was a case.

    Raises:
        Refused: the role assesses no concerns.
        Invalid: the case has ended.
        Conflict: somebody else has dealt with the report.
    """
    _check_assessing(by)
    row = lock_case(by, case)
    if row.ended:
        raise Invalid(_("Sagen er afsluttet. Tag henvendelsen op som en ny bekymring i stedet."))
    facts = ConcernFacts(
        received_at=report.received_at,
        channel=Channel.FORM,
        referrer_type=referrer_type,
        referrer_name=report.reporter_name,
        referrer_contact=report.contact,
        wants_feedback=report.wants_feedback,
        public_employee=True,
        observed=report.observed,
        observed_when=report.observed_when,
        knowledge=Knowledge(report.knowledge),
        interpreted=report.interpreted,
        form=ConcernForm(row.form),
        danger={DangerQuestion(name): given for name, given in report.danger.items()},
        police_contacted_at=report.police_contacted_at,
        care_contact=report.care_contact or "",
        citizen_informed=citizen_informed,
        not_informed_reason=not_informed_reason,
        legal_ground=legal_ground,
    )
    concern = store_concern(by, row, facts, report)
    hasten_for_child(row, facts.received_at)
    row.save(update_fields=["due_at"])
    touch(row)
    details = {"concern": str(concern.pk), "report": str(report.pk)}
    note("concern.attach", "casework.case", row.pk, subject_key=row.log_key, details=details)
    return concern


@transaction.atomic
def answer_report(
    *, by: Actor, report: Report, outcome: ReportOutcome, answer: str, reason: str = ""
) -> Report:
    """Answer the reporter, without a case. ``answer`` is what she reads; ``reason`` stays in the
    municipality, and must be given when it is found to be no concern.

    Raises:
        Refused: the role assesses no concerns.
        Invalid: no answer, or no reason.
        Conflict: somebody else has dealt with the report.
    """
    _check_assessing(by)
    row = waiting_report(by, report)
    if not answer.strip():
        raise Invalid(_("Skriv, hvad indberetteren skal have at vide."))
    if outcome is ReportOutcome.NO_CONCERN and not reason.strip():
        raise Invalid(_("Skriv, hvorfor det ikke er en bekymring."))
    now = clock.now()
    decision = ReportDecision(
        municipality_id=row.municipality_id,
        by_user=by.user_id,
        by_name=by.name,
        at=now,
        outcome=outcome,
        reason=reason,
    )
    decision.save(force_insert=True)
    row.status, row.decision = ReportStatus.ANSWERED, decision
    row.answer, row.answered_at = answer, now
    row.save(update_fields=["status", "decision", "answer", "answered_at"])
    note("report.answer", "casework.report", row.pk, details={"outcome": outcome})
    return row


def _check_assessing(by: Actor) -> None:
    if not by.can(Permission.TRIAGE_CASES):
        raise NotYourRole(_("Din rolle behandler ikke henvendelser."))


def _receipt() -> str:
    """``K7M4-XQPD``: random, so it tells neither number nor order."""
    letters = [secrets.choice(RECEIPT_ALPHABET) for _place in range(8)]
    return "".join(letters[:4]) + "-" + "".join(letters[4:])
