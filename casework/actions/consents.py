"""What the citizen was asked for and answered, and that a yes was withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework.actions.assessing import required
from casework.actions.rows import lock_case, signed, touch
from casework.actions.telling_district import tell_of_share, telling_what_is_lost
from casework.models import Case, Consent
from casework.policies import Deed, check
from casework.queries.consents import resting
from casework.rules.consents import (
    ConsentAnswer,
    ConsentGiver,
    ConsentWay,
    find_consent_problems,
    find_withdrawal_problem,
    last_day,
)
from casework.rules.disclosure import LOST_CONSENT
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Invalid
from stopext.audit.record import note
from stopext.web.dates import format_date

#: Columns of an answer, in the order of the page, and those of its withdrawal.
ANSWERED = (
    "purpose",
    "receiver",
    "receiver_words",
    "words",
    "answer",
    "giver",
    "way",
    "witness",
    "given_on",
    "lasts_until",
)
WITHDRAWN = ("withdrawn_on", "withdrawn_way", "withdrawn_note")


@transaction.atomic
def record_consent(*, by: Actor, case: Case, said: Mapping[str, Any]) -> Consent:
    """Write down an answer, yes or no. ``said`` holds the columns ``ANSWERED``.

    Raises:
        Refused: the role may not. Invalid: a text is missing, a day is impossible, who answered may
            not, or it is a no to what the same giver's yes still lets.
    """
    row = lock_case(by, case)
    check(Deed.WORK, by, row)
    check_answer(said, row)
    _check_no_yes_holds(by, row, said)
    noted = {name: said[name] for name in ANSWERED} | {"lasts_until": last_day(said)}
    made = Consent(**signed(by, row), **noted)
    made.save(force_insert=True)
    touch(row)
    details = {"purpose": made.purpose, "answer": made.answer}
    note("consent.record", "casework.consent", made.pk, subject_key=row.log_key, details=details)
    return made


@transaction.atomic
def withdraw_consent(
    *, by: Actor, consent: Consent, withdrawn_on: date, way: ConsentWay, words: str = ""
) -> Consent:
    """Write down that a consent was withdrawn, once. The database ends with it what the police
    district could read on it; the disclosure itself, and a screening together, somebody withdraws.

    Raises:
        Refused: the role may not. Conflict: it has been withdrawn.
        Invalid: the answer was no, or the day is impossible.
    """
    case = lock_case(by, consent.case)
    check(Deed.WITHDRAW_CONSENT, by, case)
    rows = Consent.objects.for_actor(by).select_for_update(of=("self",))
    row: Consent = rows.get(pk=consent.pk, case=case)
    if row.withdrawn_at is not None:
        raise Conflict(_("Samtykket er allerede trukket tilbage."))
    if row.answer == ConsentAnswer.NO:
        raise Invalid(_("Svaret var nej. Et nej trækkes ikke tilbage."))
    check_withdrawal(row, withdrawn_on)
    row.withdrawn_on, row.withdrawn_way, row.withdrawn_note = withdrawn_on, way, words
    row.withdrawn_at = clock.now()
    row.withdrawn_by_user, row.withdrawn_by_name = by.user_id, by.name
    written = [*WITHDRAWN, "withdrawn_at", "withdrawn_by_user", "withdrawn_by_name"]
    with telling_what_is_lost(by, case, f"consent-{row.pk}"):
        row.save(update_fields=written)
    for shared in resting(by, case).get(row.pk, ()):
        tell_of_share(shared, LOST_CONSENT)
    touch(case)
    note("consent.withdraw", "casework.consent", row.pk, subject_key=case.log_key)
    return row


def check_answer(said: Mapping[str, Any], case: Case) -> None:
    """Refuse what cannot have been answered so.

    Raises:
        Invalid: the first reason, at its field.
    """
    required(said["words"], _("Skriv, hvad der er sagt ja eller nej til."))
    for problem in find_consent_problems(said, today=clock.today()):
        raise Invalid(problem.message, problem.field)
    day, citizen = said["given_on"], case.subject
    if said["giver"] == ConsentGiver.CUSTODY and citizen.age(day) and not citizen.under_18(day):
        raise Invalid(_("Borgeren var fyldt 18 år: ingen har forældremyndigheden."), "giver")


def _check_no_yes_holds(by: Actor, case: Case, said: Mapping[str, Any]) -> None:
    """One way to end a yes: what rests on it is looked at when it is withdrawn."""
    if said["answer"] != ConsentAnswer.NO:
        return
    same = {name: said[name] for name in ("purpose", "receiver", "giver")}
    rows = Consent.objects.for_actor(by).filter(case=case, answer=ConsentAnswer.YES, **same)
    for yes in rows.order_by("-given_on", "pk"):
        if yes.holds(clock.today()) and yes.receiver_words == said["receiver_words"]:
            told = _("Den samme har sagt ja til det samme %s. Træk det samtykke tilbage i stedet.")
            raise Invalid(told % format_date(yes.given_on), "answer")


def check_withdrawal(row: Consent, withdrawn_on: date | None) -> None:
    """Refuse a day on which the consent cannot have been withdrawn.

    Raises:
        Invalid: no day, a day to come, or one before the answer.
    """
    if withdrawn_on is None:
        raise Invalid(_("Skriv, hvornår det blev trukket tilbage."), "withdrawn_on")
    problem = find_withdrawal_problem(withdrawn_on, given_on=row.given_on, today=clock.today())
    if problem is not None:
        raise Invalid(problem.message, problem.field)
