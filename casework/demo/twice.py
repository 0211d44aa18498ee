"""One citizen who was registered as two, with a case for each: joined by the coordinator."""

from __future__ import annotations

from random import Random

from casework import actions
from casework.actions.joining import both_versions
from casework.demo import plain
from casework.demo.colleagues import Colleague
from casework.demo.daytime import Office, slots
from casework.models import Case, CaseJoin
from stopext.access import clock
from stopext.access.actor import Actor

DAYS_AGO = (12, 6, 3)
FIRST = (
    "Jasper Udkastholm",
    1999,
    "Har hængt klistermærker med en opfordring til oprør op i opgangen.",
)
AGAIN = (
    "Jeppe Fantasibjerg",
    1999,
    "Boligforeningen har set ham sætte klistermærker med opfordring til oprør op om natten.",
)
ONE_CITIZEN = (
    "Borgeren har selv fortalt, at han bruger sin mors efternavn. Boligforeningen bekræfter det."
)
ONE_CASE = "Det er de samme klistermærker i den samme opgang, set af to."


def tell(lead: Colleague, office: Office, times: Random) -> None:
    """Register the two, join the citizens and then their cases, once."""
    with lead.acts():
        if CaseJoin.objects.for_actor(lead.actor).exists():
            return
        first, second, third = slots(office, list(DAYS_AGO), times)
        with clock.at(first.start):
            case = plain.register(lead, *FIRST)
        with clock.at(second.start):
            other = plain.register(lead, *AGAIN)
        with clock.at(third.start):
            _join_citizens(lead.actor, case, other)
        with clock.at(third.start + third.pause):
            _join_cases(lead.actor, case, other)


def _join_citizens(by: Actor, case: Case, other: Case) -> None:
    ours, theirs = _now(by, case), _now(by, other)
    actions.join_citizens(
        by=by,
        case=ours,
        other=theirs,
        version=both_versions(ours, theirs),
        take=(),
        reason=ONE_CITIZEN,
    )


def _join_cases(by: Actor, case: Case, other: Case) -> None:
    ours, theirs = _now(by, case), _now(by, other)
    version = both_versions(ours, theirs)
    actions.join_cases(by=by, case=ours, other=theirs, version=version, reason=ONE_CASE)


def _now(by: Actor, case: Case) -> Case:
    found: Case = Case.objects.for_actor(by).select_related("subject").get(pk=case.pk)
    return found
