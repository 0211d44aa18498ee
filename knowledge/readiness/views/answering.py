"""The own self-assessments: list, begin, answer, lock, read, compare, and what the plan lacks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge.plans.models import Goal
from knowledge.plans.revisions import with_earlier
from knowledge.readiness import actions
from knowledge.readiness.forms import ActionForm, ThemeForm, as_typed
from knowledge.readiness.models import Assessment
from knowledge.readiness.policies import OPEN
from knowledge.readiness.result import Block, blocks, gaps
from knowledge.readiness.reviews import reviews_of, state_of
from knowledge.readiness.views.common import (
    WRITE,
    crumbs,
    form_page,
    get_assessment,
    url_of,
)
from stopext.access.actor import Actor
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission
from stopext.accounts.forms import ConfirmForm
from stopext.web.dates import format_date
from stopext.web.form_page import Done, Place, answer


@access(Permission.EDIT_OWN_PLAN)
@require_safe
def overview(request: PortalRequest) -> HttpResponse:
    """The own self-assessments, and what other municipalities ask of this one."""
    own = request.actor.authority_id
    sides = [(row, state_of(row)) for row in reviews_of(request.actor)]
    context = {
        "open": Assessment.objects.for_actor(request.actor).filter(is_locked=False).first(),
        "locked": Assessment.objects.for_actor(request.actor).filter(is_locked=True),
        "asked": [(row, state) for row, state in sides if row.municipality_id == own],
        "given": [(row, state) for row, state in sides if row.reviewer_id == own],
        "breadcrumbs": crumbs(),
    }
    return render(request, "readiness/list.html", context)


@access(Permission.EDIT_OWN_PLAN)
@require_POST
def begin(request: PortalRequest) -> HttpResponse:
    """A new self-assessment, or the one that is open."""
    return HttpResponseRedirect(url_of(actions.begin(by=request.actor)))


@access(Permission.EDIT_OWN_PLAN)
@require_safe
def show(request: PortalRequest, pk: UUID) -> HttpResponse:
    """An open one as a list of its themes, a locked one as its result."""
    row = get_assessment(request.actor, pk)
    earlier = _earlier(request.actor, row)
    chosen = next((one for one in earlier if str(one.pk) == request.GET.get("med")), None)
    compared = chosen or next(iter(earlier), None)
    found = read(row, compared)
    reviews = [(one, state_of(one)) for one in reviews_of(request.actor).filter(assessment=row)]
    context = {
        "row": row,
        "blocks": found,
        "gaps": gaps(found),
        "left": sum(len(block.said) - block.answered for block in found),
        "earlier": earlier,
        "compared": compared,
        "draft": actions.draft_of(request.actor),
        "reviews": reviews,
        "can_ask": row.is_locked and not any(state in OPEN for _one, state in reviews),
        "breadcrumbs": crumbs((_name(row), "")),
    }
    return render(request, f"readiness/{'result' if row.is_locked else 'open'}.html", context)


def read(row: Assessment, compared: Assessment | None = None) -> list[Block]:
    """What a self-assessment says, beside an earlier one. Two queries."""
    said = {
        one.statement: {"level": one.level, "note": one.note, "link": one.link}
        for one in row.answers.all()
    }
    before = {one.statement: one.level for one in compared.answers.all()} if compared else {}
    return blocks(row.questions, said, before)


def _earlier(actor: Actor, row: Assessment) -> list[Assessment]:
    rows = Assessment.objects.for_actor(actor).filter(is_locked=True)
    return [*rows.filter(started_at__lt=row.started_at)]


def _name(row: Assessment) -> str:
    if row.locked_at is None:
        return _("Selvvurdering i gang")
    return _("Selvvurdering %s") % format_date(row.locked_at)


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def theme(request: PortalRequest, pk: UUID, theme: str) -> HttpResponse:
    """The statements of a theme; kept in the self-assessment while they are answered."""
    row = get_assessment(request.actor, pk)
    themes = row.questions.themes
    current = row.questions.theme(theme)
    if current is None:
        raise Http404
    if row.is_locked and request.method != "POST":
        return HttpResponseRedirect(url_of(row))
    codes = [one.code for one in current.statements]
    rows = row.answers.filter(statement__in=codes)
    stored = list(rows)

    def save(form: Any) -> dict[str, Any]:
        version = form.cleaned_data["version"]
        actions.answer(
            by=request.actor, assessment=row, theme=current, version=version, said=form.said()
        )
        return as_typed(rows.all())

    place = themes.index(current)
    onwards = themes[place + 1] if place + 1 < len(themes) else None

    def act(form: Any) -> Done:
        save(form)
        told = _("»%s« er gemt.") % current.title
        return Done(_theme_url(row, onwards.code) if onwards else url_of(row), told)

    page = form_page(
        row,
        heading=current.title,
        lead=current.lead,
        button=_("Gem og gå videre") if onwards else _("Gem og se oversigten"),
        saves_to=request.path,
        make=lambda posted, initial: ThemeForm(posted, initial=initial, theme=current),
        act=act,
        keep=save,
        initial=as_typed(stored),
        closed=_("Selvvurderingen er afsluttet imens.") if row.is_locked else "",
        context={"place": place + 1, "of": len(themes)},
    )
    about = {one.pk: one.statement for one in stored}
    page = with_earlier(
        page,
        request.actor,
        *stored,
        named=lambda one, column: f"{column}_{about[one.row_id]}",
    )
    return answer(request, page)


def _theme_url(row: Assessment, code: str) -> str:
    return reverse("readiness:theme", args=[row.pk, code])


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def lock(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Ask, then complete it for good."""
    row = get_assessment(request.actor, pk)
    if row.is_locked and request.method != "POST":
        return HttpResponseRedirect(url_of(row))

    def act(_form: Any) -> str:
        actions.lock(by=request.actor, assessment=row)
        return _("Selvvurderingen er afsluttet.")

    question = _("Skal selvvurderingen afsluttes? Den kan ikke ændres bagefter.")
    page = form_page(
        row,
        heading=_("Afslut selvvurderingen"),
        button=_("Afslut selvvurderingen"),
        template="readiness/confirm.html",
        make=ConfirmForm,
        act=act,
        context={"question": question},
    )
    return answer(request, page)


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def plan(request: PortalRequest, pk: UUID, statement: str) -> HttpResponse:
    """A new action in the draft of the plan, for a gap."""
    row = get_assessment(request.actor, pk, is_locked=True)
    asked = row.questions.statement(statement)
    if asked is None:
        raise Http404
    draft = actions.draft_of(request.actor)
    goals = Goal.objects.for_actor(request.actor).filter(plan=draft) if draft else []

    def act(form: Any) -> Done:
        said = form.cleaned_data
        made = actions.plan_for(
            by=request.actor, statement=asked, title=said["title"], goal=said["goal"]
        )
        told = _("Handlingen står i kladden. Skriv, hvem der gør det, og hvornår.")
        return Done(reverse("knowledge:part", args=["handling", made.pk]), told)

    same = next((one.pk for one in goals if one.level == asked.level), None)
    page = form_page(
        row,
        heading=_("Ny handling i planen"),
        lead=asked.text,
        button=_("Opret handlingen i kladden"),
        make=lambda posted, initial: ActionForm(
            posted, initial=initial, goals=[(one.pk, one.text) for one in goals]
        ),
        act=act,
        initial={"title": asked.action, "goal": same},
        draft=Place(f"readiness-{asked.code}", row.pk),
    )
    if draft is None and request.method != "POST":
        return HttpResponseRedirect(reverse("knowledge:own_plan"))
    return answer(request, page)
