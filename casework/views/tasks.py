"""Tasks of a case: one list, and pages to give one, change it, and say that it ended."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework import actions
from casework.actions.colleagues import who_read
from casework.forms.tasks import CancelForm, FinishForm, TaskChangeForm, TaskForm
from casework.models import Case, Task
from casework.policies import Deed, may
from casework.queries.changed import last_change
from casework.rules.tasks import Ahead
from casework.views.case_forms import as_note, case_form
from casework.views.case_lookup import crumbs, get_case, get_part
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission
from stopext.web.dates import format_date
from stopext.web.form_page import Place, answer

BOTH = ["GET", "HEAD", "POST"]
#: Of those that ended the newest are listed; all of them stand in the timeline.
ENDED_SHOWN = 20


@access(Permission.VIEW_CASES)
@require_safe
def tasks(request: PortalRequest, pk: UUID) -> HttpResponse:
    """What is to be done in the case, and what was done lately."""
    case = get_case(request, pk)
    rows = Task.objects.for_actor(request.actor).filter(case=case)
    reading = set(who_read(request.actor, case).values_list("user_id", flat=True))
    still = list(rows.filter(ended_at__isnull=True).order_by("due_on", "pk"))
    for row in still:
        row.is_stranded = row.owner_user not in reading
    context = {
        "case": case,
        "open": still,
        "ended": list(
            rows.filter(ended_at__isnull=False).order_by("-ended_at", "pk")[:ENDED_SHOWN]
        ),
        "may_work": may(Deed.WORK, request.actor, case),
        "breadcrumbs": crumbs(case, _("Opgaver")),
    }
    return render(request, "casework/case/tasks.html", context)


@access(Permission.WORK_CASES)
@require_http_methods(BOTH)
def add(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Give a task to a colleague, or take it oneself."""
    case = get_case(request, pk, Deed.WORK)
    team = list(who_read(request.actor, case))

    def act(form: Any) -> str:
        actions.add_task(by=request.actor, case=case, wanted=form.wanted())
        return _("Opgaven er gemt.")

    mine = next((str(row.pk) for row in team if row.user_id == request.actor.user_id), "")
    page = case_form(
        case,
        heading=_("Ny opgave"),
        button=_("Gem opgaven"),
        make=partial(TaskForm, people=team),
        act=act,
        initial={"owner": mine, "remind": Ahead.DAY},
        draft=Place("case-task", case.pk),
    )
    return answer(request, page)


@access(Permission.WORK_CASES)
@require_http_methods(BOTH)
def change(request: PortalRequest, pk: UUID, task: UUID) -> HttpResponse:
    """Other words, another day or another colleague."""
    case = get_case(request, pk, Deed.WORK)
    row = get_part(Task, case, task, request.actor)
    team = list(who_read(request.actor, case))

    def act(form: Any) -> str:
        actions.change_task(
            by=request.actor,
            task=row,
            version=form.cleaned_data["version"],
            wanted=form.wanted(),
        )
        return _("Opgaven er ændret.")

    names = ("text", "due_on", "remind", "every", "version")
    page = case_form(
        case,
        heading=_("Ret opgave"),
        button=_("Gem ændringen"),
        make=partial(TaskChangeForm, task=row, people=team),
        act=act,
        initial={name: getattr(row, name) for name in names},
        draft=Place("case-task-edit", row.pk),
        target=_back(case),
        told=lambda: _stored(row),
    )
    return answer(request, page)


@access(Permission.WORK_CASES)
@require_http_methods(BOTH)
def finish(request: PortalRequest, pk: UUID, task: UUID) -> HttpResponse:
    """The task is done; one that comes back says when."""
    case = get_case(request, pk, Deed.WORK)
    row = get_part(Task, case, task, request.actor)

    def act(form: Any) -> str:
        words = form.cleaned_data["words"]
        following = actions.finish_task(by=request.actor, task=row, words=words)
        if following is None:
            return _("Opgaven er løst.")
        return _("Opgaven er løst. Den næste er %s.") % format_date(following.due_on)

    page = case_form(
        case,
        heading=_("Meld opgave løst"),
        button=_("Meld løst"),
        lead=row.text,
        make=FinishForm,
        act=act,
        draft=Place("case-task-done", row.pk),
        instead=lambda form: as_note(request.actor, case, form.cleaned_data["words"]),
        target=_back(case),
        told=lambda: _stored(row),
    )
    return answer(request, page)


@access(Permission.WORK_CASES)
@require_http_methods(BOTH)
def cancel(request: PortalRequest, pk: UUID, task: UUID) -> HttpResponse:
    """The task is not to be done."""
    case = get_case(request, pk, Deed.WORK)
    row = get_part(Task, case, task, request.actor)

    def act(form: Any) -> str:
        actions.cancel_task(by=request.actor, task=row, reason=form.cleaned_data["words"])
        return _("Opgaven er aflyst.")

    page = case_form(
        case,
        heading=_("Aflys opgave"),
        button=_("Aflys opgaven"),
        lead=row.text,
        make=CancelForm,
        act=act,
        draft=Place("case-task-cancelled", row.pk),
        instead=lambda form: as_note(request.actor, case, form.cleaned_data["words"]),
        target=_back(case),
        told=lambda: _stored(row),
    )
    return answer(request, page)


def _back(case: Case) -> str:
    return reverse("casework:tasks", args=[case.pk])


def _stored(row: Task) -> list[tuple[Any, Any]]:
    """What stands there now, and who wrote it."""
    ended = f"{row.get_end_display()}, {row.ended_by_name}" if row.end else _("Åben")
    return [
        *last_change(row.case, row.pk),
        (_("Hvad skal der gøres?"), row.text),
        (_("Hvem gør det?"), row.owner_name),
        (_("Senest"), format_date(row.due_on)),
        (_("Status"), ended),
        (_("Hvad kom der ud af det?"), row.words),
    ]
