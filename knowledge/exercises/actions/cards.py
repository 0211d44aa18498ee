"""Write, approve, publish and remove action cards."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from knowledge.exercises.actions.rows import hold, save, store
from knowledge.exercises.live import contacts, plan_in_force
from knowledge.exercises.models import Card
from knowledge.exercises.policies import check_can_approve, check_can_lead
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict
from stopext.audit.record import note

#: What the public page says of a card.
_SAID = ("audience", "steps", "attention", "uses", "owner")
_NOT_APPROVED: dict[str, Any] = {
    "approved_on": None,
    "approved_by_name": "",
    "approved_plan": None,
    "approved_contacts": [],
}


@transaction.atomic
def write_card(*, by: Actor, **values: Any) -> Card:
    """A new card of the actor's municipality, which nobody has approved.

    Raises:
        Refused: the role may not.
    """
    check_can_lead(by)
    made = Card(municipality_id=by.authority_id, **values)
    made.save(force_insert=True)
    note("card.write", "exercises.card", made.pk)
    return made


@transaction.atomic
def change_card(*, by: Actor, pk: UUID, version: int, **values: Any) -> Card:
    """What stands on it; approval ends, and what is public stays as it was approved. Nothing when
    it stands so already.

    Raises:
        Refused: the role may not. Conflict: changed since ``version``.
    """
    check_can_lead(by)
    row = hold(by, Card, pk)
    if any(getattr(row, name) != value for name, value in values.items()):
        save(row, version, {**values, **_NOT_APPROVED}, "card.change")
    return row


@transaction.atomic
def approve_card(*, by: Actor, pk: UUID, version: int, is_public: bool) -> Card:
    """The card as it reads now, today, by the leader; and whether everybody may read it.

    Raises:
        Refused: the role may not. Conflict: somebody changed it after it was read.
    """
    check_can_approve(by)
    row = hold(by, Card, pk)
    if row.edits != version:
        raise Conflict(_("Kortet er ændret, efter at du læste det. Læs det igen."))
    today = clock.today()
    edition = {**{name: getattr(row, name) for name in _SAID}, "approved_on": today.isoformat()}
    values = {
        "is_public": is_public,
        "public_edition": edition if is_public else None,
        "approved_on": today,
        "approved_by_name": by.name,
        "approved_plan": plan_in_force(by),
        "approved_contacts": [line.text for line in contacts(row, by)],
    }
    store(row, values)
    note("card.approve", "exercises.card", row.pk, details={"public": is_public})
    return row


@transaction.atomic
def remove_card(*, by: Actor, pk: UUID) -> None:
    """Remove a card for good.

    Raises:
        Refused: the role may not. ObjectDoesNotExist: it is gone.
    """
    check_can_lead(by)
    row = hold(by, Card, pk)
    note("card.remove", "exercises.card", row.pk)
    Card.objects.for_actor(by).filter(pk=row.pk).delete()
