"""Drawing and keeping one page of a form of several pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from stopext.access.declare import PortalRequest
from stopext.access.errors import Conflict
from stopext.accounts.pending import pending_fields
from stopext.web.wizard import Kept, Page, Wizard, keep, load

CONFLICT, UNPROCESSABLE = 409, 422


def find(request: PortalRequest, wizard: Wizard, key: UUID, slug: str) -> tuple[Kept, Page]:
    """The run and the page asked for, or 404."""
    page = wizard.page(slug)
    if page is None:
        raise Http404
    return load(request.actor, wizard, key), page


def begun(request: PortalRequest, kept: Kept, page: Page) -> dict[str, Any]:
    """What a page shows when it is opened: its draft, then what was typed before a log-in."""
    return {**kept.initial(page), **pending_fields(request, request.path)}


def leave(request: PortalRequest, kept: Kept, page: Page, home: str) -> HttpResponse | None:
    """Keep what is typed and go back a page, or away, when that button was pressed."""
    if "back" not in request.POST and "later" not in request.POST:
        return None
    keep(request.actor, kept, page, request.POST)
    before = kept.wizard.before(page)
    if "back" in request.POST and before is not None:
        return redirect(kept.wizard.url(kept.key, before))
    messages.success(request, _("Det, du har skrevet, er gemt. Du kan fortsætte, når du vil."))
    return redirect(home)


def draw(
    request: PortalRequest, template: str, kept: Kept, page: Page, form: Any, **context: Any
) -> HttpResponse:
    """The page with its step indicator; 422 when the form was refused."""
    wizard = kept.wizard
    row = kept.row(page.slug)
    base = {
        "form": form,
        "page": page,
        "steps": wizard.steps(kept.key),
        "current": wizard.number(page),
        "has_back": wizard.before(page) is not None,
        "is_last": wizard.after(page) is None,
        "autosave_url": reverse("web:autosave", args=[wizard.draft_name(page.slug), kept.key]),
        "revision": kept.revision(page.slug),
        "saved_at": row.saved_at if row else None,
        "key": kept.key,
    }
    status = UNPROCESSABLE if form.is_bound and not form.is_valid() else 200
    return render(request, template, base | context, status=status)


def overtaken(request: PortalRequest, reason: Conflict, back_url: str) -> HttpResponse:
    """Somebody else was first; what the person has typed stays in her draft."""
    context = {"message": str(reason), "back_url": back_url}
    return render(request, "409.html", context, status=CONFLICT)
