"""Writing that who turned to the municipality was told that it came."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.actions.rows import lock_case, signed, touch
from casework.models import Acknowledgement, Concern
from casework.policies import Deed, check
from casework.rules.acknowledging import Acknowledged, check_acknowledgement
from casework.rules.contacts import ContactChannel
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict
from stopext.audit.record import note


@transaction.atomic
def acknowledge(
    *,
    by: Actor,
    concern: Concern,
    answer: Acknowledged,
    given_on: date | None = None,
    channel: ContactChannel | None = None,
    words: str = "",
) -> Acknowledgement:
    """Write the receipt for a concern, or why there is none; also when its case has ended. Who was
    first stays so.

    Raises:
        Refused: the role may not. Conflict: it is written already.
        Invalid: :func:`casework.rules.acknowledging.check_acknowledgement`.
    """
    row = lock_case(by, concern.case)
    check(Deed.ACKNOWLEDGE, by, row)
    if Acknowledgement.objects.for_actor(by).filter(concern=concern).exists():
        raise Conflict(_("En kollega har skrevet kvitteringen imens. Skriv mere som en kontakt."))
    check_acknowledgement(
        answer,
        given_on=given_on,
        channel=channel,
        words=words,
        told_on=timezone.localdate(concern.received_at),
        today=clock.today(),
    )
    given = answer is Acknowledged.GIVEN
    made = Acknowledgement(
        **signed(by, row),
        concern=concern,
        answer=answer,
        given_on=given_on if given else None,
        channel=(channel or "") if given else "",
        words=words,
    )
    made.save(force_insert=True)
    touch(row)
    note("concern.acknowledge", "casework.concern", concern.pk, subject_key=row.log_key)
    return made
