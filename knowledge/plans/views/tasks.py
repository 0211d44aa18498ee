"""Tasks of an action: in the draft, and in the plan in force."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from knowledge.plans import actions
from knowledge.plans.forms import TaskForm, changing
from knowledge.plans.models import Action, Task
from knowledge.plans.revisions import with_earlier
from knowledge.plans.views.common import WRITE, plan_form, way_here
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission
from stopext.accounts.forms import ConfirmForm
from stopext.web.form_page import Done, FormPage, Place, answer


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def add(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One more task of an action. Who sends it when a colleague has just removed the action keeps
    her text."""
    action, closed = _action(request, pk)

    def act(form: Any) -> Done:
        made = actions.add_task(by=request.actor, action=action, **_said(form))
        return Done(made.place if action.plan.is_public else _editor(action), _("Opgaven er gemt."))

    page = _page(
        _("Ny opgave"),
        closed=closed,
        lead=action.title,
        button=_("Gem opgaven"),
        make=TaskForm,
        act=act,
        draft=Place("plan-task", action.pk),
        back_url=reverse("knowledge:plan_progress") if action.plan.is_public else _editor(action),
    )
    return answer(request, page)


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def change(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Change a task."""
    row, closed = _task(request, pk)

    def act(form: Any) -> str:
        version = form.cleaned_data["version"]
        actions.change_task(by=request.actor, pk=pk, version=version, **_said(form))
        return _("Opgaven er gemt.")

    page = _page(
        _("Opgave"),
        closed=closed,
        lead=row.action.title,
        button=_("Gem opgaven"),
        make=changing(TaskForm),
        act=act,
        initial={
            "text": row.text,
            "owner": row.owner,
            "due_on": row.due_on,
            "version": row.edits,
        },
        draft=Place("plan-task-edit", row.pk),
        back_url=row.place,
        context={"remove_url": reverse("knowledge:task_remove", args=[pk])},
    )
    return answer(request, with_earlier(page, request.actor, row))


@access(Permission.EDIT_OWN_PLAN)
@require_POST
def mark(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Done, or open again."""
    row, closed = _task(request, pk)
    if closed:
        messages.warning(request, closed)
        return HttpResponseRedirect(row.place)
    done = request.POST.get("done") != "no"
    actions.mark_task(by=request.actor, pk=pk, done=done)
    messages.success(request, _("Opgaven er meldt udført.") if done else _("Opgaven er åben igen."))
    return HttpResponseRedirect(row.place)


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def remove(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Ask, then remove a task for good."""
    row, closed = _task(request, pk)
    back = row.place.partition("#")[0]

    def act(_form: Any) -> Done:
        actions.remove_task(by=request.actor, pk=pk)
        return Done(back, _("Opgaven er fjernet."))

    page = _page(
        _("Fjern opgaven"),
        closed=closed,
        lead=row.text,
        button=_("Fjern opgaven"),
        template="knowledge/plan_remove.html",
        make=ConfirmForm,
        act=act,
        back_url=row.place,
        context={"question": _("Skal opgaven fjernes? Den kan ikke hentes tilbage.")},
    )
    return answer(request, page)


def _page(heading: str, *, context: dict[str, Any] | None = None, **own: Any) -> FormPage:
    more = {"breadcrumbs": way_here(heading), **(context or {})}
    return plan_form(None, heading=heading, context=lambda _form: more, **own)


def _said(form: Any) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("text", "owner", "due_on")}


def _editor(action: Action) -> str:
    return f"{reverse('knowledge:part', args=['handling', action.pk])}#opgaver"


def _action(request: PortalRequest, pk: UUID) -> tuple[Action, str]:
    managers: list[Any] = [Action.objects]
    if request.method == "POST":
        managers.append(Action.removed)
    for manager in managers:
        rows = manager.for_actor(request.actor).filter(municipality_id=request.actor.authority_id)
        if (found := rows.select_related("plan").filter(pk=pk).first()) is not None:
            gone = _("En kollega har fjernet handlingen fra kladden imens.")
            return found, gone if found.is_removed else ""
    raise Http404


def _task(request: PortalRequest, pk: UUID) -> tuple[Task, str]:
    """A task; for who sends a form also one that a colleague has removed meanwhile, and that."""
    rows = Task.objects.for_actor(request.actor).select_related("plan", "action").filter(pk=pk)
    if request.method != "POST":
        rows = rows.filter(is_removed=False)
    found: Task | None = rows.first()
    if found is None:
        raise Http404
    return found, _("En kollega har fjernet opgaven imens.") if found.is_removed else ""
