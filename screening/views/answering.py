"""Answer: one domain per page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from screening import actions
from screening.engine.answers import Answers
from screening.engine.pages import Page, after, find, newly_asked, pages_of
from screening.forms.answering import DomainForm, initial_of
from screening.policies import check_can_answer
from screening.queries.dossier import Dossier, get_dossier
from screening.views.common import UNPROCESSABLE, conflict, page, trail
from stopext.access import clock
from stopext.access.declare import PortalRequest, access
from stopext.access.errors import Conflict
from stopext.access.roles import Permission
from stopext.accounts.pending import pending_fields
from stopext.web import drafts
from stopext.web.models import Draft

KEYS = [
    ("j / k", gettext_lazy("Næste eller forrige spørgsmål")),
    ("0 1 2", gettext_lazy("Ikke til stede, delvist, tydeligt")),
    ("u", gettext_lazy("Ved ikke")),
    ("i", gettext_lazy("Ikke relevant")),
    ("?", gettext_lazy("Vis denne hjælp")),
]


@access(Permission.SCREEN)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: PortalRequest, pk: UUID, domain: str) -> HttpResponse:
    """Show and save one page of questions."""
    dossier = get_dossier(request.actor, pk)
    if dossier.mine is not None and dossier.mine.is_locked and request.method != "POST":
        return redirect("screening:profile", pk)
    check_can_answer(dossier)
    answers = dossier.mine.read_answers() if dossier.mine else {}
    current = find(pages_of(dossier.form, answers), domain)
    if current is None:
        raise Http404
    # Also for a refused form: autosave goes on from the draft's revision.
    draft = drafts.load(request.actor, _slug(domain), pk)
    if request.method != "POST":
        return _draw(
            request, dossier, current, _blank(request, dossier, current, answers, draft), draft
        )
    form = _form(dossier, current, data=request.POST)
    if not form.is_valid():
        return _draw(request, dossier, current, form, draft)
    return _save(request, dossier, current, form, answers)


def _save(
    request: PortalRequest, dossier: Dossier, current: Page, form: DomainForm, before: Answers
) -> HttpResponse:
    pk, key = dossier.screening.pk, current.domain.key
    try:
        rating = actions.save_section(
            by=request.actor,
            screening=dossier.screening,
            answers=form.answers,
            revision=form.cleaned_data["version"],
        )
    except Conflict as error:
        stored = initial_of(before, list(current.indicators))
        now_stored = dossier.mine.revision if dossier.mine else 0
        return conflict(request, form, stored, str(error), _address(pk, key), revision=now_stored)
    drafts.discard(by=request.actor, form=_slug(key), object_id=pk)
    now = rating.read_answers()
    opened = newly_asked(dossier.form, current, before, now)
    if opened:
        messages.info(request, _("Dit svar åbner nye spørgsmål på siden. Svar også på dem."))
        return HttpResponseRedirect(f"{_address(pk, key)}#{opened[0]}")
    following = after(pages_of(dossier.form, now), key)
    if "stop" in request.POST:
        return redirect("screening:show", pk)
    if following is None:
        return redirect("screening:judge", pk)
    return HttpResponseRedirect(_address(pk, following.domain.key))


def _form(dossier: Dossier, current: Page, **kwargs: Any) -> DomainForm:
    return DomainForm(dossier.form, list(current.indicators), today=clock.today(), **kwargs)


def _blank(
    request: PortalRequest, dossier: Dossier, current: Page, answers: Answers, draft: Draft | None
) -> DomainForm:
    """The stored answers, with what was being written in front of them, also before a log-in."""
    initial = initial_of(answers, list(current.indicators))
    initial["version"] = dossier.mine.revision if dossier.mine else 0
    if draft is not None:
        typed = {name: values[-1] for name, values in draft.fields.items() if values}
        initial |= {name: value for name, value in typed.items() if name in initial}
    initial |= pending_fields(request, request.path)
    return _form(dossier, current, initial=initial)


def _draw(
    request: PortalRequest,
    dossier: Dossier,
    current: Page,
    form: DomainForm,
    draft: Draft | None,
) -> HttpResponse:
    pages = pages_of(dossier.form, dossier.mine.read_answers() if dossier.mine else {})
    context = {
        "form": form,
        "current": current,
        "pages": pages,
        "previous": next((p for p in pages if p.number == current.number - 1), None),
        "keys": KEYS,
        "draft_form": _slug(current.domain.key),
        "draft": draft,
        "saved_at": draft.saved_at if draft else (dossier.mine.saved_at if dossier.mine else None),
        "breadcrumbs": trail(dossier.screening, (current.domain.title, "")),
    }
    status = UNPROCESSABLE if form.errors else 200
    return page(request, "answer", dossier, status=status, **context)


def _slug(domain: str) -> str:
    return f"vurdering-{domain}"


def _address(pk: UUID, domain: str) -> str:
    return reverse("screening:answer", args=[pk, domain])
