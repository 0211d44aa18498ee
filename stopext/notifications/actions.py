"""What a person does with her own notices."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict
from stopext.access.scoping import opened
from stopext.audit.record import note
from stopext.notifications.models import Notice, Preference


@transaction.atomic
def mark_read(*, by: Actor, only: UUID | None = None, about: UUID | None = None) -> None:
    """Mark the actor's unread notices as read, one of them, or those about one thing; the first
    time counts. What is answered is read: the action that answers a thing calls it, and is the one
    event of both."""
    rows = Notice.objects.for_actor(by).filter(read_at__isnull=True)
    if only is not None:
        rows = rows.filter(pk=only)
    if about is not None:
        rows = rows.filter(about=about)
    number = rows.update(read_at=clock.now())
    if number and about is None:
        note("notice.read", "notifications.notice", only or "", details={"number": number})


@transaction.atomic
def choose_frequencies(*, by: Actor, version: int, frequencies: Mapping[str, str]) -> None:
    """Say how often the actor gets mail about the kinds that are named; others stay as they are.

    Raises:
        Conflict: it was changed since ``version``.
    """
    # Two windows may be the first at once: the second waits here and finds the row of the first.
    opened(Preference.objects.all()).bulk_create(
        [Preference(user_id=by.user_id)], ignore_conflicts=True
    )
    row = Preference.objects.for_actor(by).select_for_update().get()
    merged = {**row.frequencies, **frequencies}
    if merged == row.frequencies:
        return
    if row.version != version:
        raise Conflict(_("Du har ændret det samme i et andet vindue."))
    row.frequencies, row.version = merged, version + 1
    row.save(update_fields=["frequencies", "version"])
    note("notice.choose", "notifications.preference", row.pk, details={"kinds": [*frequencies]})
