"""The profile: only of a locked rating, and the other party's only when both are opened."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from screening import actions
from screening.forms.judging import AddendumForm, ChangeForm, initial_of
from screening.models import Addendum, Rating
from screening.queries.dossier import Dossier, get_dossier
from screening.queries.profile_page import BAR, answer_lines, read_profile
from screening.views.common import UNPROCESSABLE, page, trail
from stopext.access.declare import PortalRequest, access
from stopext.access.errors import Invalid, Refused
from stopext.access.roles import Permission
from stopext.accounts.pending import pending_fields


@access(Permission.SCREEN)
@require_safe
def profile(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Own profile; ``?party=other`` the other party's; ``?first_hand=1`` only what was seen."""
    dossier = get_dossier(request.actor, pk)
    theirs = request.GET.get("party") == "other"
    rating = dossier.other if theirs else dossier.mine
    if rating is None or not rating.is_locked:
        if theirs or dossier.mine is None:
            raise Http404
        return redirect("screening:show", pk)
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
    dossier = get_dossier(request.actor, pk)
    mine = _own_locked(dossier)
    if not dossier.is_rater:
        raise Refused(_("Kun den, der har låst vurderingen, kan ændre den."))
    typed = pending_fields(request, request.path)
    form = ChangeForm(request.POST or None, initial=initial_of(mine.read_judgement()) | typed)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_judgement(
                by=request.actor,
                screening=dossier.screening,
                judgement=form.judgement(),
                reason=form.cleaned_data["reason"],
            )
        except Invalid as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Den ændrede vurdering er gemt ved siden af den første."))
            return redirect("screening:profile", pk)
    title = _("Ændr din vurdering")
    return _form_page(request, dossier, form, title, _("Gem den ændrede vurdering"))


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
    form = AddendumForm(request.POST or None, initial=pending_fields(request, request.path))
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_addendum(
                by=request.actor, screening=dossier.screening, text=form.cleaned_data["text"]
            )
        except Invalid as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Tilføjelsen er gemt."))
            return redirect("screening:profile", pk)
    return _form_page(request, dossier, form, _("Skriv en tilføjelse"), _("Gem tilføjelsen"))


def _own_locked(dossier: Dossier) -> Rating:
    if dossier.mine is None or not dossier.mine.is_locked:
        raise Http404
    return dossier.mine


def _other_judgement(dossier: Dossier, shown: Rating) -> object:
    """The judgement of the party whose profile is not on the page, when it may be read."""
    beside = dossier.mine if shown is dossier.other else dossier.other
    return beside.read_judgement() if beside is not None and beside.is_locked else None


def _form_page(
    request: PortalRequest,
    dossier: Dossier,
    form: ChangeForm | AddendumForm,
    title: str,
    button: str,
) -> HttpResponse:
    crumbs = trail(dossier.screening, (title, ""))
    status = UNPROCESSABLE if form.errors else 200
    context = {"form": form, "title": title, "button": button, "breadcrumbs": crumbs}
    return page(request, "addition", dossier, status=status, **context)
