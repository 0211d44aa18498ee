"""The profile: only of a locked rating, and the other party's only when both are opened."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from screening import actions
from screening.engine.pages import pages_of
from screening.engine.states import State
from screening.forms.judging import AddendumForm, ChangeForm, initial_of
from screening.models import Addendum, Rating
from screening.policies import check_can_change
from screening.queries.dossier import Dossier, get_dossier
from screening.queries.profile_page import BAR, answer_lines, read_profile
from screening.views.common import as_addendum, form_page, page, reason_not_to, trail
from stopext.access.declare import PortalRequest, access
from stopext.access.errors import Refused
from stopext.access.roles import Permission
from stopext.web.form_page import FormPage, Place, answer


@access(Permission.SCREEN)
@require_safe
def profile(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Own profile; ``?party=other`` the other party's; ``?first_hand=1`` only what was seen."""
    dossier = get_dossier(request.actor, pk)
    theirs = request.GET.get("party") == "other"
    rating = dossier.other if theirs else dossier.mine
    if rating is None or not rating.is_locked:
        return _not_yet(request, dossier, theirs)
    direct = request.GET.get("first_hand") == "1"
    answers = rating.read_answers()
    additions = list(Addendum.objects.for_actor(request.actor).filter(rating=rating))
    context: dict[str, Any] = {
        "rating": rating,
        "theirs": theirs,
        "direct": direct,
        "view": read_profile(dossier.form, answers, only_first_hand=direct),
        "lines": answer_lines(dossier.form, answers),
        "judgement": rating.read_judgement(),
        "other_judgement": _other_judgement(dossier, rating),
        "additions": [(row, row.read_judgement()) for row in additions],
        "bar": BAR,
        "breadcrumbs": trail(dossier.screening, (_("Domæneprofil"), "")),
    }
    return page(request, "profile", dossier, **context)


@access(Permission.SCREEN)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Another judgement after the profile; both stay readable."""
    dossier = get_dossier(request.actor, pk, writing=request.method == "POST")
    mine = _own_locked(dossier)
    closed = reason_not_to(check_can_change, dossier)

    def act(form: Any) -> str:
        actions.change_judgement(
            by=request.actor,
            screening=dossier.screening,
            judgement=form.judgement(),
            reason=form.cleaned_data["reason"],
            source_known=form.cleaned_data["source_known"],
        )
        return _("Den ændrede vurdering er gemt ved siden af den første.")

    own = _addition(
        dossier,
        _("Ændr din vurdering"),
        _("Gem den ændrede vurdering"),
        make=partial(ChangeForm, asks=dossier.form.asks),
        act=act,
        initial=initial_of(mine.read_judgement()),
        draft=Place("rating-change", pk),
        closed=closed,
        instead=lambda form: as_addendum(dossier, form),
    )
    return answer(request, own)


@access(Permission.SCREEN)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: PortalRequest, pk: UUID) -> HttpResponse:
    """A correction or new information to the locked rating."""
    dossier = get_dossier(request.actor, pk)
    _own_locked(dossier)
    if not dossier.can_add:
        raise Refused(
            _("Kun den, der har låst vurderingen, og tovholderen kan skrive en tilføjelse.")
        )

    def act(form: Any) -> str:
        cleaned = form.cleaned_data
        actions.add_addendum(
            by=request.actor,
            screening=dossier.screening,
            text=cleaned["text"],
            source_known=cleaned["source_known"],
        )
        return _("Tilføjelsen er gemt.")

    own = _addition(
        dossier,
        _("Skriv en tilføjelse"),
        _("Gem tilføjelsen"),
        make=AddendumForm,
        act=act,
        draft=Place("rating-addendum", pk),
    )
    return answer(request, own)


def _not_yet(request: PortalRequest, dossier: Dossier, theirs: bool) -> HttpResponse:
    """What is missing before there is a profile to show; of the other party no more than both know
    from the overview."""
    if dossier.screening.state == State.CANCELLED:
        return redirect("screening:show", dossier.screening.pk)
    mine = dossier.mine
    pages = pages_of(dossier.form, mine.read_answers() if mine else {})
    return page(
        request,
        "profile_missing",
        dossier,
        theirs=theirs,
        lacking=[part for part in pages if not part.is_done],
        is_judged=bool(mine and not mine.read_judgement().lacks(dossier.form.asks)),
        breadcrumbs=trail(dossier.screening, (_("Domæneprofil"), "")),
    )


def _own_locked(dossier: Dossier) -> Rating:
    if dossier.mine is None or not dossier.mine.is_locked:
        raise Http404
    return dossier.mine


def _other_judgement(dossier: Dossier, shown: Rating) -> object:
    """The judgement of the party whose profile is not on the page, when it may be read."""
    beside = dossier.mine if shown is dossier.other else dossier.other
    return beside.read_judgement() if beside is not None and beside.is_locked else None


def _addition(dossier: Dossier, title: str, button: str, **own: Any) -> FormPage:
    return form_page(
        dossier,
        (title, ""),
        template="addition",
        back_url=reverse("screening:profile", args=[dossier.screening.pk]),
        context=lambda _form: {"title": title, "button": button},
        **own,
    )
