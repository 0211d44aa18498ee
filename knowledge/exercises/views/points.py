"""Learning points of an exercise."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from knowledge.exercises import actions
from knowledge.exercises.choices import ExerciseStatus
from knowledge.exercises.forms import ChangePointForm, PointForm
from knowledge.exercises.logbook import actions_to_choose
from knowledge.exercises.models import Exercise, Point
from knowledge.exercises.views.common import WRITE, form_page, own, way
from knowledge.plans.revisions import with_earlier
from stopext.access.declare import PortalRequest, access
from stopext.access.errors import Invalid, Refused
from stopext.access.roles import Permission
from stopext.accounts.forms import ConfirmForm
from stopext.web.form_page import Done, FormPage, Place, answer

_NAMES = ("text", "owner", "due_on", "action")


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def add(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One more."""
    row = own(request, Exercise, pk)
    held = row.is_open or row.status == ExerciseStatus.DONE

    def act(form: Any) -> str:
        actions.add_point(by=request.actor, pk=pk, **_said(form))
        return _("Læringspunktet er gemt.")

    page = _page(
        row,
        _("Nyt læringspunkt"),
        make=partial(PointForm, offered=actions_to_choose(request.actor)),
        act=act,
        draft=Place("exercise-point", pk),
        closed="" if held else _("Øvelsen er ikke holdt. Skriv det her, når den er begyndt."),
    )
    return answer(request, page)


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def change(request: PortalRequest, pk: UUID) -> HttpResponse:
    """What, who, when, and which action of the plan it belongs to."""
    row = own(request, Point, pk, "exercise")

    def act(form: Any) -> str:
        version = form.cleaned_data["version"]
        actions.change_point(by=request.actor, pk=pk, version=version, **_said(form))
        return _("Læringspunktet er gemt.")

    offered = actions_to_choose(request.actor)
    known = {key for key, _title in offered}
    page = _page(
        row.exercise,
        _("Læringspunkt"),
        make=partial(ChangePointForm, offered=offered),
        act=act,
        initial={
            **{name: getattr(row, name) for name in _NAMES},
            "action": row.action if row.action in known else None,
            "version": row.edits,
        },
        draft=Place("exercise-point-edit", pk),
        context={"remove_url": reverse("exercises:point_remove", args=[pk])},
    )
    return answer(request, with_earlier(page, request.actor, row))


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def remove(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Ask, then remove."""
    row = own(request, Point, pk, "exercise")
    back = _back(row.exercise)

    def act(_form: Any) -> Done:
        actions.remove_point(by=request.actor, pk=pk)
        return Done(back, _("Læringspunktet er fjernet."))

    page = _page(
        row.exercise,
        _("Fjern læringspunktet"),
        lead=row.text,
        button=_("Fjern læringspunktet"),
        template="exercises/remove.html",
        make=ConfirmForm,
        act=act,
        context={
            "question": _("Skal læringspunktet fjernes? Det kan ikke hentes tilbage."),
            "more": _("Er det blevet en opgave i planen, bliver opgaven stående."),
        },
    )
    return answer(request, page)


@access(Permission.EDIT_OWN_PLAN)
@require_POST
def task(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Make it a task of the plan, or say what is missing."""
    row = own(request, Point, pk, "exercise")
    try:
        actions.make_task(by=request.actor, pk=pk)
    except (Invalid, Refused) as reason:
        messages.warning(request, str(reason))
        return HttpResponseRedirect(reverse("exercises:point", args=[pk]))
    messages.success(request, _("Læringspunktet er nu en opgave i planen."))
    return HttpResponseRedirect(_back(row.exercise))


def _back(exercise: Exercise) -> str:
    return f"{reverse('exercises:exercise', args=[exercise.pk])}#laering"


def _page(exercise: Exercise, heading: str, button: str = "", **given: Any) -> FormPage:
    here = (exercise.title, reverse("exercises:exercise", args=[exercise.pk]))
    shown = button or _("Gem læringspunktet")
    return form_page(heading, shown, way(here), back_url=_back(exercise), **given)


def _said(form: Any) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in _NAMES}
