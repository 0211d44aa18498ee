"""Judge, acknowledge, lock: in this order, and all before the profile."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from screening import actions
from screening.engine.pages import pages_of
from screening.engine.states import State
from screening.forms.judging import JudgementForm, initial_of
from screening.forms.locking import LockForm
from screening.policies import check_can_answer
from screening.queries.dossier import Dossier, get_dossier
from screening.views.common import UNPROCESSABLE, conflict, page, trail
from stopext.access.declare import PortalRequest, access
from stopext.access.errors import Conflict, Invalid
from stopext.access.roles import Permission
from stopext.accounts.pending import pending_fields
from stopext.web import drafts
from stopext.web.models import Draft

FORM = "vurdering-dom"


@access(Permission.SCREEN)
@require_http_methods(["GET", "HEAD", "POST"])
def judge(request: PortalRequest, pk: UUID) -> HttpResponse:
    """The rater's own words, before any number."""
    dossier = get_dossier(request.actor, pk)
    if dossier.mine is not None and dossier.mine.is_locked and request.method != "POST":
        return redirect("screening:profile", pk)
    check_can_answer(dossier)
    draft = drafts.load(request.actor, FORM, pk)
    if request.method != "POST":
        return _draw(request, dossier, None, draft)
    form = JudgementForm(request.POST)
    if not form.is_valid():
        return _draw(request, dossier, form, draft)
    try:
        actions.judge(
            by=request.actor,
            screening=dossier.screening,
            judgement=form.judgement(),
            revision=form.cleaned_data["version"],
        )
    except Conflict as error:
        stored = initial_of(dossier.mine.read_judgement()) if dossier.mine else {}
        revision = dossier.mine.revision if dossier.mine else 0
        back = ("screening:judge", pk)
        return conflict(request, form, stored, str(error), back, revision=revision)
    drafts.discard(by=request.actor, form=FORM, object_id=pk)
    return redirect("screening:lock", pk)


@access(Permission.SCREEN)
@require_http_methods(["GET", "HEAD", "POST"])
def lock(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Read everything once more, then lock."""
    dossier = get_dossier(request.actor, pk)
    if dossier.mine is not None and dossier.mine.is_locked:
        return redirect("screening:profile", pk)
    check_can_answer(dossier)
    if dossier.mine is None:
        return redirect("screening:show", pk)
    form = LockForm(request.POST or None, initial={"version": dossier.mine.revision})
    if request.method == "POST" and form.is_valid():
        try:
            actions.lock_rating(
                by=request.actor,
                screening=dossier.screening,
                revision=form.cleaned_data["version"],
            )
        except Conflict as error:
            return conflict(request, form, {}, str(error), ("screening:lock", pk))
        except Invalid as error:
            form.add_error(None, str(error))
        else:
            return _after_lock(request, dossier)
    pages = pages_of(dossier.form, dossier.mine.read_answers())
    context = {
        "form": form,
        "pages": pages,
        "lacking": [part for part in pages if not part.is_done],
        "judgement": dossier.mine.read_judgement(),
        "breadcrumbs": trail(dossier.screening, (_("Lås min vurdering"), "")),
    }
    status = UNPROCESSABLE if form.errors else 200
    return page(request, "lock", dossier, status=status, **context)


@access(Permission.SCREEN)
@require_POST
def acknowledge(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Confirm that the banner about critical answers was read."""
    dossier = get_dossier(request.actor, pk)
    try:
        actions.acknowledge_critical(by=request.actor, screening=dossier.screening)
    except Invalid as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Din bekræftelse er skrevet i loggen."))
    target = "profile" if dossier.mine and dossier.mine.is_locked else "show"
    return redirect(f"screening:{target}", pk)


def _after_lock(request: PortalRequest, dossier: Dossier) -> HttpResponse:
    if dossier.screening.state == State.OPEN:
        text = _("Din vurdering er låst. Den anden part ser den først, når den selv har låst.")
    else:
        text = _("Din vurdering er låst og åbnet.")
    messages.success(request, text)
    return redirect(reverse("screening:profile", args=[dossier.screening.pk]))


def _draw(
    request: PortalRequest, dossier: Dossier, form: JudgementForm | None, draft: Draft | None
) -> HttpResponse:
    mine = dossier.mine
    if form is None:
        initial = initial_of(mine.read_judgement()) if mine else {}
        if draft is not None:
            typed = {name: values[-1] for name, values in draft.fields.items() if values}
            initial |= {name: value for name, value in typed.items() if name != "version"}
        initial["version"] = mine.revision if mine else 0
        form = JudgementForm(initial={**initial, **pending_fields(request, request.path)})
    saved_at = draft.saved_at if draft else (mine.judged_at if mine else None)
    context = {
        "form": form,
        "draft_form": FORM,
        "draft": draft,
        "saved_at": saved_at,
        "pages": pages_of(dossier.form, mine.read_answers() if mine else {}),
        "breadcrumbs": trail(dossier.screening, (_("Din vurdering"), "")),
    }
    status = UNPROCESSABLE if form.errors else 200
    return page(request, "judge", dossier, status=status, **context)
