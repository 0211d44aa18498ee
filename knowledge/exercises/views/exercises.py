"""Exercises of the reader's own municipality: list, plan, change, call off, evaluate, print."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from knowledge.exercises import actions
from knowledge.exercises.choices import ExerciseStatus
from knowledge.exercises.forms import CallOffForm, ChangeForm, EvaluationForm, PlanForm
from knowledge.exercises.logbook import newest_lines, points_of
from knowledge.exercises.models import Exercise, Scenario
from knowledge.exercises.views.common import WRITE, form_page, own, way
from knowledge.plans.revisions import with_earlier
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission
from stopext.web.form_page import Done, Place, answer
from stopext.web.pagination import paginate

_CLOSED = gettext_lazy("Øvelsen er begyndt eller aflyst imens og kan ikke ændres mere.")


@access(Permission.VIEW_OWN_PLAN)
@require_safe
def overview(request: PortalRequest) -> HttpResponse:
    """The municipality's exercises, the newest first."""
    rows = Exercise.objects.for_actor(request.actor)
    context = {
        "page": paginate(
            rows,
            ordering=("-on", "-pk"),
            cursor=request.GET.get("cursor"),
            scope=request.path,
        ),
        "can_plan": request.actor.can(Permission.EDIT_OWN_PLAN),
        "breadcrumbs": [(_("Forside"), "/"), (_("Øvelser"), "")],
    }
    return render(request, "exercises/list.html", context)


@access(Permission.VIEW_OWN_PLAN)
@require_safe
def show(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Everything of one exercise; its log is what one prints afterwards."""
    row = own(request, Exercise, pk)
    context = {
        "exercise": row,
        "lines": newest_lines(request.actor, row),
        "points": points_of(request.actor, row),
        "can_lead": request.actor.can(Permission.EDIT_OWN_PLAN),
        "was_held": row.is_open or row.status == ExerciseStatus.DONE,
        "breadcrumbs": way((row.title, "")),
    }
    return render(request, "exercises/exercise.html", context)


@access(Permission.EDIT_OWN_PLAN)
@require_safe
def handout(request: PortalRequest, pk: UUID) -> HttpResponse:
    """The sheets: one for those who take part, one with the injects for who leads."""
    row = own(request, Exercise, pk)
    here = (row.title, reverse("exercises:exercise", args=[pk]))
    context = {"exercise": row, "breadcrumbs": way(here, (_("Ark til øvelsen"), ""))}
    return render(request, "exercises/handout.html", context)


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def plan(request: PortalRequest, key: str) -> HttpResponse:
    """Plan an exercise of a scenario."""
    scenario = get_object_or_404(Scenario, key=key)

    def act(form: Any) -> Done:
        made = actions.plan_exercise(by=request.actor, scenario=scenario, **_said(form))
        return Done(reverse("exercises:exercise", args=[made.pk]), _("Øvelsen er planlagt."))

    page = form_page(
        _("Planlæg øvelse"),
        _("Planlæg øvelsen"),
        way(),
        lead=scenario.title,
        make=PlanForm,
        act=act,
        initial={"participants": scenario.participants},
        draft=Place("exercise-plan", request.actor.membership_id),
        back_url=reverse("exercises:scenario", args=[key]),
    )
    return answer(request, page)


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def change(request: PortalRequest, pk: UUID) -> HttpResponse:
    """When, where and with whom; until it begins."""
    row = own(request, Exercise, pk)
    names = ("on", "starts", "place", "participants")

    def act(form: Any) -> str:
        version = form.cleaned_data["version"]
        actions.change_exercise(by=request.actor, pk=pk, version=version, **_said(form))
        return _("Øvelsen er ændret.")

    page = form_page(
        _("Ret øvelsen"),
        _("Gem øvelsen"),
        _here(row),
        lead=row.title,
        make=ChangeForm,
        act=act,
        initial={**{name: getattr(row, name) for name in names}, "version": row.edits},
        draft=Place("exercise-change", pk),
        back_url=reverse("exercises:exercise", args=[pk]),
        closed="" if row.status == ExerciseStatus.PLANNED else str(_CLOSED),
    )
    return answer(request, with_earlier(page, request.actor, row))


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def call_off(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Say why it is not held."""
    row = own(request, Exercise, pk)

    def act(form: Any) -> str:
        actions.call_off(by=request.actor, pk=pk, reason=form.cleaned_data["reason"])
        return _("Øvelsen er aflyst.")

    told = {
        ExerciseStatus.DONE: _("Øvelsen er holdt og kan ikke aflyses."),
        ExerciseStatus.CALLED_OFF: _("Øvelsen er aflyst."),
    }
    page = form_page(
        _("Aflys øvelsen"),
        _("Aflys øvelsen"),
        _here(row),
        lead=row.title,
        make=CallOffForm,
        act=act,
        draft=Place("exercise-call-off", pk),
        back_url=reverse("exercises:exercise", args=[pk]),
        closed=told.get(ExerciseStatus(row.status), ""),
    )
    return answer(request, page)


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def evaluate(request: PortalRequest, pk: UUID) -> HttpResponse:
    """What went well and what was missing."""
    row = own(request, Exercise, pk)

    def act(form: Any) -> str:
        said = form.cleaned_data
        names = ("version", "worked", "missing")
        actions.evaluate(by=request.actor, pk=pk, **{name: said[name] for name in names})
        return _("Evalueringen er gemt.")

    held = row.is_open or row.status == ExerciseStatus.DONE
    page = form_page(
        _("Evaluering"),
        _("Gem evalueringen"),
        _here(row),
        lead=row.title,
        make=EvaluationForm,
        act=act,
        initial={"worked": row.worked, "missing": row.missing, "version": row.edits},
        draft=Place("exercise-evaluation", pk),
        back_url=f"{reverse('exercises:exercise', args=[pk])}#evaluering",
        closed="" if held else _("Øvelsen er ikke holdt. Skriv det her, når den er begyndt."),
        context={"exercise": row},
    )
    return answer(request, with_earlier(page, request.actor, row))


def _here(row: Exercise) -> list[tuple[str, str]]:
    return way((row.title, reverse("exercises:exercise", args=[row.pk])))


def _said(form: Any) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("on", "starts", "place", "participants")}
