"""How every form about a case is shown, refused, kept and sent: written once for all its pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from casework.models import Case
from casework.rules.workflow import WorkflowError
from casework.views.case_lookup import crumbs
from stopext.access.declare import PortalRequest
from stopext.access.errors import Conflict, Invalid, Refused
from stopext.accounts.pending import pending_fields
from stopext.web import drafts
from stopext.web.models import Draft as KeptDraft

Fields = Mapping[str, Any]
NEVER_SAVED: dict[str, Any] = {"revision": 0, "saved_at": None}
FORM_TEMPLATE = "casework/case/form.html"


@dataclass(frozen=True, slots=True)
class Draft:
    """Where the unsent text of a page is kept: the form's name and the row it is about."""

    form: str
    key: UUID


@dataclass(slots=True, kw_only=True)
class FormPage:
    """A page with one form about a case.

    ``make`` draws the form from posted data or ``None`` and initial values; ``act`` does what the
    form asks and returns the message to show. ``theirs`` tells what is stored now, for somebody who
    was overtaken.
    """

    case: Case
    heading: str
    button: str
    make: Callable[[Any, Fields], BaseForm]
    act: Callable[[dict[str, Any]], str]
    initial: Fields = field(default_factory=dict)
    template: str = FORM_TEMPLATE
    lead: str = ""
    draft: Draft | None = None
    target: str = ""
    theirs: Callable[[], list[tuple[Any, Any]]] = list
    version: Callable[[], int] | None = None
    context: dict[str, Any] = field(default_factory=dict)

    def done(self) -> str:
        """Where the reader goes when it worked."""
        return self.target or reverse("casework:case", args=[self.case.pk])


def answer(request: PortalRequest, page: FormPage) -> HttpResponse:
    """Show the form, or do what it asks: 302 when it worked, 422 when something is wrong with it,
    409 when somebody else saved first."""
    kept = _kept(request, page)
    if request.method != "POST":
        return _shown(request, page, page.make(None, _start(request, page, kept)), kept)
    form = page.make(request.POST, page.initial)
    if not form.is_valid():
        return _shown(request, page, form, kept)
    try:
        message = page.act(form.cleaned_data)
    except (Invalid, WorkflowError, Refused) as reason:
        # A refusal here means that the case changed meanwhile: what was typed is not thrown away.
        form.add_error(None, str(reason))
        status = 403 if isinstance(reason, Refused) else 422
        return _shown(request, page, form, kept, status)
    except Conflict as reason:
        return _overtaken(request, page, str(reason))
    if page.draft is not None:
        drafts.discard(by=request.actor, form=page.draft.form, object_id=page.draft.key)
    if message:
        messages.success(request, message)
    return HttpResponseRedirect(page.done())


def _start(request: PortalRequest, page: FormPage, kept: KeptDraft | None) -> dict[str, Any]:
    """What the form holds when it is opened: a kept draft, then what was typed before a log-in."""
    typed = {name: _single(values) for name, values in kept.fields.items()} if kept else {}
    return {**page.initial, **typed, **pending_fields(request, request.path)}


def _kept(request: PortalRequest, page: FormPage) -> KeptDraft | None:
    if page.draft is None:
        return None
    return drafts.load(request.actor, page.draft.form, page.draft.key)


def _single(values: list[str]) -> str | list[str]:
    return values[0] if len(values) == 1 else values


def _shown(
    request: PortalRequest,
    page: FormPage,
    form: BaseForm,
    kept: KeptDraft | None,
    status: int = 422,
) -> HttpResponse:
    # The browser goes on saving from the revision that is stored.
    autosave = {"revision": kept.revision, "saved_at": kept.saved_at} if kept else NEVER_SAVED
    context = {**page.context, **_frame(page), **autosave, "form": form}
    return render(request, page.template, context, status=status if form.is_bound else 200)


def _overtaken(request: PortalRequest, page: FormPage, reason: str) -> HttpResponse:
    """Both texts beside each other; sending again saves on top of what is stored now."""
    typed = {name: _single(values) for name, values in drafts.fields_of(request.POST).items()}
    if page.version is not None:
        typed["version"] = str(page.version())
    context = {
        **_frame(page),
        "form": page.make(None, {**page.initial, **typed}),
        "reason": reason,
        "theirs": page.theirs(),
        "action": request.path,
    }
    return render(request, "casework/case/overtaken.html", context, status=409)


def _frame(page: FormPage) -> dict[str, Any]:
    return {
        "case": page.case,
        "heading": page.heading,
        "lead": page.lead,
        "button": page.button,
        "draft": page.draft,
        "back_url": page.done(),
        "breadcrumbs": crumbs(page.case, page.heading),
    }
