"""How the centre, the info-houses and the municipalities are reached, as far as it is given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from stopext.access.actor import Actor
from stopext.access.roles import AuthorityKind
from stopext.access.scoping import ScopedQuerySet, opened
from stopext.accounts.models import CENTRE, Contact
from stopext.accounts.policies import manages

Use = Contact.Use
USES_OF: dict[AuthorityKind, tuple[Contact.Use, ...]] = {
    AuthorityKind.CENTRE: (Use.CENTRE,),
    AuthorityKind.POLICE: (Use.INFOHUS, Use.COORDINATOR),
    AuthorityKind.MUNICIPALITY: (Use.NOTIFICATION, Use.COORDINATOR),
}
#: For everybody; the rest is for who is logged in. The database's policy says the same.
PUBLIC = (Use.CENTRE, Use.NOTIFICATION)


def of_centre() -> Contact | None:
    """How the centre is reached; nothing before somebody has said so."""
    return public_contact(CENTRE)


def public_contact(authority_id: int) -> Contact | None:
    """The public contact of a municipality, or of the centre."""
    return public_contacts([authority_id]).get(authority_id)


def public_contacts(authority_ids: Collection[int]) -> dict[int, Contact]:
    """The public contacts that are given, by authority. One query."""
    rows = opened(Contact.objects.filter(authority_id__in=authority_ids, use__in=PUBLIC))
    return {row.authority_id: row for row in rows if row.is_given}


def of_infohuse(actor: Actor) -> dict[int, list[Contact]]:
    """Info-houses and coordinators by police district, the district's own first. One query."""
    rows = Contact.objects.for_actor(actor).exclude(use__in=PUBLIC).select_related("authority")
    found: dict[int, list[Contact]] = defaultdict(list)
    for row in sorted(rows, key=_in_district):
        found[row.authority.police_district_id or row.authority_id].append(row)
    return found


def _in_district(row: Contact) -> tuple[bool, bool, str]:
    is_municipal = row.authority.kind == AuthorityKind.MUNICIPALITY
    return is_municipal, row.use != Use.INFOHUS, row.authority.name


def kept_by(actor: Actor) -> ScopedQuerySet:
    """Contacts that the actor fills in: her own authority's, or all for the administrator."""
    rows: ScopedQuerySet = Contact.objects.for_actor(actor).select_related("authority")
    if manages(actor, CENTRE):
        return rows
    return rows.filter(authority_id=actor.authority_id)
