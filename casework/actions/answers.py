"""What an authority outside the portal answered: written down once, and corrected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.actions.assessing import required
from casework.actions.rows import lock_case, touch
from casework.models import InformationRequest
from casework.policies import Deed, check
from casework.queries.earlier import times_written
from casework.rules.inquiries import WORDS_OUTSIDE
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Invalid
from stopext.audit.record import note

#: The columns of an answer.
REPLIED = ("reply", "answer", "source", "replied_on")


@transaction.atomic
def record_information(
    *, by: Actor, request: InformationRequest, said: Mapping[str, Any], version: int = 0
) -> None:
    """Write down what was answered; once. ``said`` holds the columns ``REPLIED``. ``version`` is
    the question's ``times_written`` when it was read: an answer belongs to the words that it was an
    answer to.

    Raises:
        Refused: the role may not. Invalid: as :func:`settle_answer`.
        Conflict: somebody has recorded an answer, corrected the question, or sent it in the portal.
    """
    row = lock_case(by, request.case)
    check(Deed.WORK, by, row)
    rows = InformationRequest.objects.for_actor(by).select_for_update(of=("self",))
    asked: InformationRequest = rows.get(pk=request.pk)
    if asked.inquiries.exists():
        raise Conflict(_("Spørgsmålet er sendt i portalen, og svaret kommer der."))
    if asked.answered_at is not None:
        raise Conflict(
            _("Svaret er skrevet imens. Ret det i stedet, eller gem din tekst som notat.")
        )
    if version != times_written(by, row, asked):
        raise Conflict(
            _("Spørgsmålet er rettet, mens du skrev. Se, om dit svar passer til det nye.")
        )
    for name in REPLIED:
        setattr(asked, name, said[name])
    asked.answered_at, asked.answered_by_name = clock.now(), by.name
    settle_answer(asked)
    asked.save(update_fields=[*REPLIED, "answered_at", "answered_by_name"])
    touch(row)
    note("information.record", "casework.informationrequest", asked.pk, subject_key=row.log_key)


def settle_answer(row: InformationRequest) -> None:
    """Refuse what cannot have been answered so.

    Raises:
        Invalid: there is no answer, its words are missing where it has some, who answered is
            missing, or the day is missing, before the question or to come.
    """
    if row.answered_at is None:
        raise Invalid(_("Der er ikke skrevet et svar endnu."))
    if row.reply in WORDS_OUTSIDE:
        required(row.answer, str(WORDS_OUTSIDE[row.reply]), "answer")
    required(row.source or "", _("Skriv, hvem der svarede, og hvordan."), "source")
    if row.replied_on is None:
        raise Invalid(_("Skriv, hvilken dag svaret kom."), "replied_on")
    if not timezone.localdate(row.at) <= row.replied_on <= clock.today():
        raise Invalid(_("Svaret kom efter spørgsmålet og senest i dag."), "replied_on")
