"""One form on one page, from the first look to the effect: the only way a form is answered.

A view fetches the thing with access, says what the form is and what it does (``act``), and gives
the rest to :func:`answer`: a kept draft and what was typed before a log-in come back; 422 when the
form is wrong, 403 when the thing changed so that it may not be done any more, 409 when somebody
saved first. In each of them everything that was typed is still there.

Where a page says ``keep``, autosave stores into the thing itself (:mod:`stopext.web.keeping`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from stopext.access.declare import PortalRequest
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.web import drafts, keeping, merging
from stopext.web.models import Draft
from stopext.web.pending import pending_fields

Fields = Mapping[str, Any]
FORBIDDEN, CONFLICT, UNPROCESSABLE = 403, 409, 422
#: The button of whoever does not want what she left behind.
DISCARD = "discard_draft"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the unsent text of a page is kept: the form's name and the row it is about."""

    form: str
    key: UUID


@dataclass(frozen=True, slots=True)
class Done:
    """What the reader sees next, and what she is told."""

    url: str
    message: str = ""
    goes_on: bool = False
    """The form is not sent yet: her draft of it stays."""


@dataclass(frozen=True, slots=True)
class Instead:
    """Another form that takes the text of somebody who was overtaken for good."""

    label: str
    url: str
    fields: Fields


def _nothing(_form: Any) -> Fields:
    return {}


def _draw(request: PortalRequest, template: str, context: Any, status: int) -> HttpResponse:
    return render(request, template, context, status=status)


@dataclass(slots=True, kw_only=True)
class FormPage:
    """What is one form's own.

    ``make`` is the form's class, or whatever draws it from posted data or ``None`` and ``initial``.
    ``act`` does what the valid form asks; it answers where to go, or only the message to show at
    ``back_url``.

    ``initial`` is what is stored now, read in this request. With a ``version`` among it, a form
    that was overtaken is merged with what is stored and sent again, unless both changed the same,
    or it ``decides`` something that somebody must look at anew. Without a version it is too late:
    ``told`` says what happened, and ``instead`` where the text can go.
    """

    make: Callable[..., BaseForm]
    act: Callable[[Any], Done | str]
    template: str
    back_url: str
    initial: Fields = field(default_factory=dict)
    suggested: Fields = field(default_factory=dict)
    """What fields hold of which nothing is stored: who sends it as it stands has chosen it."""
    draft: Place | None = None
    keep: Callable[[Any], Fields] | None = None
    """Stores an unfinished form in the thing itself and answers what is stored now, as ``initial``:
    what autosave calls saved is saved. There is no draft then."""
    closed: str = ""
    """Why it cannot be done any more, known before it is tried: what was typed is shown."""
    keeps_draft: bool = False
    """The draft is what the page is for (a page of a wizard): it is what is stored, and sending
    does not end it."""
    decides: bool = False
    deciding: str = ""
    """Name of a button that decides besides saving: with changes of others it only saves."""
    undecided: str = ""
    """What is told of it then."""
    checks: bool = True
    """What is sent must be valid; not of somebody who only leaves a page of a wizard."""
    ways: Sequence[tuple[object, str]] = ()
    """Known before it is tried: where else to go (label, address) when it is refused for good."""
    told: Callable[[], list[tuple[Any, Any]]] = list
    whose: Callable[[str], str] = lambda _name: ""
    """Who wrote what is stored in a field, and when; of the fields both changed."""
    instead: Callable[[Any], Instead | None] = lambda _form: None
    context: Callable[[Any], Fields] = _nothing
    """What the template needs beside the form; asked with the form that is shown."""
    draw: Callable[[PortalRequest, str, Any, int], HttpResponse] = _draw
    preview: str = ""
    """Name of a button that draws the page again with what is typed, and does nothing."""


def answer(request: PortalRequest, page: FormPage) -> HttpResponse:
    """Show the form, or do what it asks."""
    if request.method != "POST" or page.preview in request.POST:
        kept = _kept(request, page)
        return _shown(request, page, _opened(request, page, kept), 200, kept)
    if DISCARD in request.POST and page.draft is not None and not page.keeps_draft:
        drafts.discard(by=request.actor, form=page.draft.form, object_id=page.draft.key)
        return HttpResponseRedirect(request.get_full_path())
    if page.closed:
        return _closed(request, page)
    if page.keep is None:
        return _sent(request, page, _made(page, request.POST))
    posted = keeping.known(request.actor, request.POST)
    if keeping.is_asked(posted):
        return keeping.keep(request.actor, posted, page.make, page.initial, page.keep)
    return _sent(request, page, _made(page, posted))


def _sent(request: PortalRequest, page: FormPage, form: BaseForm) -> HttpResponse:
    if page.checks and not form.is_valid():
        return _refused(request, page, form, UNPROCESSABLE)
    try:
        done = page.act(form)
    except Conflict as reason:
        return overtaken(request, page, form, str(reason))
    except (Invalid, Refused) as reason:
        if page.ways and isinstance(reason, Refused):
            return too_late(request, page, form, str(reason), FORBIDDEN)
        # A refusal here means that the thing changed meanwhile: the text is not thrown away.
        name = getattr(reason, "field", "")
        form.add_error(name if name in form.fields else None, str(reason))
        status = FORBIDDEN if isinstance(reason, Refused) else UNPROCESSABLE
        return _refused(request, page, form, status)
    return _finished(request, page, done)


def _closed(request: PortalRequest, page: FormPage) -> HttpResponse:
    if keeping.is_asked(request.POST):
        return keeping.refused(page.closed, closed=True)
    return too_late(request, page, page.make(request.POST, initial=page.initial), page.closed)


def _opened(request: PortalRequest, page: FormPage, kept: Draft | None) -> BaseForm:
    """What the form holds when it is opened: a kept draft, then what was typed before a log-in."""
    draft = dict(kept.fields) if kept and not page.keeps_draft else {}
    typed = drafts.fields_of(request.POST) or draft
    fields = page.make(None, initial=page.initial).fields
    sent = {**typed, **pending_fields(request, request.path)}
    return _made(page, None, {**page.suggested, **page.initial, **_as_initial(fields, sent)})


def _as_initial(fields: Mapping[str, forms.Field], sent: Mapping[str, Any]) -> dict[str, Any]:
    """What was sent, as a form takes it: a list only for a field that takes several values."""
    found = {}
    for name, value in sent.items():
        several = value if isinstance(value, list) else [value]
        many = isinstance(fields.get(name), forms.MultipleChoiceField)
        found[name] = several if many else next(iter(several), "")
    return found


def _made(page: FormPage, posted: Any, initial: Fields | None = None) -> BaseForm:
    form = page.make(posted, initial=page.initial if initial is None else initial)
    if "version" in page.initial:
        merging.remember(form, page.make(None, initial=page.initial))
        form.initial.setdefault(merging.SEEN, form.fields[merging.SEEN].initial)
    return form


def _kept(request: PortalRequest, page: FormPage) -> Draft | None:
    if page.keep is not None:
        return keeping.note_of(request.actor, request.POST)
    if page.draft is None:
        return None
    return drafts.load(request.actor, page.draft.form, page.draft.key)


def _refused(request: PortalRequest, page: FormPage, form: BaseForm, status: int) -> HttpResponse:
    # The browser goes on saving from the version of the draft that is stored.
    return _shown(request, page, form, status, _kept(request, page))


def _shown(
    request: PortalRequest, page: FormPage, form: BaseForm, status: int, kept: Draft | None
) -> HttpResponse:
    context = {
        "back_url": page.back_url,
        "draft": page.draft,
        "draft_version": kept.version if kept else 0,
        "saved_at": kept.saved_at if kept else None,
        "restored_at": _restored(request, page, kept),
        "form": form,
        **page.context(form),
    }
    return page.draw(request, page.template, context, status)


def _restored(request: PortalRequest, page: FormPage, kept: Draft | None) -> datetime | None:
    """When what the fields hold was written, of somebody who comes back to an unsent form."""
    comes_back = request.method != "POST" and page.keep is None and not page.keeps_draft
    return kept.saved_at if kept is not None and comes_back else None


def _finished(request: PortalRequest, page: FormPage, done: Done | str) -> HttpResponse:
    if isinstance(done, str):
        done = Done(page.back_url, done)
    if page.keep is not None:
        keeping.forget(by=request.actor, posted=request.POST)
    elif page.draft is not None and not page.keeps_draft and not done.goes_on:
        drafts.discard(by=request.actor, form=page.draft.form, object_id=page.draft.key)
    if done.message:
        messages.success(request, done.message)
    return HttpResponseRedirect(done.url)


def overtaken(request: PortalRequest, page: FormPage, form: BaseForm, reason: str) -> HttpResponse:
    """Join both sides; where both changed the same, show both and let the person decide."""
    if "version" not in page.initial or not form.visible_fields():
        return too_late(request, page, form, reason)
    stored = page.make(None, initial=page.initial)
    merged = merging.merge(_posted(form), stored, page.initial["version"])
    if merged.disputed or merged.taken_over:
        merged.data.pop(page.deciding, None)
    again = page.make(merged.data, initial=page.initial)
    if not page.decides and not merged.disputed and (not page.checks or again.is_valid()):
        done = _act_again(page, again)
        if done is not None:
            # Nothing to tell when only another part was saved, perhaps by herself.
            if merged.taken_over:
                messages.info(request, _("Siden var ændret imens. Begges ændringer er bevaret."))
                if page.undecided and page.deciding in request.POST:
                    messages.warning(request, page.undecided)
            return _finished(request, page, done)
    shown = merged.disputed or [each.html_name for each in again if not each.is_hidden]
    meanwhile = {*merged.disputed, *merged.taken_over}
    disputes = [
        merging.dispute(again, stored if name in meanwhile else None, name, page.whose(name))
        for name in shown
    ]
    # Of the fields that are not shown here only those that somebody else changed are news.
    old = {str(each.label) for each in stored if each.html_name not in merged.taken_over}
    context = {
        "message": reason,
        "disputes": disputes,
        "unchanged": merging.hidden_fields(merged.data, shown),
        # Who keeps what is stored is not to find her draft again: it would be overtaken anew.
        "drafted": page.draft is not None and not page.keeps_draft,
        "theirs": [pair for pair in page.told() if str(pair[0]) not in old],
        "back_url": page.back_url,
    }
    return render(request, "409.html", context, status=CONFLICT)


def _posted(form: BaseForm) -> QueryDict:
    assert isinstance(form.data, QueryDict)  # noqa: S101 (tells the type checker)
    return form.data


def _act_again(page: FormPage, form: BaseForm) -> Done | str | None:
    try:
        return page.act(form)
    except (Conflict, Invalid, Refused):
        return None


def too_late(
    request: PortalRequest, page: FormPage, form: BaseForm, reason: str, status: int = CONFLICT
) -> HttpResponse:
    """It cannot be done any more; the text is shown, and goes elsewhere where there is a place."""
    context = {
        "message": reason,
        "yours": typed_words(request, form),
        "theirs": page.told(),
        "instead": page.instead(form),
        "is_closed": bool(page.closed or page.ways),
        "ways": page.ways,
        "back_url": page.back_url,
    }
    return render(request, "409.html", context, status=status)


def typed_words(request: PortalRequest, form: BaseForm) -> list[tuple[str, str]]:
    """Label and value of everything that was filled in."""
    pairs = (
        (merging.name_of(each), merging.in_words(each, merging.sent(request.POST, each)))
        for each in form
        if not each.is_hidden
    )
    return [(label, text) for label, text in pairs if text]
