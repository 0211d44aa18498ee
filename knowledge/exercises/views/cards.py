"""Action cards: the own ones, and one as a sheet or on a phone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from knowledge.exercises import actions
from knowledge.exercises.forms import ApproveForm, CardForm, ChangeCardForm
from knowledge.exercises.live import USES, contacts, lines_of, plan_in_force, stale, ways_in
from knowledge.exercises.loading import card_starts
from knowledge.exercises.models import Card
from knowledge.exercises.views.common import WRITE, card_way, form_page, own
from knowledge.plans.choices import PlanStatus
from knowledge.plans.models import ActionCard
from knowledge.plans.revisions import with_earlier
from stopext.access.declare import PUBLIC, PortalRequest, access
from stopext.access.roles import Permission
from stopext.accounts.forms import ConfirmForm
from stopext.accounts.models import Authority
from stopext.web.form_page import Done, Place, answer

_NAMES = ("audience", "steps", "uses", "attention", "owner")


@access(Permission.VIEW_OWN_PLAN)
@require_safe
def overview(request: PortalRequest) -> HttpResponse:
    """The municipality's cards, and what a new one can begin with."""
    actor = request.actor
    rows = Card.objects.for_actor(actor).filter(municipality_id=actor.authority_id)
    plan = plan_in_force(actor)
    found = ways_in(Authority.objects.get(pk=actor.authority_id), actor)
    context = {
        "cards": [(row, stale(row, lines_of(row, found), plan)) for row in rows],
        "can_lead": actor.can(Permission.EDIT_OWN_PLAN),
        "starts": [(key, one["audience"]) for key, one in card_starts().items()],
        "of_plan": [(row.pk, row.audience) for row in _cards_of_plan(request)],
        "breadcrumbs": [(_("Forside"), "/"), (_("Handlekort"), "")],
    }
    return render(request, "exercises/cards.html", context)


@access(Permission.VIEW_OWN_PLAN)
@require_safe
def show(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One card of the own municipality, with the contacts as they are now, and whether it holds."""
    actor = request.actor
    row = own(request, Card, pk, "municipality")
    lines = contacts(row, actor)
    context = {
        "card": row,
        "lines": lines,
        "stale": stale(row, lines, plan_in_force(actor)),
        "can_lead": actor.can(Permission.EDIT_OWN_PLAN),
        "can_approve": actor.can(Permission.ADOPT_PLAN),
        "is_own": True,
        "breadcrumbs": card_way((row.audience, "")),
    }
    return render(request, "exercises/card.html", context)


@access(PUBLIC)
@require_safe
def public(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A card that everybody may read, with the public contacts as they are now."""
    row = next(iter(Card.for_everybody(pk=pk)), None)
    if row is None:
        raise Http404
    place = row.municipality
    context = {
        "card": row,
        "lines": contacts(row, None),
        "is_own": False,
        "breadcrumbs": [
            (_("Forside"), "/"),
            (_("Handlingsplaner"), reverse("knowledge:plans")),
            (place.name, reverse("knowledge:plan", args=[place.slug])),
            (row.audience, ""),
        ],
    }
    return render(request, "exercises/card.html", context)


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def add(request: PortalRequest) -> HttpResponse:
    """A new card, empty or from what ``?fra=`` names: a start, or a card of the own plan."""
    of_plan = _card_of_plan(request)

    def act(form: Any) -> Done:
        made = actions.write_card(by=request.actor, **_said(form))
        return Done(_place(made.pk), _("Kortet er gemt. Lederen skal godkende det."))

    page = form_page(
        _("Nyt handlekort"),
        _("Gem kortet"),
        card_way(),
        lead=_contacts_told(of_plan),
        make=CardForm,
        act=act,
        initial={"uses": [use.value for use in USES], **_start(request, of_plan)},
        draft=Place("card", request.actor.membership_id),
        back_url=reverse("exercises:cards"),
    )
    return answer(request, page)


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def change(request: PortalRequest, pk: UUID) -> HttpResponse:
    """What stands on it."""
    row = own(request, Card, pk)

    def act(form: Any) -> str:
        version = form.cleaned_data["version"]
        actions.change_card(by=request.actor, pk=pk, version=version, **_said(form))
        return _("Kortet er gemt. Lederen skal godkende det.")

    page = form_page(
        _("Ret kortet"),
        _("Gem kortet"),
        _here(row),
        lead=_(
            "Når du ændrer kortet, skal lederen godkende det igen. Indtil da viser den offentlige"
            " side den udgave, der sidst blev godkendt."
        )
        if row.is_public
        else _("Når du ændrer kortet, skal lederen godkende det igen."),
        make=ChangeCardForm,
        act=act,
        initial={**{name: getattr(row, name) for name in _NAMES}, "version": row.edits},
        draft=Place("card-edit", pk),
        back_url=_place(pk),
        context={"remove_url": reverse("exercises:card_remove", args=[pk])},
    )
    return answer(request, with_earlier(page, request.actor, row))


@access(Permission.ADOPT_PLAN)
@require_http_methods(WRITE)
def approve(request: PortalRequest, pk: UUID) -> HttpResponse:
    """The leader reads it as it is now and approves it."""
    row = own(request, Card, pk, "municipality")

    def act(form: Any) -> str:
        said = form.cleaned_data
        actions.approve_card(
            by=request.actor, pk=pk, version=said["version"], is_public=said["is_public"]
        )
        return _("Kortet er godkendt.")

    page = form_page(
        _("Godkend kortet"),
        _("Godkend kortet"),
        _here(row),
        template="exercises/approve.html",
        make=ApproveForm,
        act=act,
        initial={"is_public": row.is_public, "version": row.edits},
        back_url=_place(pk),
        decides=True,
        context={"card": row, "lines": contacts(row, request.actor)},
    )
    return answer(request, page)


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def remove(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Ask, then remove."""
    row = own(request, Card, pk)

    def act(_form: Any) -> Done:
        actions.remove_card(by=request.actor, pk=pk)
        return Done(reverse("exercises:cards"), _("Kortet er fjernet."))

    page = form_page(
        _("Fjern kortet"),
        _("Fjern kortet"),
        _here(row),
        lead=row.audience,
        template="exercises/remove.html",
        make=ConfirmForm,
        act=act,
        back_url=_place(pk),
        context={"question": _("Skal kortet fjernes? Det kan ikke hentes tilbage.")},
    )
    return answer(request, page)


def _cards_of_plan(request: PortalRequest) -> list[ActionCard]:
    rows = ActionCard.objects.for_actor(request.actor)
    rows = rows.filter(municipality_id=request.actor.authority_id)
    found = list(rows.exclude(plan__status=PlanStatus.ARCHIVED).order_by("is_public", "position"))
    return [row for row in found if not row.is_public] or found


def _start(request: PortalRequest, of_plan: ActionCard | None) -> dict[str, Any]:
    asked = request.GET.get("fra", "")
    if asked in card_starts():
        return card_starts()[asked]
    if of_plan is None:
        return {}
    return {"audience": of_plan.audience, "steps": of_plan.steps, "owner": of_plan.owner}


def _card_of_plan(request: PortalRequest) -> ActionCard | None:
    asked = request.GET.get("fra", "")
    return next((row for row in _cards_of_plan(request) if str(row.pk) == asked), None)


def _contacts_told(found: ActionCard | None) -> str:
    """Contacts in the words of the plan stay there: a card has those of the portal."""
    if found is None or not found.contacts:
        return ""
    told = _(
        "Planen nævner disse kontakter: %s. På handlekortet hentes telefon og e-mail fra portalens"
        " kontakter: vælg dem nedenfor."
    )
    return told % "; ".join(found.contacts)


def _place(pk: UUID) -> str:
    return reverse("exercises:card", args=[pk])


def _here(row: Card) -> list[tuple[str, str]]:
    return card_way((row.audience, _place(row.pk)))


def _said(form: Any) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in _NAMES}
