"""What the citizen was asked for and answered, and that a yes was withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework.actions.assessing import required
from casework.actions.rows import lock_case, signed, touch
from casework.actions.telling_district import telling_what_is_lost
from casework.models import Case, Consent
from casework.policies import Deed, check
from casework.rules.consents import (
    ConsentAnswer,
    ConsentWay,
    find_consent_problems,
    find_withdrawal_problem,
)
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Invalid
from stopext.audit.record import note

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
        Refused: the role may not. Invalid: a text is missing, or a day is impossible.
    """
    row = lock_case(by, case)
    check(Deed.WORK, by, row)
    check_answer(said)
    made = Consent(**signed(by, row), **{name: said[name] for name in ANSWERED})
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
    touch(case)
    note("consent.withdraw", "casework.consent", row.pk, subject_key=case.log_key)
    return row


def check_answer(said: Mapping[str, Any]) -> None:
    """Refuse what cannot have been answered so.

    Raises:
        Invalid: the first reason, at its field.
    """
    required(said["words"], _("Skriv, hvad der er sagt ja eller nej til."))
    for problem in find_consent_problems(said, today=clock.today()):
        raise Invalid(problem.message, problem.field)


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
