"""Who keeps the ways into an authority, and what they said before."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict
from stopext.accounts import contacts, policies
from stopext.accounts.models import Contact, ContactRevision
from stopext.audit.record import note


@transaction.atomic
def keep_contact(
    *, by: Actor, contact: Contact, version: int, name: str, phone: str, email: str, hours: str
) -> Contact:
    """Say how somebody is reached; what was said before stays with who said it.

    Raises:
        Refused: not the actor's authority.
        Conflict: somebody else changed it since ``version``.
    """
    policies.check_may_manage(by, contact.authority_id)
    rows = contacts.kept_by(by).select_for_update(of=("self",))
    row: Contact = rows.get(pk=contact.pk)
    facts = {"name": name, "phone": phone, "email": email, "hours": hours}
    changed = [field for field, value in facts.items() if getattr(row, field) != value]
    if not changed:
        return row
    if row.version != version:
        raise Conflict(_("En anden har ændret oplysningerne imens."))
    row.version += 1
    for field in changed:
        setattr(row, field, facts[field])
    row.save(update_fields=[*changed, "version"])
    _remember(by, row)
    _record(by, row, changed)
    return row


def _remember(by: Actor, row: Contact) -> None:
    ContactRevision(
        authority_id=row.authority_id,
        contact=row,
        version=row.version,
        at=clock.now(),
        by_user=by.user_id,
        by_name=by.name,
        **{field: getattr(row, field) for field in Contact.FACTS},
    ).save(force_insert=True)


def _record(by: Actor, row: Contact, changed: list[str]) -> None:
    """One event, in the log of the authority whose contact it is."""
    place = row.authority_id if policies.is_outside(by, row.authority_id) else None
    details = {"fields": changed}
    note("keep_contact", "accounts.contact", row.pk, details=details, place=place)
