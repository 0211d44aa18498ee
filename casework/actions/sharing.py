"""Passing on chosen items to the police district, withdrawing them, and the receipt."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from casework.actions.packages import pack, withdraw_package
from casework.actions.rows import lock_case, touch
from casework.models import Case, Disclosure, DisclosureItem, Receipt, ShareReply
from casework.policies import Deed, check
from casework.rules.codes import Tristate
from casework.rules.disclosure import (
    ANSWER_IN_WORDS,
    SOURCE_IN_REASON,
    DisclosureDraft,
    ShareAnswer,
)
from casework.rules.legal import LegalBasis
from casework.rules.sources import tells_of
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Invalid, NotYourRole, Refused
from stopext.access.roles import Permission
from stopext.audit.record import note
from stopext.notifications.actions import mark_read
from stopext.notifications.sending import notify


@transaction.atomic
def share(
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
    renews: Disclosure | None = None,
) -> Disclosure:
    """Copy the chosen items into a package for the police district.

    ``items`` are keys of :func:`casework.queries.shareable.shareable_items`; ``expires_on`` is the
    last day; ``numbers_known``: a CPR number in a text is passed on knowingly, ``source_known`` and
    ``origin_known``: what tells of a protected source, or was told by others, too. ``read``: how
    the items read on the page that was sent, if there was one (``mark_of``). ``consent``: key of
    the one it rests on; the locked case is asked whether it still holds. ``renews``: what this one
    goes on from, which keeps its last day.

    Raises:
        Refused: the role may not share. Conflict: ``renews`` was withdrawn, or renewed already.
        DisclosureError: it is incomplete, by field, or an item was changed since it was read.
        Invalid: an item that the case does not hold (any longer).
    """
    row = lock_case(by, case)
    check(Deed.SHARE, by, row)
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
    _check_renewable(by, row, renews)
    made = pack(by, row, draft, read=read, renews=renews)
    touch(row)
    note(
        "disclosure.share",
        "casework.disclosure",
        made.pk,
        subject_key=row.log_key,
        details={"items": len(items), "basis": legal_basis, "district": row.district_id}
        | _agreed(draft)
        | ({"renews": str(renews.pk)} if renews else {}),
    )
    return made


def _agreed(draft: DisclosureDraft) -> dict[str, bool]:
    """What was warned of, and is passed on all the same."""
    marks = ("numbers_known", "source_known", "origin_known")
    return {name: True for name in marks if getattr(draft, name)}


def _check_renewable(by: Actor, case: Case, earlier: Disclosure | None) -> None:
    """The case is locked, so nobody withdraws or renews it meanwhile."""
    if earlier is None:
        return
    rows = Disclosure.objects.for_actor(by).filter(case=case)
    now: Disclosure = rows.get(pk=earlier.pk)
    if now.revoked_at is not None:
        raise Conflict(_("Delingen er trukket tilbage. Del oplysningerne på ny i stedet."))
    if rows.filter(renews=now).exists():
        raise Conflict(_("Delingen er allerede fornyet."))


@transaction.atomic
def withdraw(
    *, by: Actor, disclosure: Disclosure, reason: str, source_known: bool = False
) -> Disclosure:
    """End a disclosure now; the district's screenings of the case end with its last one, and
    both read the reason there. ``source_known``: also when it tells who a protected source is.

    Raises:
        Refused: the role may not share. Conflict: it has been withdrawn.
        Invalid: no reason, or one that tells who a protected source is.
    """
    if not by.can(Permission.SHARE_CASES):
        raise NotYourRole(_("Din rolle giver ikke adgang til at trække en deling tilbage."))
    row = lock_case(by, disclosure.case)
    rows = Disclosure.objects.for_actor(by).select_for_update(of=("self",))
    shared: Disclosure = rows.get(pk=disclosure.pk)
    if shared.revoked_at is not None:
        raise Conflict(_("Delingen er allerede trukket tilbage."))
    if not reason.strip():
        raise Invalid(_("Skriv, hvorfor delingen trækkes tilbage."))
    citizen = row.subject.name
    told = any(tells_of(each, reason, citizen=citizen) for each in row.protected_sources())
    if told and not source_known:
        raise Invalid(SOURCE_IN_REASON, "source_known")
    withdraw_package(by, row, shared, reason)
    touch(row)
    note(
        "disclosure.withdraw",
        "casework.disclosure",
        shared.pk,
        subject_key=row.log_key,
        details={"source_known": True} if told else {},
    )
    return shared


@transaction.atomic
def receive(*, by: Actor, disclosure: Disclosure, items: Collection[DisclosureItem]) -> int:
    """The police open items: a receipt for each that the person has not opened before; answers how
    many are new. The municipality sees the receipts.

    Raises:
        Refused: the role receives no disclosures, the disclosure is over, or its consent was
            withdrawn.
    """
    if not by.can(Permission.RECEIVE_DISCLOSURES):
        raise NotYourRole(_("Din rolle modtager ikke delinger."))
    shared = Disclosure.objects.for_actor(by).filter(pk=disclosure.pk).first()
    if shared is None:
        raise Refused(_("Delingen er udløbet eller trukket tilbage."))
    if shared.consent_withdrawn_on is not None:
        raise Refused(_("Samtykket er trukket tilbage. Oplysningerne kan ikke åbnes mere."))
    seen = set(
        Receipt.objects.for_actor(by)
        .filter(disclosure=shared, user_id=by.user_id)
        .values_list("item_id", flat=True)
    )
    mark_read(by=by, about=shared.pk)
    fresh = [item for item in items if item.pk not in seen and item.disclosure_id == shared.pk]
    Receipt.objects.for_actor(by).bulk_create(_receipt(by, shared, item) for item in fresh)
    note(
        "disclosure.open",
        "casework.disclosure",
        shared.pk,
        result_ids=[item.pk for item in items],
        details={"first_time": len(fresh)},
    )
    return len(fresh)


def _receipt(by: Actor, disclosure: Disclosure, item: DisclosureItem) -> Receipt:
    return Receipt(
        id=uuid4(),
        municipality_id=disclosure.municipality_id,
        case_id=disclosure.case_id,
        disclosure=disclosure,
        district_id=disclosure.district_id,
        expires_at=disclosure.expires_at,
        item=item,
        user_id=by.user_id,
        name=by.name,
        opened_at=clock.now(),
    )


@transaction.atomic
def answer_share(
    *, by: Actor, disclosure: Disclosure, reply: ShareAnswer, text: str = ""
) -> ShareReply:
    """The district says what it does with what was shared, once, or answers in words. Who shared it
    is told; the municipality sees the answer on the case.

    Raises:
        Refused: the role receives nothing, the disclosure is over, or it is a hand-over.
        Invalid: nothing opened, words are missing, or the consent to use it was withdrawn.
        Conflict: the district has said what it does with it.
    """
    if not by.can(Permission.RECEIVE_DISCLOSURES):
        raise NotYourRole(_("Din rolle modtager ikke delinger."))
    shared = Disclosure.objects.for_actor(by).filter(pk=disclosure.pk, hand_over=False).first()
    if shared is None:
        raise Refused(_("Delingen er udløbet eller trukket tilbage."))
    if not Receipt.objects.for_actor(by).filter(disclosure=shared, user_id=by.user_id).exists():
        raise Invalid(_("Åbn det, der er delt, før du svarer."))
    if reply is ShareAnswer.USED and shared.consent_withdrawn_on is not None:
        raise Invalid(_("Samtykket er trukket tilbage. Oplysningerne kan ikke tages i brug."))
    if reply is not ShareAnswer.USED and not text.strip():
        raise Invalid(ANSWER_IN_WORDS[reply], "text")
    made = ShareReply(
        municipality_id=shared.municipality_id,
        district_id=shared.district_id,
        case_id=shared.case_id,
        disclosure=shared,
        by_user=by.user_id,
        by_name=by.name,
        at=clock.now(),
        reply=reply,
        text=text,
    )
    _store(made)
    notify(
        "share_answered",
        authority_id=shared.municipality_id,
        to=[shared.by_user],
        about=shared.pk,
        occasion=str(made.pk),
    )
    note("disclosure.answer", "casework.disclosure", shared.pk, details={"answer": reply.value})
    return made


def _store(made: ShareReply) -> None:
    """The database takes one of the answers that settle it: of two at once, the second is told."""
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise Conflict(
            _("Politikredsen har allerede svaret. Skriv det, du vil sige, som et svar til.")
        ) from None
