"""Two people changed the same thing: what of it can be joined, and what only a person can decide.

A form carries, beside the version it was drawn from, a short digest of each value it showed. So it
can be told for every field who changed it: what only one side changed is taken over, an empty field
never overwrites, and what both changed differently is left to the person.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _

from stopext.web.dates import format_date
from stopext.web.fields import DateField

#: Name of the hidden field with the digests.
SEEN = "seen"
_DIGITS = 16
_TICKED = ["on"]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A field with what was typed, and what is stored when that is something else."""

    field: BoundField
    stored: str
    by: str = ""
    """Who stored it, and when, where that is known."""


@dataclass(frozen=True, slots=True)
class Merged:
    """``data`` is the form as it would be sent on top of what is stored now."""

    data: QueryDict
    disputed: list[str]
    taken_over: list[str]
    """Fields that only the other side changed."""


def remember(form: forms.BaseForm, shown: forms.BaseForm) -> None:
    """Let ``form`` carry the digests of what ``shown`` shows."""
    form.fields[SEEN] = forms.CharField(
        required=False, widget=forms.HiddenInput, initial=_digests(shown)
    )


def merge(posted: QueryDict, stored: forms.BaseForm, version: object) -> Merged:
    """Join what was sent with what is stored now, field by field."""
    seen = _seen(posted)
    data, disputed, taken_over = posted.copy(), [], []
    for field in stored:
        if field.is_hidden:
            continue
        name = field.html_name
        mine, theirs = sent(posted, field), values(field)
        if mine == theirs:
            continue
        before = seen.get(name)
        i_changed, they_changed = _digest(mine) != before, _digest(theirs) != before
        if not i_changed or (they_changed and not mine):
            data.setlist(name, theirs)
            taken_over.append(name)
        elif they_changed:
            disputed.append(name)
    data["version"], data[SEEN] = str(version), _digests(stored)
    data["idempotency_key"] = str(uuid4())
    return Merged(data, disputed, taken_over)


def shown_after(posted: QueryDict, now: forms.BaseForm, not_taken: Collection[str]) -> str:
    """The digests of a page that goes on showing ``posted`` when ``now`` is stored. A field that
    was not taken over from it shows what it showed before."""
    seen = _seen(posted)
    digests = {f.html_name: _digest(values(f)) for f in now if not f.is_hidden}
    digests |= {name: seen.get(name, "") for name in not_taken}
    return " ".join(f"{name}:{digest}" for name, digest in digests.items())


def dispute(
    again: forms.BaseForm, stored: forms.BaseForm | None, name: str, by: str = ""
) -> Dispute:
    """One field for the page on which a person decides; ``stored`` where somebody changed it."""
    fields = {field.html_name: field for field in stored or ()}
    return Dispute(
        next(field for field in again if field.html_name == name),
        in_words(fields[name], values(fields[name])) if name in fields else "",
        by,
    )


def hidden_fields(data: QueryDict, shown: Sequence[str]) -> list[tuple[str, str]]:
    """What is sent along unseen when the person has decided."""
    left_out = {*shown, "csrfmiddlewaretoken"}
    return [
        (name, one) for name, several in data.lists() for one in several if name not in left_out
    ]


def sent(posted: QueryDict, field: BoundField) -> list[str]:
    """What was sent for a field, in the shape of :func:`values`."""
    found = [_plain(value) for value in posted.getlist(field.html_name) if value]
    return _TICKED if found and isinstance(field.field.widget, forms.CheckboxInput) else found


def values(field: BoundField) -> list[str]:
    """What a browser would send of an unchanged field."""
    widget, value = field.field.widget, field.value()
    if isinstance(widget, forms.CheckboxInput):
        return _TICKED if widget.check_test(value) else []
    shown: Any = widget.format_value(value)
    several = shown if isinstance(shown, list | tuple) else [shown]
    return [_plain(str(one)) for one in several if one not in {None, ""}]


def name_of(field: BoundField) -> str:
    """The label, and what it is about where every question has the same."""
    about = getattr(field.field, "about", "")
    return f"{field.label} ({about})" if about else str(field.label)


def in_words(field: BoundField, found: Sequence[str]) -> str:
    """Values as the page shows them beside their label: labels of choices, text as it is."""
    labels = {str(code): str(label) for code, label in getattr(field.field, "choices", ())}
    if isinstance(field.field, DateField):
        labels = {one: _day(field.field, one) for one in found}
    ticked = {"on": _("Ja")} if found == _TICKED and not labels else {}
    return ", ".join((labels | ticked).get(one, one) for one in found)


def _day(field: DateField, typed: str) -> str:
    """A date as pages write it; as it was typed where it is none."""
    try:
        day = field.to_python(typed)
    except forms.ValidationError:
        return typed
    return format_date(day) if day else typed


def _seen(posted: QueryDict) -> dict[str, str]:
    pairs = (pair.rpartition(":") for pair in posted.get(SEEN, "").split())
    return {name: digest for name, _colon, digest in pairs}


def _digests(form: forms.BaseForm) -> str:
    return " ".join(f"{f.html_name}:{_digest(values(f))}" for f in form if not f.is_hidden)


def _digest(found: Sequence[str]) -> str:
    return hashlib.sha256("\x1f".join(found).encode()).hexdigest()[:_DIGITS]


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n")
