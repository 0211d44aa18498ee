"""Judge, acknowledge, lock: in this order, and all before the profile."""

from __future__ import annotations

from functools import partial
from typing import Any
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
from screening.queries.recap import read_recap
from screening.views.common import form_page
from stopext.access.declare import PortalRequest, access
from stopext.access.errors import Invalid
from stopext.access.roles import Permission
from stopext.web.form_page import Done, Place, answer


@access(Permission.SCREEN)
@require_http_methods(["GET", "HEAD", "POST"])
def judge(request: PortalRequest, pk: UUID) -> HttpResponse:
    """The rater's own words, before any number."""
    dossier = get_dossier(request.actor, pk)
    if dossier.mine is not None and dossier.mine.is_locked and request.method != "POST":
        return redirect("screening:profile", pk)
    check_can_answer(dossier)
    mine = dossier.mine

    def act(form: Any) -> Done:
        actions.judge(
            by=request.actor,
            screening=dossier.screening,
            judgement=form.judgement(),
            version=form.cleaned_data["version"],
        )
        return Done(reverse("screening:lock", args=[pk]))

    stored = initial_of(mine.read_judgement()) if mine else {}
    own = form_page(
        dossier,
        (_("Din vurdering"), ""),
        template="judge",
        back_url=reverse("screening:judge", args=[pk]),
        make=partial(JudgementForm, asks=dossier.form.asks),
        act=act,
        initial={**stored, "version": mine.version if mine else 0},
        draft=Place("rating-judgement", pk),
        context=lambda _form: {
            "pages": pages_of(dossier.form, mine.read_answers() if mine else {}),
            "stored_at": mine.judged_at if mine else None,
        },
    )
    return answer(request, own)


@access(Permission.SCREEN)
@require_http_methods(["GET", "HEAD", "POST"])
def lock(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Read everything once more, then lock."""
    dossier = get_dossier(request.actor, pk)
    if dossier.mine is not None and dossier.mine.is_locked:
        return redirect("screening:profile", pk)
    check_can_answer(dossier)
    mine = dossier.mine
    if mine is None:
        return redirect("screening:show", pk)

    def act(form: Any) -> Done:
        version = form.cleaned_data["version"]
        actions.lock_rating(by=request.actor, screening=dossier.screening, version=version)
        return Done(reverse("screening:profile", args=[pk]), _locked_text(dossier))

    pages = pages_of(dossier.form, mine.read_answers())
    own = form_page(
        dossier,
        (_("Lås min vurdering"), ""),
        template="lock",
        back_url=reverse("screening:lock", args=[pk]),
        make=LockForm,
        act=act,
        initial={"version": mine.version},
        decides=True,
        context=lambda _form: {
            "pages": pages,
            "parts": read_recap(dossier.form, mine.read_answers()),
            "lacking": [part for part in pages if not part.is_done],
            "judgement": mine.read_judgement(),
        },
    )
    return answer(request, own)


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
    part = request.POST.get("part", "")
    if part in {domain.key for domain in dossier.form.domains} and dossier.can_answer:
        return redirect("screening:answer", pk, part)
    target = "profile" if dossier.mine and dossier.mine.is_locked else "show"
    return redirect(f"screening:{target}", pk)


def _locked_text(dossier: Dossier) -> str:
    if dossier.screening.state == State.OPEN:
        return _("Din vurdering er låst. Den anden part ser den først, når den selv har låst.")
    return _("Din vurdering er låst og åbnet.")
