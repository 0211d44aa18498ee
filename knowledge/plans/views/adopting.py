"""From draft to public plan, from public plan to the next draft, and a draft thrown away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from knowledge.plans import actions
from knowledge.plans.choices import Outcome
from knowledge.plans.forms import AdoptForm
from knowledge.plans.linter import number_of_remarks
from knowledge.plans.marks import unfinished
from knowledge.plans.models import Action, ActionCard, Decision, Goal, Indicator, Plan
from knowledge.plans.policies import not_said, text_fault
from knowledge.plans.progress import gaps, unowned
from knowledge.plans.views.common import WRITE, get_draft, plan_form, to_own_plan_without_draft
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.declare import PortalRequest, access
from stopext.access.errors import Invalid
from stopext.access.roles import Permission
from stopext.accounts.forms import ConfirmForm
from stopext.accounts.models import Authority
from stopext.web.form_page import Done, Place, answer


@access(Permission.ADOPT_PLAN)
@require_http_methods(WRITE)
@to_own_plan_without_draft
def adopt(request: PortalRequest) -> HttpResponse:
    """What is missing, then the council's decision; publishes the draft."""
    draft = get_draft(request)
    place = Authority.objects.get(pk=request.actor.authority_id)

    every = list(Decision.every.for_actor(request.actor).filter(plan=draft))
    decided = [row for row in every if row.stands]
    told = next((row for row in decided if row.outcome == Outcome.ADOPTED), None)

    def make(posted: Any, initial: Any) -> AdoptForm:
        days: Any = {"today": clock.today(), "changed_at": draft.changed_at}
        rows: Any = {"rows": _told(draft), "removed": lambda: _removed(request.actor, draft)}
        return AdoptForm(posted, initial=initial, decisions=every, **rows, **days)

    def act(form: Any) -> Done:
        actions.adopt(by=request.actor, draft=draft, **_said(form))
        done = _("Planen er offentlig. Den revideres senest på den dato, der står på siden.")
        return Done(reverse("knowledge:plan", args=[place.slug]), done)

    sections = list(draft.plansections.all())
    page = plan_form(
        draft,
        heading=_("Vedtag og offentliggør"),
        button=_("Offentliggør planen"),
        here="adopt",
        template="knowledge/plan_adopt.html",
        make=make,
        act=act,
        initial={
            "adopted_on": told.on if told else None,
            "adopted_by": told.body_name if told else _("Kommunalbestyrelsen"),
            "minutes": told.minutes if told else "",
            "agenda_url": told.agenda_url if told else "",
            "revision_due": draft.revision_due,
        },
        draft=Place("plan-adopt", draft.pk),
        context=lambda _form: {
            "plan": draft,
            "decisions": decided,
            "is_decided": told is not None,
            "decided_on": told.on if told else None,
            "is_changed_since": bool(told and text_fault(told.on, draft.changed_at)),
            "not_said": not_said({row.kind: row.text for row in sections}),
            "gaps": gaps(sections),
            "empty": _empty(draft),
            "unowned": unowned(list(draft.actions.all())),
            "unmeasured": _unmeasured(draft),
            "unfinished": unfinished(request.actor, draft),
            "remarks": number_of_remarks(request.actor),
            "replaces": Plan.objects.public().filter(municipality=place).exists(),
        },
    )
    return answer(request, page)


def _said(form: Any) -> dict[str, Any]:
    names = ("adopted_on", "adopted_by", "minutes", "agenda_url", "revision_due")
    more = ("is_this_text", "seen")
    said = form.cleaned_data
    return {n: said[n] for n in names} | {n: said[n] for n in more if n in said}


def _told(draft: Any) -> list[Any]:
    """What of a draft has words of its own."""
    names = ("plansections", "goals", "actions", "indicators", "actioncards")
    return [draft, *(row for name in names for row in getattr(draft, name).all())]


def _removed(actor: Actor, draft: Any) -> list[Any]:
    """What was taken out of a draft and can be put back."""
    models: Any = (Goal, Action, Indicator, ActionCard)
    return [row for model in models for row in model.removed.for_actor(actor).filter(plan=draft)]


def _empty(draft: Any) -> list[str]:
    rows = {
        _("Planen har ingen mål."): draft.goals,
        _("Planen har ingen handlinger."): draft.actions,
    }
    return [told for told, found in rows.items() if not found.all()]


def _unmeasured(draft: Any) -> list[str]:
    counted = {row.goal_id for row in draft.indicators.all()}
    return [goal.text for goal in draft.goals.all() if goal.pk not in counted]


@access(Permission.EDIT_OWN_PLAN)
@require_POST
def revise(request: PortalRequest) -> HttpResponse:
    """Begin the next version; the public one stays as it is."""
    try:
        actions.revise(by=request.actor)
    except Invalid as reason:
        messages.warning(request, str(reason))
        return HttpResponseRedirect(reverse("knowledge:own_plan"))
    messages.success(
        request, _("En ny version er begyndt. Den offentlige plan gælder, til den nye er vedtaget.")
    )
    return HttpResponseRedirect(reverse("knowledge:plan_edit"))


@access(Permission.ADOPT_PLAN)
@require_http_methods(WRITE)
@to_own_plan_without_draft
def discard(request: PortalRequest) -> HttpResponse:
    """Ask, then throw the draft away with everything in it."""
    draft = get_draft(request)

    def act(_form: Any) -> Done:
        actions.discard_draft(by=request.actor, draft=draft)
        return Done(reverse("knowledge:own_plan"), _("Kladden er kasseret."))

    page = plan_form(
        draft,
        heading=_("Kassér kladden"),
        button=_("Kassér kladden"),
        template="knowledge/plan_discard.html",
        make=ConfirmForm,
        act=act,
        context=lambda _form: {"plan": draft, "unfinished": unfinished(request.actor, draft)},
    )
    return answer(request, page)
