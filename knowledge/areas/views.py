"""The own mappings: list, begin, write part by part, finish, revise, read and print."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge.areas import actions
from knowledge.areas.forms import AreaForm, PartForm
from knowledge.areas.linked import links, named, own_actions
from knowledge.areas.models import AreaMap
from knowledge.areas.parts import PARTS, Part
from knowledge.plans.revisions import with_earlier
from stopext.access.actor import Actor
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission
from stopext.accounts.forms import ConfirmForm
from stopext.web.dates import format_date
from stopext.web.form_page import Done, FormPage, Place, answer
from stopext.web.pagination import paginate

WRITE = ["GET", "HEAD", "POST"]


@access(Permission.EDIT_OWN_PLAN)
@require_safe
def overview(request: PortalRequest) -> HttpResponse:
    """Every version of every area, by name."""
    page = paginate(
        AreaMap.objects.for_actor(request.actor),
        ordering=("name", "-number", "pk"),
        cursor=request.GET.get("cursor"),
        scope=request.path,
    )
    context = {"page": page, "breadcrumbs": _crumbs()}
    return render(request, "areas/list.html", context)


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def add(request: PortalRequest) -> HttpResponse:
    """Begin to map an area."""

    def act(form: Any) -> Done:
        said = {name: form.cleaned_data[name] for name in ("name", "description", "housing")}
        made = actions.add(by=request.actor, **said)
        told = _("Området er oprettet. Kun tovholder og leder i jeres kommune kan se det.")
        return Done(_url(made), told)

    page = _form_page(
        None,
        heading=_("Nyt område"),
        button=_("Opret området"),
        make=AreaForm,
        act=act,
        draft=Place("area-new", request.actor.membership_id),
    )
    return answer(request, page)


@access(Permission.EDIT_OWN_PLAN)
@require_safe
def show(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One version with all its parts, to read and to print."""
    row = _row(request.actor, pk)
    # Not in the list's order: an area may be called something else in its next version.
    rows = AreaMap.objects.for_actor(request.actor).filter(area=row.area)
    versions = list(rows.order_by("-number"))
    context = {
        "row": row,
        "parts": [(each, _said(row, each)) for each in PARTS.values()],
        "links": links(request.actor, row.plan_actions),
        "versions": versions,
        "newest": versions[0],
        "missing": actions.unwritten(row),
        "breadcrumbs": _crumbs((row.name, "")),
    }
    return render(request, "areas/show.html", context)


def _said(row: AreaMap, part: Part) -> list[tuple[Any, str]]:
    """Label and text of each field but the name, which is the heading, and the actions, which are
    links."""
    fields = PartForm(None, part=part).fields
    values = {name: getattr(row, name) for name in fields if name in part.fields}
    values.pop("name", None)
    if "mapped_on" in values:
        values["mapped_on"] = format_date(row.mapped_on) if row.mapped_on else ""
    return [(fields[name].label, value) for name, value in values.items()]


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def part(request: PortalRequest, pk: UUID, part: str) -> HttpResponse:
    """One part; kept in the mapping while it is written."""
    row, current = _row(request.actor, pk), PARTS.get(part)
    if current is None:
        raise Http404
    if row.is_finished and request.method != "POST":
        return HttpResponseRedirect(_url(row))
    order = list(PARTS.values())
    place = order.index(current)
    onwards = order[place + 1] if place + 1 < len(order) else None

    def save(form: Any) -> dict[str, Any]:
        said = form.values(current)
        version = form.cleaned_data["version"]
        made = actions.write(by=request.actor, row=row, version=version, values=said)
        return _typed(request.actor, made, current)

    def act(form: Any) -> Done:
        save(form)
        url = reverse("areas:part", args=[row.pk, onwards.slug]) if onwards else _url(row)
        return Done(url, _("»%s« er gemt.") % current.title)

    choices = [(one.pk, one.title) for one in own_actions(request.actor)]
    page = _form_page(
        row,
        heading=str(current.title),
        lead=str(current.lead),
        button=_("Gem og gå videre") if onwards else _("Gem og se kortlægningen"),
        saves_to=request.path,
        make=lambda posted, initial: PartForm(
            posted, initial=initial, part=current, actions=choices
        ),
        act=act,
        keep=save,
        initial=_typed(request.actor, row, current),
        closed=_("Kortlægningen er afsluttet imens.") if row.is_finished else "",
        context={"parts": order, "here": current.slug},
    )
    return answer(request, with_earlier(page, request.actor, row))


def _typed(actor: Actor, row: AreaMap, current: Part) -> dict[str, Any]:
    said = {name: getattr(row, name) for name in current.fields}
    if "plan_actions" in said:
        said["plan_actions"] = [one.pk for one in named(actor, row.plan_actions)]
    return {**said, "version": row.edits}


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def finish(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Ask, then let the version stand."""
    row = _row(request.actor, pk)
    if row.is_finished and request.method != "POST":
        return HttpResponseRedirect(_url(row))

    def act(_form: Any) -> str:
        actions.finish(by=request.actor, row=row)
        return _("Kortlægningen er afsluttet.")

    return answer(
        request,
        _confirm(
            row,
            _("Afslut kortlægningen"),
            _("Skal kortlægningen afsluttes? Den kan ikke ændres bagefter, men afløses af en ny."),
            act=act,
        ),
    )


@access(Permission.EDIT_OWN_PLAN)
@require_POST
def revise(request: PortalRequest, pk: UUID) -> HttpResponse:
    """The next version of the area, or the one that is open."""
    row = _row(request.actor, pk)
    return HttpResponseRedirect(_url(actions.revise(by=request.actor, row=row)))


def _confirm(row: AreaMap, heading: str, question: str, *, act: Any) -> FormPage:
    return _form_page(
        row,
        heading=heading,
        button=heading,
        template="areas/confirm.html",
        make=ConfirmForm,
        act=act,
        context={"question": question},
    )


def _form_page(
    row: AreaMap | None,
    *,
    heading: str,
    button: str,
    lead: str = "",
    saves_to: str = "",
    template: str = "areas/form.html",
    draft: Place | None = None,
    context: Mapping[str, Any] | None = None,
    **own: Any,
) -> FormPage:
    way = [(row.name, _url(row))] if row else []

    def frame(_form: Any) -> dict[str, Any]:
        return {
            "row": row,
            "heading": heading,
            "lead": lead,
            "button": button,
            "saves_to": reverse("web:autosave", args=[draft.form, draft.key])
            if draft
            else saves_to,
            "breadcrumbs": _crumbs(*way, (heading, "")),
            **(context or {}),
        }

    back = _url(row) if row else reverse("areas:list")
    return FormPage(template=template, back_url=back, context=frame, draft=draft, **own)


def _crumbs(*here: tuple[str, str]) -> list[tuple[str, str]]:
    top = (_("Områder"), reverse("areas:list") if here else "")
    return [(_("Forside"), "/"), (_("Jeres plan"), reverse("knowledge:own_plan")), top, *here]


def _url(row: AreaMap) -> str:
    return reverse("areas:show", args=[row.pk])


def _row(actor: Actor, pk: UUID) -> AreaMap:
    found: AreaMap | None = AreaMap.objects.for_actor(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
