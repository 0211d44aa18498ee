"""What committees and the council decided on the own plan: the list, a new one, a correction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from knowledge.plans import actions
from knowledge.plans.choices import PlanStatus
from knowledge.plans.decision_form import NAMES, CorrectionForm, DecisionForm
from knowledge.plans.models import Decision, Plan
from knowledge.plans.views.common import WRITE, plan_form, way_here
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission
from stopext.accounts.forms import ConfirmForm
from stopext.web.form_page import FormPage, Place, answer
from stopext.web.templatetags.portal import dk_datetime


@access(Permission.VIEW_OWN_PLAN)
@require_safe
def decisions(request: PortalRequest) -> HttpResponse:
    """What was decided on the draft and on the plan in force, and what was corrected of it."""
    rows = Plan.objects.for_actor(request.actor).filter(municipality_id=request.actor.authority_id)
    plans = list(rows.exclude(status=PlanStatus.ARCHIVED).order_by("is_public"))
    written = Decision.every.for_actor(request.actor).filter(plan__in=plans)
    found = list(written.order_by("on", "written_at", "edits"))
    context = {
        "trails": [
            (plan, _trail([row for row in found if row.plan_id == plan.pk])) for plan in plans
        ],
        "can_write": request.actor.can(Permission.EDIT_OWN_PLAN),
        "breadcrumbs": way_here(_("Beslutninger om planen")),
    }
    return render(request, "knowledge/plan_decisions.html", context)


def _trail(rows: Iterable[Decision]) -> dict[str, list[Any]]:
    """What stands, each with its earlier wordings, and what was withdrawn."""
    by_entry: dict[UUID, list[Decision]] = {}
    for row in rows:
        by_entry.setdefault(row.entry, []).append(row)
    told: dict[str, list[Any]] = {"standing": [], "withdrawn": []}
    for wordings in by_entry.values():
        *earlier, last = sorted(wordings, key=lambda row: row.edits)
        told["standing" if last.stands else "withdrawn"].append((last, earlier[::-1]))
    for each in told.values():
        each.sort(key=lambda pair: (pair[0].on, pair[0].written_at))
    return told


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def add(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One more decision on a plan."""
    plan = _own(request.actor, Plan.objects, pk=pk)
    others = list(Decision.objects.for_actor(request.actor).filter(plan=plan))

    def make(posted: Any, initial: Any) -> DecisionForm:
        said: dict[str, Any] = {"plan": plan, "others": others, "today": clock.today()}
        return DecisionForm(posted, initial=initial, **said)

    def act(form: Any) -> str:
        actions.add_decision(by=request.actor, plan=plan, values=_said(form))
        return _("Beslutningen er gemt.")

    page = _page(
        _("Ny beslutning"),
        plan,
        make=make,
        act=act,
        button=_("Gem beslutningen"),
        draft=Place("plan-decision", plan.pk),
    )
    return answer(request, page)


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def correct(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Correct a decision; what was written before is kept."""
    row = _latest(request, pk)
    others = list(
        Decision.objects.for_actor(request.actor).filter(plan=row.plan_id).exclude(pk=row.pk)
    )

    def make(posted: Any, initial: Any) -> CorrectionForm:
        said: dict[str, Any] = {"plan": row.plan, "others": others, "today": clock.today()}
        return CorrectionForm(posted, initial=initial, **said)

    def act(form: Any) -> str:
        version = form.cleaned_data["version"]
        actions.correct_decision(by=request.actor, entry=pk, version=version, values=_said(form))
        return _("Beslutningen er rettet. Den tidligere ordlyd er gemt.")

    page = _page(
        _("Ret beslutning"),
        row.plan,
        row,
        make=make,
        act=act,
        button=_("Gem rettelsen"),
        initial={**{name: getattr(row, name) for name in NAMES}, "version": row.edits},
        draft=Place("plan-decision-edit", pk),
        more={"remove_url": reverse("knowledge:decision_withdraw", args=[pk])},
    )
    return answer(request, page)


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def withdraw(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Ask, then take away a decision that was never made."""
    row = _latest(request, pk)

    def act(_form: Any) -> str:
        actions.withdraw_decision(by=request.actor, entry=pk)
        return _("Beslutningen er fjernet. Det, der stod, kan I stadig læse.")

    page = _page(
        _("Fjern beslutningen"),
        row.plan,
        row,
        make=ConfirmForm,
        act=act,
        button=_("Fjern beslutningen"),
        template="knowledge/plan_remove.html",
        more={
            "lead": str(row),
            "question": _("Skal beslutningen fjernes? Gør det kun, når den aldrig er truffet."),
        },
    )
    return answer(request, page)


def _page(
    heading: str, plan: Plan, row: Decision | None = None, *, more: Any = None, **own: Any
) -> FormPage:
    closed = ""
    if plan.status == PlanStatus.ARCHIVED:
        closed = _("Planen er afløst imens. Skriv beslutningen på den plan, der gælder nu.")
    elif row is not None and not row.stands:
        closed = _("En kollega har fjernet beslutningen imens.")
    context = {"breadcrumbs": way_here(heading), **(more or {})}
    lead = _("%(title)s, version %(version)s")
    return plan_form(
        None,
        heading=heading,
        lead=lead % {"title": plan.title, "version": plan.version},
        closed=closed,
        told=lambda: [(_("Gemt"), dk_datetime(row.ended_at or row.written_at))] if row else [],
        back_url=reverse("knowledge:plan_decisions"),
        context=lambda _form: context,
        **own,
    )


def _said(form: Any) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in NAMES}


def _own(actor: Actor, rows: Any, **named: Any) -> Any:
    found = rows.for_actor(actor).filter(municipality_id=actor.authority_id, **named).first()
    if found is None:
        raise Http404
    return found


def _latest(request: PortalRequest, entry: UUID) -> Decision:
    """A decision as it stands; for who sends a form also one that is withdrawn meanwhile."""
    rows = Decision.every if request.method == "POST" else Decision.objects
    found = rows.for_actor(request.actor).filter(
        municipality_id=request.actor.authority_id, entry=entry
    )
    row: Decision | None = found.select_related("plan").order_by("-edits").first()
    if row is None:
        raise Http404
    return row
