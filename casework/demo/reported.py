"""Concerns from outside the team: one that waits, one that was answered, one put on a case."""

from __future__ import annotations

from random import Random

from casework import actions
from casework.demo import texts
from casework.demo.colleagues import Colleague
from casework.demo.daytime import Office, slots
from casework.models import Case, Report
from casework.models.case import ENDED
from casework.rules.codes import Knowledge, ReferrerType, ReportOutcome, Tristate
from casework.rules.danger import DangerQuestion
from stopext.access import clock
from stopext.access.actor import Actor

ON_CASE = (
    "Borgeren kom i dag forbi skolegården igen og delte løbesedler ud. Han gik, da jeg bad ham om "
    "det."
)
ANSWERED = "En forælder har hængt et flag med et stort kors op i sin have. Nogle børn taler om det."
ANSWER = (
    "Tak, fordi du skrev. Et flag i en have er ikke i sig selv tegn på ekstremisme, og vi gør ikke "
    "mere ud fra det, du har set. Sker der noget, der bekymrer dig, så skriv endelig igen."
)
REASON = "Et symbol på privat grund, ingen trusler og ingen ændret adfærd. Ingen registrering."
WAITING = (
    "En elev i 9. klasse har i tre uger siddet alene og tegnet symboler fra en gruppe på nettet. I "
    "dag sagde han til en kammerat, at “de snart får, hvad de fortjener”."
)
INTERPRETED = "Jeg er i tvivl, om det er en provokation, eller om nogen påvirker ham."


def tell(reporter: Colleague, lead: Colleague, office: Office, times: Random) -> None:
    """Report the three, and deal with two of them, once."""
    with reporter.acts():
        if Report.objects.for_actor(reporter.actor).exists():
            return
        first, second, today = slots(office, [9, 4, 0], times)
        with clock.at(first.start):
            answered = _report(reporter.actor, ANSWERED)
        with clock.at(second.start):
            put_on = _report(reporter.actor, ON_CASE)
        with clock.at(today.start):
            _report(
                reporter.actor,
                WAITING,
                interpreted=INTERPRETED,
                person="Oskar Demogaard",
                wants_feedback=True,
                contact="Ring på skolen før kl. 14",
            )
    with lead.acts():
        with clock.at(office.next_slot(first.start, times).start):
            actions.answer_report(
                by=lead.actor,
                report=answered,
                outcome=ReportOutcome.NO_CONCERN,
                answer=ANSWER,
                reason=REASON,
            )
        with clock.at(office.next_slot(second.start, times).start):
            _put_on_a_case(lead.actor, put_on)


def _report(by: Actor, observed: str, **more: object) -> Report:
    given: dict[str, object] = {"knowledge": Knowledge.FIRST_HAND, **more}
    return actions.report_concern(
        by=by,
        danger=dict.fromkeys(DangerQuestion, False),
        police_contacted_at=None,
        observed=observed,
        **given,  # type: ignore[arg-type]
    )


def _put_on_a_case(by: Actor, report: Report) -> None:
    """On the running case that was registered last before the report came, if there is one."""
    rows = Case.objects.for_actor(by).exclude(state__in=ENDED).filter(restricted=False)
    case = rows.filter(received_at__lt=report.received_at).order_by("-received_at").first()
    if case is None:
        return
    actions.put_on_case(
        by=by,
        report=report,
        case=case,
        referrer_type=ReferrerType.SCHOOL,
        citizen_informed=Tristate.NO,
        not_informed_reason=texts.NOT_INFORMED,
        legal_ground=texts.LEGAL_GROUND,
    )
