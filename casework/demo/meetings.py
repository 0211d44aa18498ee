"""Meetings of the info-house: one that both sides have approved the minutes of, one to come."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from casework import actions
from casework.actions.joint import to_invite
from casework.demo.colleagues import Colleague
from casework.demo.daytime import Office
from casework.models import Case, Disclosure, JointMeeting
from casework.policies import Deed, may
from casework.queries.joint import items, people
from casework.rules.clocks import COPENHAGEN
from casework.rules.codes import DecisionOutcome
from casework.rules.joint import Attended
from casework.rules.legal import LegalBasis
from stopext.access import clock
from stopext.web.dates import add_working_days

AGENDA = "Det, skolen har set\nDet, politiet ved\nBeskyttende forhold\nAnbefaling og næste skridt"
PLACE = "Rådhuset, mødelokale 3"
INVITED = {
    "outside": "",
    "reason": "Har talt med borgeren og kender forløbet.",
    "legal_basis": LegalBasis.RPL_115_1,
    "brings": "Det, der er aftalt med borgeren, og hvordan det går.",
    "sees": "Bekymringen og det, der er delt til mødet.",
}
GUEST = {**INVITED, "outside": "Souschef, ungdomsuddannelsen", "sees": "Kun spørgsmålet om fravær."}
MINUTES = {
    "text": "Skolen oplever færre konflikter. Politiet kender ikke til strafbare forhold.",
    "disagreement": "Politiet ser større risiko ved borgerens netværk på nettet end kommunen.",
    "recommendation": "En mentor hver uge og et fælles møde igen om tre måneder.",
}
ADDED = "Uddannelsen har siden bekræftet, at borgeren kommer til timerne."
DECIDED = "Vi følger anbefalingen."
#: How many days back the first was held, and how many ahead the other is, in working days.
HELD, AHEAD = 5, 4
#: How many working days back the one to come was planned.
PREPARED = 2
#: From what was shared so many days back there was time to meet.
SHARED_DAYS = timedelta(days=12)


def tell(ours: Colleague, police: Colleague, officer: Colleague, office: Office) -> None:
    """Both meetings, once, about the cases that were shared first."""
    with ours.acts():
        if JointMeeting.objects.for_actor(ours.actor).exists():
            return
        cases = _cases(ours, office)
    if not cases:
        return
    held = _at(office.day(HELD))
    with ours.acts(), clock.at(held - timedelta(days=1)):
        made = _planned(ours, cases[0], held)
    _prepared(ours, police, officer, made, held - timedelta(hours=20))
    _approved(ours, police, made, held + timedelta(hours=1))
    with ours.acts(), clock.at(_at(office.day(PREPARED))):
        coming = _planned(ours, cases[-1], _at(add_working_days(clock.today(), AHEAD)))
    _prepared(ours, police, officer, coming, _at(office.day(PREPARED)) + timedelta(hours=1))


def _at(day: date) -> datetime:
    return datetime.combine(day, time(10, 0), tzinfo=COPENHAGEN)


def _cases(ours: Colleague, office: Office) -> list[Case]:
    """Running cases that have been shared for some time and still are."""
    shared = Disclosure.objects.for_actor(ours.actor).filter(
        hand_over=False,
        revoked_at__isnull=True,
        at__lt=office.now - SHARED_DAYS,
        expires_at__gt=office.now,
    )
    rows = Case.objects.for_actor(ours.actor).filter(pk__in=shared.values("case"))
    return [row for row in rows.order_by("created_at") if may(Deed.PLAN_MEETING, ours.actor, row)]


def _planned(ours: Colleague, case: Case, when: datetime) -> JointMeeting:
    return actions.plan_meeting(
        by=ours.actor, case=case, planned_at=when, place=PLACE, agenda=AGENDA
    )


def _prepared(
    ours: Colleague, police: Colleague, officer: Colleague, meeting: JointMeeting, when: datetime
) -> None:
    """Each side invites somebody; who can log in gets one paper."""
    with ours.acts(), clock.at(when):
        actions.invite(by=ours.actor, meeting=meeting, said=GUEST, person=None)
        colleague = to_invite(ours.actor, meeting).exclude(pk=ours.actor.membership_id).first()
        paper = [items(ours.actor, meeting)[0].pk]
        if colleague is not None:
            actions.invite(
                by=ours.actor, meeting=meeting, said=INVITED, person=colleague, papers=paper
            )
    with police.acts(), clock.at(when + timedelta(minutes=30)):
        asked = to_invite(police.actor, meeting).get(pk=officer.actor.membership_id)
        actions.invite(by=police.actor, meeting=meeting, said=INVITED, person=asked, papers=paper)


def _approved(ours: Colleague, police: Colleague, meeting: JointMeeting, when: datetime) -> None:
    """The municipality writes; both approve and decide for themselves."""
    with ours.acts(), clock.at(when):
        came = [(one.row, Attended.CAME, "") for one in people(ours.actor, meeting)]
        actions.record_attendance(by=ours.actor, meeting=meeting, version=0, said=came)
        actions.write_minutes(by=ours.actor, meeting=meeting, version=0, **MINUTES)
        actions.approve_minutes(by=ours.actor, meeting=meeting, version=1)
    with police.acts(), clock.at(when + timedelta(hours=1)):
        actions.approve_minutes(by=police.actor, meeting=meeting, version=1)
    for one, later in ((ours, 2), (police, 3)):
        with one.acts(), clock.at(when + timedelta(hours=later)):
            actions.decide_after_meeting(
                by=one.actor, meeting=meeting, outcome=DecisionOutcome.START, reason=DECIDED
            )
    with ours.acts(), clock.at(when + timedelta(hours=4)):
        actions.add_to_minutes(by=ours.actor, meeting=meeting, text=ADDED)
