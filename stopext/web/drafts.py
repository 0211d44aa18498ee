"""Keep what a person is writing: the store behind autosave and behind forms of several pages."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Invalid
from stopext.web.models import Draft

Fields = dict[str, list[str]]
#: Never kept: they belong to one showing of the page.
TRANSIENT = frozenset({"csrfmiddlewaretoken", "idempotency_key", "page_key", "autosave_version"})
MAX_CHARACTERS = 200_000


def load(actor: Actor, form: str, object_id: UUID) -> Draft | None:
    """The person's own draft of this form about this row."""
    mine = Draft.objects.for_actor(actor).filter(form=form, object_id=object_id)
    found: Draft | None = mine.first()
    return found


def all_of(actor: Actor, form: str) -> list[Draft]:
    """Every unfinished draft of one form, newest first."""
    return list(Draft.objects.for_actor(actor).filter(form=form).order_by("-saved_at")[:20])


def showing_of(post: QueryDict) -> UUID | None:
    """Which showing of a page sent this; pages of a wizard say it."""
    try:
        return UUID(post.get("page_key", ""))
    except ValueError:
        return None


def fields_of(post: QueryDict) -> Fields:
    """What of a sent form is worth keeping."""
    return {name: post.getlist(name) for name in post if name not in TRANSIENT}


@transaction.atomic
def save(
    *,
    by: Actor,
    form: str,
    object_id: UUID,
    fields: Mapping[str, list[str]],
    version: int | None = None,
    showing: UUID | None = None,
) -> Draft:
    """Store ``fields`` as version ``version``, from 1, or over whatever is stored where none is
    given; ``showing`` is the window they come from.

    Raises:
        Conflict: a newer version is stored, which says something else (another window is writing
            too).
        Invalid: more text than a draft may hold.
    """
    if sum(len(value) for values in fields.values() for value in values) > MAX_CHARACTERS:
        raise Invalid(_("Teksten er for lang til at blive gemt som kladde."))
    mine = Draft.objects.for_actor(by)
    # The first autosave and the form itself may arrive together: one of them makes the row.
    blank = Draft(authority_id=by.authority_id, user_id=by.user_id, form=form, object_id=object_id)
    if not mine.filter(form=form, object_id=object_id).exists():
        mine.bulk_create([blank], ignore_conflicts=True)
    row: Draft = mine.select_for_update(of=("self",)).get(form=form, object_id=object_id)
    number = row.version + 1 if version is None else version
    if number <= row.version:
        if row.fields == dict(fields):  # sent with the form itself, and arrived after it
            return row
        raise Conflict(_("Kladden er ændret i et andet vindue."))
    row.fields, row.version, row.saved_at = dict(fields), number, clock.now()
    row.showing = showing
    row.save(update_fields=["fields", "version", "saved_at", "showing"])
    return row


def discard(*, by: Actor, form: str, object_id: UUID) -> None:
    """Remove a draft: it was sent, or the person does not want it."""
    rows = Draft.objects.for_actor(by).filter(form=form, object_id=object_id)
    if rows.exists():  # what is sent again writes nothing
        rows.delete()
