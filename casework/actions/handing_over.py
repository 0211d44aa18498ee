"""A case is handed over to the police district, which takes it over or refuses it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from casework.actions.moving import move
from casework.actions.packages import pack
from casework.actions.rows import lock_case, save_case
from casework.models import Case, Disclosure, HandOverAnswer, Receipt
from casework.policies import Deed, check
from casework.queries.hand_overs import latest_hand_over
from casework.rules.codes import HandOverReply, Tristate
from casework.rules.disclosure import DisclosureDraft
from casework.rules.legal import LegalBasis
from casework.rules.workflow import Field, State
from casework.rules.workflow.transitions import HAND_TO_POLICE
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Invalid, NotYourRole, Refused
from stopext.access.roles import Permission
from stopext.audit.record import note


@transaction.atomic
def hand_over(
    *,
    by: Actor,
    case: Case,
    items: Collection[str],
    legal_basis: LegalBasis,
    necessity: str,
    expires_on: date,
    acknowledged: bool,
    citizen_informed: Tristate,
    not_informed_reason: str = "",
    consent: str = "",
    numbers_known: bool = False,
    source_known: bool = False,
    origin_known: bool = False,
    read: Collection[str] | None = None,
) -> Disclosure:
    """Pass the chosen items on with the case itself, and wait for the district's answer; also anew,
    when the last hand-over was refused or came to nothing. The arguments are those of ``share``.

    Raises:
        Refused: the role may not.
        DisclosureError: the hand-over is incomplete, with one problem per field.
        Invalid: it cannot be handed over from its state.
        Conflict: it was, and the district has not answered, or has taken it over.
    """
    row = lock_case(by, case)
    check(Deed.HAND_OVER, by, row)
    draft = DisclosureDraft(
        items=items,
        legal_basis=legal_basis,
        necessity=necessity,
        expires_on=expires_on,
        acknowledged=acknowledged,
        consent=consent,
        citizen_informed=citizen_informed,
        not_informed_reason=not_informed_reason,
        numbers_known=numbers_known,
        source_known=source_known,
        origin_known=origin_known,
    )
    if row.state == State.POLICE:
        _again(by, row)
    else:
        move(by=by, case=row, target=State.POLICE, values={Field.REASON: necessity}, also_met=())
    return pack(by, row, draft, read=read, hand_over=True)


def _again(by: Actor, case: Case) -> None:
    """The state stays; the event is that of the first time."""
    last = latest_hand_over(by, case)
    if not last.is_open_again:
        raise Conflict(_("Sagen er allerede overdraget. %s.") % last.status.label)
    save_case(case)
    note(HAND_TO_POLICE.event, "casework.case", case.pk, subject_key=case.log_key)


@transaction.atomic
def answer_hand_over(
    *, by: Actor, disclosure: Disclosure, reply: HandOverReply, reason: str = ""
) -> HandOverAnswer:
    """The district takes the case over, or refuses it with a reason; once, and by somebody who has
    opened what was handed over. The municipality sees the answer on the case.

    Raises:
        Refused: the role receives nothing, or the hand-over is over.
        Invalid: nothing opened, or a refusal without a reason.
        Conflict: the district has answered.
    """
    if not by.can(Permission.RECEIVE_DISCLOSURES):
        raise NotYourRole(_("Din rolle modtager ikke delinger."))
    row = Disclosure.objects.for_actor(by).filter(pk=disclosure.pk, hand_over=True).first()
    if row is None:
        raise Refused(_("Overdragelsen er udløbet eller trukket tilbage."))
    mine = Receipt.objects.for_actor(by).filter(disclosure=row, user_id=by.user_id)
    if not mine.exists():
        raise Invalid(_("Åbn det, der er overdraget, før du svarer."))
    if reply is HandOverReply.REFUSED and not reason.strip():
        raise Invalid(_("Skriv til kommunen, hvorfor I afviser sagen."))
    made = HandOverAnswer(
        municipality_id=row.municipality_id,
        district_id=row.district_id,
        case_id=row.case_id,
        disclosure=row,
        by_user=by.user_id,
        by_name=by.name,
        at=clock.now(),
        reply=reply,
        reason=reason,
    )
    _store(made)
    note(f"hand_over.{reply}", "casework.disclosure", row.pk)
    return made


def _store(made: HandOverAnswer) -> None:
    """The database takes one answer: of two at once, the second is told."""
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise Conflict(_("Politikredsen har allerede svaret på overdragelsen.")) from None
