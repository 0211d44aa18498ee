"""Begin a plan, its outline, its head and its thirteen sections."""

from __future__ import annotations

from itertools import chain
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from knowledge.plans import actions
from knowledge.plans.alike import examples
from knowledge.plans.choices import OrganisationModel, SectionKind
from knowledge.plans.forms import BeginForm, HeadForm, SectionForm
from knowledge.plans.linter import number_of_remarks
from knowledge.plans.marks import mark
from knowledge.plans.models import Plan, PlanSection, wording_of
from knowledge.plans.needs import out_of_order
from knowledge.plans.policies import not_said, put_after
from knowledge.plans.revisions import revisions_of, with_earlier
from knowledge.plans.views.borrowing import BORROWED, key_of
from knowledge.plans.views.common import (
    WRITE,
    crumbs,
    get_draft,
    plan_form,
    to_own_plan_without_draft,
)
from knowledge.plans.writing import template_of, written
from stopext.access.actor import Actor
from stopext.access.declare import PortalRequest, access
from stopext.access.errors import Invalid
from stopext.access.roles import Permission
from stopext.web import drafts
from stopext.web.form_page import Done, Place, answer
from stopext.web.keeping import VERSION
from stopext.web.merging import SEEN, shown_after

#: What the unsent texts of a head and of a section are kept as.
HEAD, SECTION = "plan-head", "plan-section"


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def begin(request: PortalRequest) -> HttpResponse:
    """The municipality's first plan here; who has one is led to it."""
    own = Plan.objects.for_actor(request.actor).filter(municipality_id=request.actor.authority_id)
    if request.method != "POST" and own.exists():
        return HttpResponseRedirect(reverse("knowledge:own_plan"))

    def act(form: Any) -> Done:
        actions.begin_plan(
            by=request.actor,
            title=form.cleaned_data["title"],
            organisation_model=OrganisationModel(form.cleaned_data["organisation_model"]),
        )
        told = _("Kladden er oprettet med de tretten afsnit. Kun jeres kommune kan se den.")
        return Done(reverse("knowledge:plan_edit"), told)

    name = request.actor.authority_name
    page = plan_form(
        None,
        heading=_("Lav en plan"),
        lead=_(
            "I begynder med en kladde efter den nationale skabelon og skriver, når I kan. Har I en "
            "plan i Word eller Excel, kan den hentes ind i kladden bagefter."
        ),
        button=_("Opret kladden"),
        make=BeginForm,
        act=act,
        initial={"title": _("Handlingsplan mod ekstremisme for %s") % name},
        draft=Place("plan-begin", request.actor.membership_id),
        back_url=reverse("knowledge:own_plan"),
    )
    return answer(request, page)


@access(Permission.EDIT_OWN_PLAN)
@require_safe
@to_own_plan_without_draft
def edit(request: PortalRequest) -> HttpResponse:
    """The outline: everything of the draft that can be opened and written."""
    draft = get_draft(request)
    texts = {section.kind: section.text for section in draft.plansections.all()}
    links = mark(request.actor, draft)
    context = {
        "links": links,
        "unsent": _unsent(request.actor, draft),
        "plan": draft,
        "outline": written(draft),
        "not_said": not_said(texts),
        "out_of_order": list(chain(*out_of_order(draft.actions.all()).values())),
        "remarks": number_of_remarks(request.actor),
        "breadcrumbs": crumbs(),
    }
    return render(request, "knowledge/plan_edit.html", context)


def _unsent(actor: Actor, draft: Plan) -> list[PlanSection]:
    """The sections that the reader has written in and not saved. One query."""
    keys = {kept.object_id for kept in drafts.all_of(actor, SECTION)}
    return [row for row in draft.plansections.all() if row.pk in keys]


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
@to_own_plan_without_draft
def head(request: PortalRequest) -> HttpResponse:
    """Title, organisation and vision; one's own until they are saved."""
    draft = get_draft(request)

    def act(form: Any) -> str:
        said = form.cleaned_data
        actions.change_head(
            by=request.actor,
            version=said["version"],
            title=said["title"],
            organisation_model=OrganisationModel(said["organisation_model"]),
            vision=said["vision"],
        )
        return _("Titel, organisering og vision er gemt.")

    page = plan_form(
        draft,
        heading=_("Titel, organisering og vision"),
        button=_("Gem"),
        here="head",
        make=HeadForm,
        act=act,
        initial={
            **{name: getattr(draft, name) for name in ("title", "organisation_model", "vision")},
            "version": draft.edits,
        },
        draft=Place(HEAD, draft.pk),
    )
    return answer(request, with_earlier(page, request.actor, draft))


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
@to_own_plan_without_draft
def section(request: PortalRequest, kind: str) -> HttpResponse:
    """One of the thirteen: write it beside its guidance. What is not sent stays one's own: a text
    that colleagues read must not go because somebody emptied the field and left."""
    if kind not in SectionKind.values:
        raise Http404
    draft, current = get_draft(request), SectionKind(kind)
    row = next((one for one in draft.plansections.all() if one.kind == kind), None)
    if row is None:
        raise Http404
    guide = next((one for one in template_of(draft) if one.kind == kind), None)

    def act(form: Any) -> Done:
        said = form.cleaned_data
        if (origin := request.POST.get("borrow")) is not None:
            return _borrow(request, row, said, key_of(origin))
        if "model" in request.POST and guide is not None:
            _keep(request, row, text=put_after(said["text"], guide.model_text))
            told = _("Modelteksten står sidst i feltet. Ret den, så den passer til jer, og gem.")
            return Done(_address(current), told, goes_on=True)
        if "earlier" in request.POST:
            _keep(request, row, text=put_after(said["text"], _earlier(request, row)))
            told = _("Det, der stod, står sidst i feltet. Gem, hvis det skal tilbage i planen.")
            return Done(_address(current), told, goes_on=True)
        told = _written(request, row, said)
        return Done(_onwards(current, stop="stop" in request.POST), told)

    page = plan_form(
        draft,
        heading=str(current.label),
        button=_("Gem og gå videre"),
        here=kind,
        template="knowledge/plan_section.html",
        make=SectionForm,
        act=act,
        initial={"text": row.text, "version": row.edits},
        draft=Place(SECTION, row.pk),
        context=lambda _form: {
            "plan": draft,
            "guide": guide,
            "examples": examples(draft.municipality_id, current),
            "number": SectionKind.values.index(kind) + 1,
            "previous": _beside(current, -1),
            "next": _beside(current, 1),
        },
    )
    return answer(request, with_earlier(page, request.actor, row))


def _written(request: PortalRequest, row: PlanSection, said: Any) -> str:
    """Save the text of a section; answers what is told."""
    words = {"version": said["version"], "text": said["text"]}
    actions.write_section(by=request.actor, kind=SectionKind(row.kind), **words)
    if said["text"].strip() or not row.text.strip():
        return _("Afsnittet er gemt.")
    return _("Afsnittet er gemt uden tekst. Hent det, der stod, under »Fjernet fra kladden«.")


def _earlier(request: PortalRequest, row: PlanSection) -> str:
    """The text that stood here before and that she asks for."""
    asked = request.POST["earlier"]
    texts = {str(one.pk): str(one.old["text"]) for one in revisions_of(request.actor, row)}
    if asked not in texts:
        raise Invalid(_("Teksten findes ikke mere. Det, der stod før, ser du under feltet."))
    return texts[asked]


def _borrow(request: PortalRequest, row: PlanSection, said: Any, origin: UUID) -> Done:
    """Put another plan's words after what stands in the plan, where their credit is; and after what
    she has typed and not saved, which stays her own."""
    words = PlanSection.objects.public().filter(pk=origin).first()
    wording = wording_of(words) if words else ""
    typed = said["text"]
    joined = typed if wording in typed else put_after(typed, wording)
    kind = SectionKind(row.kind)
    made = actions.borrow_section(
        by=request.actor, kind=kind, version=said["version"], text=row.text, origin=origin
    )
    if typed == row.text:
        return Done(_address(kind), str(BORROWED))
    now = SectionForm(None, initial={"text": made.text, "version": made.edits})
    seen = {VERSION: str(made.edits), SEEN: shown_after(request.POST, now, ())}
    _keep(request, row, text=joined, **seen)
    return Done(_address(kind), str(BORROWED), goes_on=True)


def _keep(request: PortalRequest, row: PlanSection, **said: str) -> None:
    """What is ``said`` for her, as autosave keeps what she types: her own until she saves it."""
    typed = drafts.fields_of(request.POST)
    names = ("text", VERSION, SEEN)
    drafts.save(
        by=request.actor,
        form=SECTION,
        object_id=row.pk,
        fields={name: [said[name]] if name in said else typed.get(name, []) for name in names},
    )


def _beside(kind: SectionKind, step: int) -> SectionKind | None:
    kinds = list(SectionKind)
    place = kinds.index(kind) + step
    return kinds[place] if 0 <= place < len(kinds) else None


def _address(kind: SectionKind) -> str:
    return reverse("knowledge:plan_section", args=[kind.value])


def _onwards(kind: SectionKind, *, stop: bool) -> str:
    following = _beside(kind, 1)
    return reverse("knowledge:plan_edit") if stop or following is None else _address(following)
