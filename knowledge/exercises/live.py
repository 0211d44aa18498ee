"""What stands on a card at this moment: contacts as the portal has them now, and whether what was
approved still holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from knowledge.exercises.models import Card
from knowledge.plans.choices import IN_FORCE
from knowledge.plans.models import Plan
from stopext.access.actor import Actor
from stopext.access.scoping import opened
from stopext.accounts.contacts import PUBLIC
from stopext.accounts.models import CENTRE, Authority, Contact

Use = Contact.Use
#: In the order in which they stand on a card.
USES = (Use.COORDINATOR, Use.NOTIFICATION, Use.INFOHUS, Use.CENTRE)


@dataclass(frozen=True, slots=True)
class Line:
    """One contact of a card."""

    use: Contact.Use
    contact: Contact | None
    """None where the portal has no way to reach it."""

    @property
    def is_public(self) -> bool:
        """Whether everybody reads it on a public card."""
        return self.contact is not None and self.use in PUBLIC

    @property
    def text(self) -> str:
        """As it is compared with what was approved."""
        said = self.contact.in_one_line if self.contact else "-"
        return f"{self.use.label}: {said}"


def contacts(card: Card, actor: Actor | None) -> list[Line]:
    """The contacts of a card as they are now. Who is not logged in sees the public ones that can be
    reached: what is missing is for those who can write it."""
    lines = lines_of(card, ways_in(card.municipality, actor))
    return lines if actor else [line for line in lines if line.contact]


def ways_in(place: Authority, actor: Actor | None) -> dict[str, Contact]:
    """How those who can stand on a municipality's cards are reached. One query."""
    asked = (
        Q(authority_id=place.pk, use__in=(Use.COORDINATOR, Use.NOTIFICATION))
        | Q(authority_id=place.police_district_id, use=Use.INFOHUS)
        | Q(authority_id=CENTRE, use=Use.CENTRE)
    )
    rows: Any = Contact.objects.filter(asked)
    shown = opened(rows.filter(use__in=PUBLIC)) if actor is None else rows.for_actor(actor)
    return {row.use: row for row in shown if row.is_given}


def lines_of(card: Card, found: Mapping[str, Contact]) -> list[Line]:
    """Those of them that stand on a card."""
    return [Line(use, found.get(use)) for use in USES if use in card.uses]


def plan_in_force(actor: Actor) -> Any:
    """The key of the actor's municipality's plan in force, or nothing."""
    rows = Plan.objects.for_actor(actor).filter(municipality_id=actor.authority_id)
    return rows.filter(status__in=IN_FORCE).values_list("pk", flat=True).first()


def stale(card: Card, lines: list[Line], plan: Any) -> list[str]:
    """Why a card must be approved again; nothing when what was approved still holds, or nobody has
    approved it yet."""
    if card.approved_on is None:
        return []
    found = []
    if plan != card.approved_plan:
        found.append(_("Kommunens plan er revideret, siden kortet blev godkendt."))
    now = [line.text for line in lines]
    found.extend(
        _("En kontakt er ændret. Da kortet blev godkendt, stod der: %s") % before
        for before in card.approved_contacts
        if before not in now
    )
    return found
