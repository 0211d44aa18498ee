"""One page of a wizard: a form page whose draft is what it is for, with a way back and a pause."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from stopext.access import idempotency
from stopext.access.declare import PortalRequest
from stopext.access.errors import Conflict
from stopext.web.form_page import CONFLICT, Done, Fields, FormPage, Place, answer, too_late
from stopext.web.wizard import FormClass, Kept, Page, keep


def answer_page(
    request: PortalRequest,
    kept: Kept,
    page: Page,
    *,
    template: str,
    home: str,
    go_on: Callable[[Any], Done | str],
    context: Callable[[], Fields] = dict,
) -> HttpResponse:
    """Show or keep one page. ``go_on`` answers where a valid and kept page leads, or sends the
    whole; ``home`` is where the reader goes who pauses."""
    leaves = bool({"back", "later"} & set(request.POST))

    def act(form: Any) -> Done | str:
        keep(request.actor, kept, page, form.data)
        return _away(kept, page, home, form.data) if leaves else go_on(form)

    own = FormPage(
        make=partial(_versioned, page.form),
        act=act,
        checks=not leaves,
        template=template,
        back_url=home,
        initial={**kept.initial(page), "version": kept.version(page.slug)},
        draft=Place(kept.wizard.draft_name(page.slug), kept.key),
        keeps_draft=True,
        context=lambda _form: {**frame(kept, page), **context()},
    )
    became = "" if kept.rows else idempotency.ended(request.actor.user_id, kept.key)
    if became:
        return _sent_already(request, own, became)
    if kept.row(page.slug) is None and request.POST.get("version", "0") != "0":
        reason = _("Den er sendt eller slettet i et andet vindue. Det, der står her, er ikke gemt.")
        return too_late(request, own, own.make(request.POST, initial={}), reason)
    return answer(request, own)


def _sent_already(request: PortalRequest, own: FormPage, became: str) -> HttpResponse:
    """What the run became; from another window, what was typed there stands beside it."""
    if request.method != "POST":
        messages.info(request, _("Den er allerede sendt. Her er den."))
        return HttpResponseRedirect(became)
    reason = _("Den er allerede sendt og gemt. Har du rettet noget her siden, er det ikke med.")
    return too_late(
        request, replace(own, back_url=became), own.make(request.POST, initial={}), reason
    )


def _versioned(form_class: FormClass, posted: Any, *, initial: Fields) -> BaseForm:
    """A page's form with the version of the draft it was drawn from."""
    form = form_class(posted, initial=dict(initial))
    form.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, required=False)
    return form


def frame(kept: Kept, page: Page) -> Fields:
    """The step indicator and the buttons of a page."""
    wizard = kept.wizard
    return {
        "page": page,
        "page_key": uuid4(),
        "steps": wizard.steps(kept.key),
        "current": wizard.number(page),
        "has_back": wizard.before(page) is not None,
        "is_last": wizard.after(page) is None,
        "key": kept.key,
    }


def overtaken(request: PortalRequest, reason: Conflict, back_url: str) -> HttpResponse:
    """Somebody else was first; what the person has typed stays in her draft."""
    context = {"message": str(reason), "back_url": back_url}
    return render(request, "409.html", context, status=CONFLICT)


def _away(kept: Kept, page: Page, home: str, sent: Any) -> Done:
    """Where somebody goes who leaves a page with what is typed: back a page, or home."""
    before = kept.wizard.before(page)
    if "back" in sent and before is not None:
        return Done(kept.wizard.url(kept.key, before))
    return Done(home, _("Det, du har skrevet, er gemt. Du kan fortsætte, når du vil."))
