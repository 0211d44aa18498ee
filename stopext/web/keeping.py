"""Autosave into the thing itself, so that what a page calls saved is what others read and lock.

The page is sent to its own address while it is being written. Every field that can be stored is
stored, joined with what others changed (:mod:`stopext.web.merging`); the others stay as they were,
also a text that was emptied, and the answer names them. Then the page knows what it has saved, and
a later save is compared with that. The server notes the same for each showing of the page: an
answer may be lost on its way, and nobody is to be told that she overtook herself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BaseForm, BoundField
from django.http import HttpResponse, JsonResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.web import drafts, merging
from stopext.web.models import Draft

NOTES = "saved"
NUMBER, SHOWING, VERSION = "autosave_version", "idempotency_key", "version"
CONFLICT, UNPROCESSABLE = 409, 422

Fields = Mapping[str, Any]
Make = Callable[..., BaseForm]


def is_asked(posted: QueryDict) -> bool:
    """Whether this is an autosave and not the form itself."""
    return NUMBER in posted


def note_of(actor: Actor, posted: QueryDict) -> Draft | None:
    """What is noted about this showing of the page."""
    showing = _showing(posted)
    return drafts.load(actor, NOTES, showing) if showing else None


def known(actor: Actor, posted: QueryDict) -> QueryDict:
    """What was sent, compared with what this showing has saved already."""
    note = note_of(actor, posted)
    if note is None:
        return posted
    data = posted.copy()
    for name, several in note.fields.items():
        data.setlist(name, several)
    return data


def forget(*, by: Actor, posted: QueryDict) -> None:
    """The form itself has arrived."""
    showing = _showing(posted)
    if showing:
        drafts.discard(by=by, form=NOTES, object_id=showing)


def keep(
    actor: Actor | None,
    posted: QueryDict,
    make: Make,
    initial: Fields,
    store: Callable[[Any], Fields],
) -> HttpResponse:
    """Store what can be stored; answers the time, what the page shows now, and what was left.
    Without an actor nothing is noted: who comes by a link has no place of her own."""
    number, showing = _number(posted), _showing(posted)
    if number is None or (actor and showing is None):
        return refused(_("Siden er ufuldstændig. Hent den igen."), UNPROCESSABLE)
    before = make(None, initial=initial)
    merged = merging.merge(posted, before, initial[VERSION])
    form, left = _storable(make, initial, before, merged)
    if not form.is_valid():
        return refused(" ".join(_faults(form)), UNPROCESSABLE)
    try:
        now = store(form)
        not_taken = {*left, *merged.taken_over}
        fields = {
            merging.SEEN: merging.shown_after(posted, make(None, initial=now), not_taken),
            # With an older version the next save is joined again: the page does not show it all.
            VERSION: posted.get(VERSION, "0") if not_taken else str(now[VERSION]),
        }
        if actor and showing:
            noted = {name: [value] for name, value in fields.items()}
            drafts.save(by=actor, form=NOTES, object_id=showing, fields=noted, version=number)
    except (Conflict, Invalid, Refused) as reason:
        return refused(str(reason))
    return JsonResponse(
        {
            "version": number,
            "saved_at": timezone.localtime(clock.now()).strftime("%H.%M"),
            "fields": fields,
            "left": list(left.values()),
            "nothing": bool(left) and not _changed(form, before),
            "joined": bool(merged.taken_over),
        }
    )


def refused(message: str, status: int = CONFLICT, *, closed: bool = False) -> HttpResponse:
    """Nothing was saved, and why. ``closed``: nothing more can be, so there is no newer page to
    compare with; sending the form shows what was typed and the way on."""
    return JsonResponse({"message": message, "closed": closed}, status=status)


def _storable(
    make: Make, initial: Fields, before: BaseForm, merged: merging.Merged
) -> tuple[BaseForm, dict[str, str]]:
    """A form with what can be stored, and the fields that cannot with the reason."""
    form = _unfinished(make, merged.data, initial)
    left = {name: _("er ændret et andet sted imens") for name in merged.disputed}
    visible = {field.html_name: field for field in before if not field.is_hidden}
    # A page that is left with an emptied field would take back what others read; whoever means it
    # presses the button.
    emptied = (name for name, field in visible.items() if _is_emptied(field, merged.data))
    left |= {name: _("er tomt og bliver først tømt, når du selv gemmer") for name in emptied}
    left |= {name: " ".join(map(str, form.errors[name])) for name in form.errors if name in visible}
    if not left:
        return form, {}
    for name in left:
        merged.data.setlist(name, merging.values(visible[name]))
    told = {name: f"{merging.name_of(visible[name])}: {reason}" for name, reason in left.items()}
    return _unfinished(make, merged.data, initial), told


def _is_emptied(field: BoundField, data: QueryDict) -> bool:
    """Whether a text that is stored was sent as nothing."""
    is_text = isinstance(field.field, forms.CharField) and bool(merging.values(field))
    return is_text and not "".join(data.getlist(field.html_name)).strip()


def _changed(form: BaseForm, before: BaseForm) -> bool:
    """Whether anything that is shown is stored otherwise than it was."""
    was, now = (
        {field.html_name: merging.values(field) for field in each if not field.is_hidden}
        for each in (before, form)
    )
    return was != now


def _unfinished(make: Make, data: QueryDict, initial: Fields) -> BaseForm:
    form = make(data, initial=initial)
    form.unfinished = True  # type: ignore[attr-defined]
    return form


def _faults(form: BaseForm) -> Iterator[str]:
    for several in form.errors.values():
        yield from (str(one) for one in several)


def _number(posted: QueryDict) -> int | None:
    text = posted.get(NUMBER, "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= 10 else -1
    return number if 0 <= number < 2**31 else None


def _showing(posted: QueryDict) -> UUID | None:
    try:
        return UUID(posted.get(SHOWING, ""))
    except ValueError:
        return None
