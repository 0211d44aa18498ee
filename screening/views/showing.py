"""The overview of one screening: how far each party is, what comes next, who can see it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from screening import actions
from screening.engine.pages import first_open, pages_of
from screening.engine.states import State
from screening.forms.access import AssignForm
from screening.models import ScreeningAccess
from screening.models.screening import OVERSEERS
from screening.models.subject import about
from screening.queries.dossier import Dossier, get_dossier
from screening.queries.ended import withdrawn
from screening.queries.recap import RecapPart, read_recap
from screening.views.common import form_page, page, trail
from stopext.access.actor import Actor
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission, Role
from stopext.accounts.models import Membership, in_force
from stopext.web.form_page import answer

#: Who in an authority can be asked to rate.
RATERS = [Role.CASEWORKER, Role.COORDINATOR, Role.LEADER, Role.OFFICER, Role.POLICE_COORDINATOR]


@access(Permission.SCREEN)
@require_safe
def show(request: PortalRequest, pk: UUID) -> HttpResponse:
    """State, progress and the next step."""
    gone = withdrawn(request.actor, pk)
    if gone:
        context = {"screening": gone[0], "breadcrumbs": trail(gone[0])}
        return render(request, "screening/withdrawn.html", context)
    dossier = get_dossier(request.actor, pk)
    who = _who(dossier)
    form = AssignForm(who.free) if dossier.oversees and who.free else None
    return page(request, "show", dossier, **_context(dossier, who, form))


@access(Permission.SCREEN)
@require_POST
def assign(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Let a colleague see and answer."""
    dossier = get_dossier(request.actor, pk)

    def act(form: Any) -> str:
        user_id = form.person_id()
        actions.grant_access(by=request.actor, screening=dossier.screening, user_id=user_id)
        return _("Kollegaen kan nu se vurderingen.")

    own = form_page(
        dossier,
        template="show",
        back_url=reverse("screening:show", args=[pk]),
        make=partial(AssignForm, [(key, name) for key, name, _all in _people(request.actor)]),
        act=act,
        context=lambda form: _context(dossier, _who(dossier), form),
    )
    return answer(request, own)


@access(Permission.SCREEN)
@require_POST
def take_over(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Continue a colleague's rating."""
    dossier = get_dossier(request.actor, pk)
    actions.take_over(by=request.actor, screening=dossier.screening)
    messages.success(request, _("Du besvarer nu vurderingen. Kollegaens svar er bevaret."))
    return redirect("screening:show", pk)


@access(Permission.SCREEN)
@require_POST
def open_alone(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Go on without the police, whose access has ended."""
    dossier = get_dossier(request.actor, pk)
    actions.open_alone(by=request.actor, screening=dossier.screening)
    messages.success(request, _("Vurderingen er åbnet uden politiets svar."))
    return redirect("screening:profile", pk)


@dataclass(frozen=True)
class Who:
    """The way to the subject, names of colleagues on the screening, and those who could join.
    ``closed``: the subject names its readers, so a name given here would open nothing."""

    subject_url: str
    named: list[str]
    free: list[tuple[UUID, str]]
    closed: bool


def _context(dossier: Dossier, who: Who, form: AssignForm | None) -> dict[str, Any]:
    pages = pages_of(dossier.form, dossier.mine.read_answers() if dossier.mine else {})
    return {
        "subject_url": who.subject_url,
        "pages": pages,
        "resume": first_open(pages),
        "asked": sum(part.progress.asked for part in pages),
        "answered": sum(part.progress.answered for part in pages),
        "known": sum(part.progress.known for part in pages),
        "who": who,
        "parts": _left(dossier),
        "judgement": dossier.mine.read_judgement() if dossier.mine else None,
        "form": form,
    }


def _left(dossier: Dossier) -> list[RecapPart]:
    """What the actor's authority had written when the screening was called off."""
    if dossier.screening.state != State.CANCELLED or dossier.mine is None:
        return []
    return read_recap(dossier.form, dossier.mine.read_answers())


def _who(dossier: Dossier) -> Who:
    """Three queries."""
    people = _people(dossier.actor)
    everybody = [(key, name) for key, name, _sees_all in people]
    subject = about(dossier.actor, dossier.screening.subject_id)
    if subject.readers is not None:
        named = [name for key, name in everybody if key in subject.readers]
        return Who(subject.address, named, [], closed=True)
    on_it = set(
        ScreeningAccess.objects.for_actor(dossier.actor)
        .filter(screening=dossier.screening, ended_at=None)
        .values_list("user_id", flat=True)
    )
    named = [name for key, name in everybody if key in on_it]
    return Who(
        subject.address,
        named,
        [(key, name) for key, name in _unnamed(people) if key not in on_it],
        closed=False,
    )


def _unnamed(people: list[tuple[UUID, str, bool]]) -> list[tuple[UUID, str]]:
    """Those who see a screening only when they are named."""
    return [(key, name) for key, name, sees_all in people if not sees_all]


def _people(actor: Actor) -> list[tuple[UUID, str, bool]]:
    """Everybody who can be asked, and whether her role opens all screenings; one query."""
    rows = Membership.objects.for_actor(actor).filter(
        in_force(), authority_id=actor.authority_id, role__in=RATERS
    )
    found = {row.user_id: row.name for row in rows}
    overseers = {row.user_id for row in rows if row.role in OVERSEERS}
    people = [(UUID(str(key)), name, key in overseers) for key, name in found.items()]
    return sorted(people, key=lambda person: person[1])
