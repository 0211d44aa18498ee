"""A package for the police district: filled, and taken back. Its callers lock the case and record
the event."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from casework import screenings
from casework.actions.rows import signed
from casework.actions.telling_district import (
    SHARE_ENDED,
    tell_of_share,
    telling_what_is_lost,
)
from casework.models import Case, Consent, Disclosure, DisclosureItem
from casework.queries.consents import last_days, to_share_on
from casework.queries.origins import from_others
from casework.queries.shareable import (
    Shareable,
    numbers_in,
    passages_in,
    said_with,
    shareable_items,
    sources_in,
    unread_in,
)
from casework.rules.disclosure import (
    HANDED_OVER,
    SHARED,
    WHY_HAND_OVER,
    WHY_SHARE,
    DisclosureDraft,
    check_disclosure,
    expires_at,
    needs_acknowledgement,
)
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Invalid


def pack(
    by: Actor,
    case: Case,
    draft: DisclosureDraft,
    *,
    read: Collection[str] | None,
    hand_over: bool = False,
    renews: Disclosure | None = None,
) -> Disclosure:
    """Copy the chosen items of a locked case; ``read`` are the marks of those that were shown.

    Raises:
        DisclosureError: the draft is incomplete, with one problem per field.
        Invalid: an item that the case does not hold (any longer).
    """
    chosen = _chosen(case, draft.items)
    consents = {str(row.pk): row for row in to_share_on(by, case)}
    question = WHY_HAND_OVER if hand_over else WHY_SHARE
    said = said_with(question, draft.necessity, consents.get(draft.consent))
    draft = replace(
        draft,
        numbers_in=numbers_in(chosen, said),
        sources_in=sources_in(case, case.protected_sources(), chosen, said),
        passages_in=passages_in(from_others(by, case, case.district_id), chosen, said),
        unread=[item.title for item in unread_in(case, chosen, read)],
        consents=last_days(consents.values()),
    )
    check_disclosure(draft, today=clock.today())
    made = Disclosure(
        **signed(by, case),
        district_id=case.district_id,
        expires_at=expires_at(draft.expires_on),
        case_number=case.number,
        municipality_name=by.authority_name,
        legal_basis=draft.legal_basis,
        necessity=draft.necessity,
        **_resting_on(consents.get(draft.consent)),
        acknowledged=draft.acknowledged and needs_acknowledgement(draft),
        citizen_informed=draft.citizen_informed,
        not_informed_reason=draft.not_informed_reason or None,
        hand_over=hand_over,
        renews=renews,
    )
    made.save(force_insert=True)
    for position, item in enumerate(chosen, 1):
        _copy(made, item, position)
    tell_of_share(made, HANDED_OVER if hand_over else SHARED)
    return made


def withdraw_package(by: Actor, case: Case, shared: Disclosure, reason: str) -> None:
    """End a locked disclosure now; with the last one the district's screenings of the case end, and
    it is told that it sees the meetings about it no longer."""
    with telling_what_is_lost(by, case, f"share-{shared.pk}"):
        _revoke(by, shared, reason)
    tell_of_share(shared, "", kind=SHARE_ENDED)
    screenings.follow_disclosures(by=by, case=case, district_id=shared.district_id, reason=reason)


def _revoke(by: Actor, shared: Disclosure, reason: str) -> None:
    shared.revoked_at = clock.now()
    shared.revoked_by_user, shared.revoked_by_name = by.user_id, by.name
    shared.revoked_reason = reason
    shared.save(
        update_fields=["revoked_at", "revoked_by_user", "revoked_by_name", "revoked_reason"]
    )
    # Those of a withdrawn consent are withdrawn already.
    shared.items.filter(revoked_at__isnull=True).update(revoked_at=shared.revoked_at)
    shared.receipts.update(revoked_at=shared.revoked_at)


def _resting_on(consent: Consent | None) -> dict[str, Any]:
    """What the disclosure keeps of its consent, for the district to read."""
    if consent is None:
        return {}
    return {
        "consent": consent,
        "consent_giver": consent.giver,
        "consent_given_on": consent.given_on,
        "consent_until": consent.lasts_until,
        "consent_words": consent.words,
    }


def _chosen(case: Case, keys: Collection[str]) -> list[Shareable]:
    offered = shareable_items(case)
    if not set(keys) <= {item.key for item in offered}:
        raise Invalid(_("En af oplysningerne findes ikke længere. Hent siden igen."))
    return [item for item in offered if item.key in keys]


def _copy(disclosure: Disclosure, item: Shareable, position: int) -> None:
    DisclosureItem(
        municipality_id=disclosure.municipality_id,
        case=disclosure.case,
        disclosure=disclosure,
        district_id=disclosure.district_id,
        expires_at=disclosure.expires_at,
        kind=item.kind,
        position=position,
        source_id=item.source_id,
        dated=item.dated,
        title=item.title,
        text=item.text,
    ).save(force_insert=True)
