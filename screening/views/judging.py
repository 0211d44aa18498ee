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
from screening.models import Rating
from screening.policies import check_can_answer
from screening.queries.dossier import Dossier, get_dossier
from screening.queries.recap import read_recap
from screening.queries.telling import told_by_rating
from screening.views.common import form_page, rating_page, reason_not_to, turned_away
from screening.wording.labels import source_told
from stopext.access.declare import PortalRequest, access
from stopext.access.errors import Invalid
from stopext.access.roles import Permission
from stopext.web.form_page import Done, answer


@access(Permission.SCREEN)
@require_http_methods(["GET", "HEAD", "POST"])
def judge(request: PortalRequest, pk: UUID) -> HttpResponse:
    """The rater's own words, before any number."""
    writing = request.method == "POST"
    dossier = get_dossier(request.actor, pk, writing=writing)
    if dossier.mine is not None and dossier.mine.is_locked and not writing:
        return redirect("screening:profile", pk)
    if away := turned_away(request, dossier):
        return away
    mine = dossier.mine

    def save(form: Any) -> Rating:
        return actions.judge(
            by=request.actor,
            screening=dossier.screening,
            judgement=form.judgement(),
            version=form.cleaned_data["version"],
        )

    def act(form: Any) -> Done:
        save(form)
        return Done(reverse("screening:lock", args=[pk]))

    own = rating_page(
        dossier,
        (_("Din vurdering"), ""),
        template="judge",
        back_url=reverse("screening:judge", args=[pk]),
        make=partial(JudgementForm, asks=dossier.form.asks),
        act=act,
        keep=lambda form: _stored(save(form)),
        initial=_stored(mine),
        context=lambda _form: {
            "pages": pages_of(dossier.form, mine.read_answers() if mine else {}),
            "stored_at": mine.saved_at if mine and mine.judgement else None,
        },
    )
    return answer(request, own)


@access(Permission.SCREEN)
@require_http_methods(["GET", "HEAD", "POST"])
def lock(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Read everything once more, then lock."""
    dossier = get_dossier(request.actor, pk, writing=request.method == "POST")
    if dossier.mine is not None and dossier.mine.is_locked:
        return redirect("screening:profile", pk)
    if away := turned_away(request, dossier):
        return away
    mine = dossier.mine
    if mine is None:
        messages.warning(
            request,
            _(
                "Der er ikke noget at læse igennem endnu: I har ikke svaret på noget. Besvar "
                "delene, og skriv din vurdering. Så kan du låse."
            ),
        )
        return redirect("screening:show", pk)

    def act(form: Any) -> Done:
        cleaned = form.cleaned_data
        actions.lock_rating(
            by=request.actor,
            screening=dossier.screening,
            version=cleaned["version"],
            source_known=cleaned.get("source_known", False),
        )
        return Done(reverse("screening:profile", args=[pk]), _locked_text(dossier))

    pages, told = pages_of(dossier.form, mine.read_answers()), told_by_rating(dossier)
    own = form_page(
        dossier,
        (_("Lås min vurdering"), ""),
        template="lock",
        back_url=reverse("screening:show", args=[pk]),
        closed=reason_not_to(check_can_answer, dossier),
        make=partial(LockForm, told=told),
        act=act,
        initial={"version": mine.version},
        decides=True,
        context=lambda _form: {
            "pages": pages,
            "parts": read_recap(dossier.form, mine.read_answers()),
            "lacking": [part for part in pages if not part.is_done],
            "judgement": mine.read_judgement(),
            "source_told": source_told(told) if told else "",
        },
    )
    return answer(request, own)


@access(Permission.SCREEN)
@require_POST
def acknowledge(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Confirm that the banner about critical answers was read."""
    dossier = get_dossier(request.actor, pk)
    try:
        keys = request.POST.get("keys", "").split()
        actions.acknowledge_critical(by=request.actor, screening=dossier.screening, keys=keys)
    except Invalid as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Din bekræftelse er skrevet i loggen."))
    part = request.POST.get("part", "")
    if part in {domain.key for domain in dossier.form.domains} and dossier.can_answer:
        return redirect("screening:answer", pk, part)
    target = "profile" if dossier.mine and dossier.mine.is_locked else "show"
    return redirect(f"screening:{target}", pk)


def _stored(rating: Rating | None) -> dict[str, Any]:
    said = initial_of(rating.read_judgement()) if rating else {}
    return {**said, "version": rating.version if rating else 0}


def _locked_text(dossier: Dossier) -> str:
    if dossier.screening.state == State.OPEN:
        return _("Din vurdering er låst. Den anden part ser den først, når den selv har låst.")
    return _("Din vurdering er låst og åbnet.")
