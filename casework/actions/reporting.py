"""A concern reported by somebody outside the case team (a teacher, a housing adviser)."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.actions.registering import check_danger
from casework.models import Report
from casework.rules.codes import Knowledge
from casework.rules.danger import DangerQuestion
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Invalid, Refused
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
) -> Report:
    """Hand a concern to the municipality's case team; the receipt is what the reporter keeps.

    Raises:
        Refused: the role reports no concerns.
        Invalid: the danger questions are open, or nothing was observed.
    """
    if not by.can(Permission.REPORT_CONCERN):
        raise Refused(_("Din rolle indberetter ikke bekymringer."))
    check_danger(danger, police_contacted_at)
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
        wants_feedback=wants_feedback,
        contact=contact,
    )
    report.save(force_insert=True)
    note("report.send", "casework.report", report.pk)
    return report


def _receipt() -> str:
    """``K7M4-XQPD``: random, so it tells neither number nor order."""
    letters = [secrets.choice(RECEIPT_ALPHABET) for _place in range(8)]
    return "".join(letters[:4]) + "-" + "".join(letters[4:])
