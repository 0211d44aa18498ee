"""One page of a wizard: a form page whose draft is what it is for, with a way back and a pause."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from stopext.access.declare import PortalRequest
from stopext.access.errors import Conflict
from stopext.web.form_page import CONFLICT, Done, Fields, FormPage, Place, answer
from stopext.web.wizard import Kept, Page, keep


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
    if request.method == "POST" and {"back", "later"} & set(request.POST):
        return _leave(request, kept, page, home)

    def act(form: BaseForm) -> Done | str:
        keep(request.actor, kept, page, request.POST)
        return go_on(form)

    return answer(
        request,
        FormPage(
            make=page.form,
            act=act,
            template=template,
            back_url=home,
            draft=Place(kept.wizard.draft_name(page.slug), kept.key),
            keeps_draft=True,
            context=lambda _form: {**frame(kept, page), **context()},
        ),
    )


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


def _leave(request: PortalRequest, kept: Kept, page: Page, home: str) -> HttpResponse:
    """Keep what is typed and go back a page, or away."""
    keep(request.actor, kept, page, request.POST)
    before = kept.wizard.before(page)
    if "back" in request.POST and before is not None:
        return redirect(kept.wizard.url(kept.key, before))
    messages.success(request, _("Det, du har skrevet, er gemt. Du kan fortsætte, når du vil."))
    return redirect(home)
