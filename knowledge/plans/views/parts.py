"""The parts of a draft: one page for each deed and all sorts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge.articles.choices import TriangleLevel
from knowledge.articles.practices import practice_choices
from knowledge.plans import actions
from knowledge.plans.alike import Example, parts_like
from knowledge.plans.choices import ActionStatus
from knowledge.plans.models import Action, Effect, Goal, Measurement, Plan, PlanPart
from knowledge.plans.needs import out_of_order
from knowledge.plans.revisions import emptied, with_earlier
from knowledge.plans.sorts import SORTS, Sort
from knowledge.plans.views.common import (
    WRITE,
    crumbs,
    get_draft,
    plan_form,
    to_own_plan_without_draft,
)
from knowledge.plans.work import as_typed, internals_of, tasks_of
from stopext.access import clock
from stopext.access.declare import PortalRequest, access
from stopext.access.errors import Invalid
from stopext.access.roles import Permission
from stopext.accounts.forms import ConfirmForm
from stopext.web.form_page import Done, Place, answer


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def add(request: PortalRequest, sort: str, under: UUID) -> HttpResponse:
    """One more part, under the plan, a goal or an indicator."""
    draft, kind = get_draft(request), _sort(sort)
    above, closed = _above(request, draft, kind, under)

    def act(form: Any) -> Done:
        values = _values(kind, form.cleaned_data)
        if kind.model is Goal and values["text"] in {row.text for row in draft.goals.all()}:
            raise Invalid(
                _("Det mål står i kladden allerede, måske skrevet af en kollega."), "text"
            )
        made = actions.add_part(by=request.actor, sort=kind, under=under, values=values)
        _warn(request, made)
        return Done(_place(kind, made), kind.words["saved"])

    page = plan_form(
        draft,
        heading=kind.words["add"],
        closed=closed,
        back_url=_where_removed(closed),
        lead=str(above) if isinstance(above, PlanPart) else "",
        button=kind.words["save"],
        here=str(under),
        make=_maker(draft, kind),
        act=act,
        initial={"status": ActionStatus.PLANNED, "on": clock.today()},
        draft=Place(f"plan-{kind.slug}", under),
        context=lambda _form: {
            "plan": draft,
            "examples": _examples(draft, kind, above),
            "sort": kind,
            "under": under,
        },
    )
    return answer(request, page)


def _examples(draft: Plan, sort: Sort, above: Any) -> list[Example]:
    """Goals of others like them, or actions on the level of the goal."""
    if sort.slug not in {"maal", "handling"}:
        return []
    levels = [above.level] if isinstance(above, Goal) else TriangleLevel.values
    found = parts_like(draft.municipality_id, sort.model, levels)
    return [each for level in levels for each in found.get(level, [])]


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def change(request: PortalRequest, sort: str, pk: UUID) -> HttpResponse:
    """Change a part."""
    draft, kind = get_draft(request), _sort(sort)
    row, closed = _part_or_removed(request, draft, kind, pk)

    def act(form: Any) -> Done:
        said = form.cleaned_data
        actions.change_part(
            by=request.actor,
            sort=kind,
            pk=pk,
            version=said["version"],
            values=_values(kind, said),
        )
        _warn(request, row)
        return Done(_place(kind, row), kind.words["saved"])

    page = plan_form(
        draft,
        heading=kind.words["one"],
        closed=closed,
        back_url=_where_removed(closed),
        button=kind.words["save"],
        here=str(pk),
        make=_maker(draft, kind, row),
        act=act,
        initial={
            **{name: getattr(row, name) for name in kind.names},
            **as_typed(request.actor, row),
        },
        draft=Place(f"plan-{kind.slug}-edit", row.pk),
        context=lambda _form: {
            "sort": kind,
            "part": row,
            "inside": tasks_of(request.actor, row) if kind.model is Action else None,
            "today": clock.today(),
            "effects": _effects(draft, row),
            "has_indicators": bool(draft.indicators.all()),
        },
    )
    beside = internals_of(request.actor, row)
    return answer(request, with_earlier(page, request.actor, row, beside))


@access(Permission.EDIT_OWN_PLAN)
@require_POST
def move(request: PortalRequest, sort: str, pk: UUID) -> HttpResponse:
    """One place up or down among its neighbours."""
    draft, kind = get_draft(request), _sort(sort)
    row = _part(draft, kind, pk)
    if not kind.is_moved:
        raise Http404
    actions.move_part(by=request.actor, sort=kind, pk=pk, up=request.POST.get("way") == "up")
    return HttpResponseRedirect(_place(kind, row))


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def remove(request: PortalRequest, sort: str, pk: UUID) -> HttpResponse:
    """Ask, then remove a part with what hangs on it."""
    draft, kind = get_draft(request), _sort(sort)
    row, closed = _part_or_removed(request, draft, kind, pk)

    def act(_form: Any) -> str:
        actions.remove_part(by=request.actor, sort=kind, pk=pk)
        return str(kind.words["removed"])

    page = plan_form(
        draft,
        heading=kind.words["remove"],
        closed=closed,
        back_url=_where_removed(closed),
        lead=str(row),
        button=kind.words["remove"],
        here=str(pk),
        template="knowledge/plan_remove.html",
        make=ConfirmForm,
        act=act,
        context=lambda _form: {"sort": kind, "part": row},
    )
    return answer(request, page)


@access(Permission.EDIT_OWN_PLAN)
@require_safe
@to_own_plan_without_draft
def removed(request: PortalRequest) -> HttpResponse:
    """What was removed from the draft and can be brought back until it is published."""
    draft = get_draft(request)
    rows = [(kind, row) for kind in SORTS.values() for row in _removed(request, draft, kind)]
    heading = _("Fjernet fra kladden")
    context = {
        "rows": rows,
        "emptied": emptied(request.actor, draft),
        "breadcrumbs": crumbs(heading),
    }
    return render(request, "knowledge/plan_removed.html", context)


@access(Permission.EDIT_OWN_PLAN)
@require_POST
def restore(request: PortalRequest, sort: str, pk: UUID) -> HttpResponse:
    """Bring a removed part back to its place."""
    draft, kind = get_draft(request), _sort(sort)
    row, is_removed = _part_or_removed(request, draft, kind, pk)
    if not is_removed:
        return HttpResponseRedirect(_place(kind, row))
    try:
        actions.restore_part(by=request.actor, sort=kind, pk=pk)
    except Invalid as reason:
        messages.warning(request, str(reason))
        return HttpResponseRedirect(reverse("knowledge:parts_removed"))
    messages.success(request, _("Det er hentet tilbage."))
    return HttpResponseRedirect(_place(kind, row))


def _removed(request: PortalRequest, draft: Plan, sort: Sort) -> Any:
    """Those that were removed by themselves and whose place is there: what went with something else
    comes back with it."""
    rows = sort.model.removed.for_actor(request.actor).filter(plan=draft, removed_with=None)
    if sort.model is Effect:
        rows = rows.filter(indicator__is_removed=False).select_related("action", "indicator")
    return rows.filter(**{f"{sort.link}__is_removed": False}) if sort.link else rows


def _effects(draft: Plan, row: Any) -> list[Effect]:
    known = {one.pk: one for one in draft.indicators.all()}
    found = [one for one in draft.effects.all() if one.action_id == row.pk]
    return [one for one in found if one.indicator_id in known]


def _sort(slug: str) -> Sort:
    if slug not in SORTS:
        raise Http404
    return SORTS[slug]


def _part(draft: Plan, sort: Sort, pk: UUID) -> Any:
    """A part of the draft; another plan's is not there."""
    rows: Any = getattr(draft, f"{sort.model._meta.model_name}s").all()
    row = next((one for one in rows if one.pk == pk), None)
    if row is None:
        raise Http404
    return row


def _part_or_removed(request: PortalRequest, draft: Plan, sort: Sort, pk: UUID) -> tuple[Any, str]:
    """A part; for who sends a form also one that a colleague has removed meanwhile, and that."""
    if request.method == "POST":
        rows = sort.model.removed.for_actor(request.actor).filter(plan=draft, pk=pk)
        if (row := rows.first()) is not None:
            return row, _("En kollega har fjernet det fra kladden imens.")
    return _part(draft, sort, pk), ""


def _where_removed(closed: str) -> str:
    """Where who wrote in a part that is ``closed``, since it was removed, can bring it back."""
    return reverse("knowledge:parts_removed") if closed else ""


def _above(request: PortalRequest, draft: Plan, sort: Sort, under: UUID) -> tuple[Any, str]:
    """What a new part hangs on."""
    if sort.parent is None:
        if under != draft.pk:
            raise Http404
        return draft, ""
    parent = next(one for one in SORTS.values() if one.model is sort.parent)
    return _part_or_removed(request, draft, parent, under)


def _maker(draft: Plan, sort: Sort, row: Any = None) -> Any:
    extra: dict[str, Any] = {}
    if sort.model is Action:
        others = [one for one in draft.actions.all() if row is None or one.pk != row.pk]
        extra["practices"] = practice_choices()
        extra["others"] = [(one.pk, one.title) for one in others]
    if sort.model is Effect:
        extra["indicators"] = [(one.pk, one.name) for one in draft.indicators.all()]
    if sort.model is Measurement:
        extra["today"] = clock.today()

    def make(posted: Any, initial: Any) -> Any:
        return sort.made(posted, is_stored=row is not None, initial=initial, **extra)

    return make


def _values(sort: Sort, said: dict[str, Any]) -> dict[str, Any]:
    names = (*sort.names, *sort.model.internal)
    return {name: said[name] for name in names if name in said}


def _warn(request: PortalRequest, row: Any) -> None:
    """Say where the dates of an action and of what it waits for do not fit: that is no fault."""
    if isinstance(row, Action):
        rows = Action.objects.for_actor(request.actor).filter(plan_id=row.plan_id)
        for text in out_of_order(rows).get(row.pk, []):
            messages.warning(request, text)


def _place(sort: Sort, row: Any) -> str:
    """Where the part stands in the outline; an effect stands on the page of its action."""
    if sort.model is Effect:
        return f"{reverse('knowledge:part', args=['handling', row.action_id])}#virkninger"
    return f"{reverse('knowledge:plan_edit')}#{sort.slug}-{row.pk}"
