"""From first assessment to each authority's own decision."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.actions.citizens import end_child_clock
from casework.actions.rows import lock_case, record_notice, save_case, signed, touch
from casework.models import Case, Decision, InformationRequest, Meeting, Triage
from casework.policies import Deed, check
from casework.queries.child_clock import child_clock_runs
from casework.queries.facts import may_decide
from casework.rules.clocks import COPENHAGEN, INFORMATION
from casework.rules.codes import (
    Decider,
    DecisionOutcome,
    NoticeDecision,
    PoliceCheck,
    TriageOutcome,
)
from casework.rules.workflow import State
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.audit.record import note

NOT_YET = gettext_lazy(
    "Egne beslutninger registreres, når infohusets anbefaling er skrevet: det er den, de svarer"
    " på, og de tæller først derfra."
)


@transaction.atomic
def triage(
    *,
    by: Actor,
    case: Case,
    outcome: TriageOutcome,
    reason: str,
    police_check: PoliceCheck,
    police_contact: str = "",
    version: int | None = None,
) -> Triage:
    """Record the outcome of the first assessment and the police's answer. The move that follows is
    made separately; a new triage replaces the earlier one for the gates. ``version`` is how many
    the case had when the page was drawn: whoever did not see the newest is told of it first.

    Raises:
        Refused: the role may not. Invalid: no reason. Conflict: there is one she has not seen.
    """
    row = lock_case(by, case)
    check(Deed.ASSESS, by, row)
    if version is not None and Triage.objects.for_actor(by).filter(case=row).count() > version:
        raise Conflict(_("Der er skrevet en indledende vurdering, mens du skrev din."))
    made = Triage(
        **signed(by, row),
        outcome=outcome,
        reason=required(reason, _("Skriv begrundelsen for vurderingen.")),
        police_check=police_check,
        police_contact=police_contact,
    )
    made.save(force_insert=True)
    touch(row)
    details = {"outcome": outcome, "police": police_check}
    note("case.triage", "casework.case", row.pk, subject_key=row.log_key, details=details)
    return made


@transaction.atomic
def decide_notice(
    *, by: Actor, case: Case, version: int, decision: NoticeDecision, reason: str
) -> Case:
    """Decide whether the family department is notified about somebody under 18.

    Raises:
        Conflict: the case was changed meanwhile. Refused: the role may not. Invalid: no reason.
    """
    row = lock_case(by, case, version)
    check(Deed.ASSESS, by, row)
    why = required(reason, _("Skriv begrundelsen for beslutningen."))
    if child_clock_runs(by, row):
        end_child_clock(row)
    save_case(row, *record_notice(by, row, decision, why), "due_at")
    details = {"decision": decision}
    note("case.decide_notice", "casework.case", row.pk, subject_key=row.log_key, details=details)
    return row


@transaction.atomic
def ask_information(
    *, by: Actor, case: Case, authority: str, question: str, due_on: date | None = None
) -> InformationRequest:
    """Ask another authority or unit; without ``due_on`` it has ten working days.

    Raises:
        Refused: the role may not. Invalid: nobody or nothing asked, or a deadline in the past.
    """
    row = lock_case(by, case)
    check(Deed.ASSESS, by, row)
    last_day = due_on or INFORMATION.due(clock.now()).astimezone(COPENHAGEN).date()
    if last_day < clock.today():
        raise Invalid(_("Svarfristen ligger før i dag."), "due_on")
    made = InformationRequest(
        **signed(by, row),
        authority=required(authority, _("Skriv, hvem der spørges.")),
        question=required(question, _("Skriv, hvad der spørges om.")),
        due_on=last_day,
    )
    made.save(force_insert=True)
    touch(row)
    note("information.ask", "casework.informationrequest", made.pk, subject_key=row.log_key)
    return made


@transaction.atomic
def hold_meeting(
    *,
    by: Actor,
    case: Case,
    held_on: date,
    participants: str,
    shared: str,
    disagreement: str = "",
) -> Meeting:
    """Record that the booked meeting was held: who was there and what was shared.

    Raises:
        Refused: the role may not.
        Conflict: somebody else has recorded it.
        Invalid: no meeting is booked, the date lies ahead, or participants or content are missing.
    """
    row = lock_case(by, case)
    check(Deed.ASSESS, by, row)
    meeting = _booked(by, row)
    if held_on > clock.today():
        raise Invalid(_("Mødet kan ikke være holdt endnu."), "held_on")
    meeting.held_on = held_on
    meeting.participants = required(participants, _("Skriv, hvem der deltog."))
    meeting.shared = required(shared, _("Skriv, hvad der blev delt på mødet."))
    meeting.disagreement = disagreement
    meeting.save(update_fields=["held_on", "participants", "shared", "disagreement"])
    touch(row)
    note("meeting.hold", "casework.meeting", meeting.pk, subject_key=row.log_key)
    return meeting


@transaction.atomic
def recommend(
    *,
    by: Actor,
    meeting: Meeting,
    version: int,
    joint_assessment: str,
    recommendation: str,
    cannot_assess: bool = False,
) -> Meeting:
    """Write the info-house's joint assessment and recommendation. It decides nothing.

    Raises:
        Refused: the role may not, or the case has gone on since the recommendation.
        Conflict: somebody else has written since ``version``.
        Invalid: the meeting is not held, or neither text nor "kan ikke vurderes" is given.
    """
    row = lock_case(by, meeting.case)
    check(Deed.ASSESS, by, row)
    held: Meeting = Meeting.objects.for_actor(by).select_for_update(of=("self",)).get(pk=meeting.pk)
    if held.held_on is None:
        raise Invalid(_("Registrér først, at mødet er holdt."))
    if held.recommended_at is not None and row.state != State.ANALYSIS:
        raise Refused(_("Anbefalingen er givet. Sagen skal drøftes igen, før den kan ændres."))
    if held.version != version:
        raise Conflict(_("En anden har skrevet anbefalingen, mens du skrev."))
    if not cannot_assess:
        required(joint_assessment, _("Skriv den fælles vurdering, eller at den ikke kan gives."))
    held.joint_assessment, held.cannot_assess = joint_assessment, cannot_assess
    held.recommendation = required(recommendation, _("Skriv anbefalingen."))
    held.recommended_at, held.version = clock.now(), version + 1
    held.save(
        update_fields=[
            "joint_assessment",
            "cannot_assess",
            "recommendation",
            "recommended_at",
            "version",
        ]
    )
    touch(row)
    note("meeting.recommend", "casework.meeting", held.pk, subject_key=row.log_key)
    return held


@transaction.atomic
def decide(
    *,
    by: Actor,
    case: Case,
    decider: Decider,
    outcome: DecisionOutcome,
    reason: str,
    told_by: str = "",
    version: int | None = None,
) -> Decision:
    """Record one authority's own decision on the recommendation; the police's as ``told_by`` said
    it, which the municipality writes for them. ``version`` is how many decisions the case had when
    the page was drawn: whoever did not see the same authority's newest is told of it first.

    Raises:
        Refused: the role may not, or nothing has been recommended yet.
        Invalid: no reason, or nobody at the police who told.
        Conflict: that authority has one she has not seen.
    """
    row = lock_case(by, case)
    check(Deed.ASSESS, by, row)
    if not may_decide(by, row):
        raise Refused(str(NOT_YET))
    if version is not None:
        rows = Decision.objects.for_actor(by).filter(case=row).order_by("at", "pk")
        if decider in rows.values_list("decider", flat=True)[version:]:
            raise Conflict(_("Den samme myndigheds beslutning er registreret, mens du skrev."))
    of_police = decider == Decider.POLICE
    if of_police and not told_by.strip():
        raise Invalid(_("Skriv, hvem hos politiet der har oplyst beslutningen."), "told_by")
    made = Decision(
        **signed(by, row),
        decider=decider,
        outcome=outcome,
        reason=required(reason, _("Skriv begrundelsen for beslutningen.")),
        told_by=told_by if of_police else None,
    )
    made.save(force_insert=True)
    touch(row)
    details = {"decider": decider, "outcome": outcome}
    note("case.decide", "casework.case", row.pk, subject_key=row.log_key, details=details)
    return made


def _booked(by: Actor, case: Case) -> Meeting:
    rows = Meeting.objects.for_actor(by).filter(case=case)
    found: Meeting | None = rows.select_for_update(of=("self",)).order_by("-at").first()
    if found is None:
        raise Invalid(_("Der er ikke indkaldt til et møde. Gør det først."))
    if found.held_on is not None:
        raise Conflict(_("En anden har allerede registreret mødet."))
    return found


def required(text: str, problem: str, field: str = "") -> str:
    """The text; raises Invalid with ``problem``, at its field, when nothing is written."""
    if not text.strip():
        raise Invalid(problem, field)
    return text
