"""A plan that was written elsewhere: say where each piece goes, and read what became of it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from knowledge.articles.choices import TriangleLevel
from knowledge.plans import actions
from knowledge.plans.exchange.filling import Filling, filling, standing
from knowledge.plans.exchange.forms import PlacesForm
from knowledge.plans.exchange.shapes import Foreign, Report
from knowledge.plans.models import Plan
from knowledge.plans.views.common import WRITE, crumbs, get_draft, plan_form
from knowledge.plans.views.exchange import FOREIGN, keep, kept
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission
from stopext.web import drafts
from stopext.web.form_page import Done, answer

#: The draft store's name of what became of a file.
REPORT = "plan-import-report"


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def places(request: PortalRequest) -> HttpResponse:
    """Where each piece goes and what its columns are; then what is empty in the draft is filled."""
    draft = get_draft(request)
    text = kept(request, draft, FOREIGN)
    if not text and request.method != "POST":
        return HttpResponseRedirect(reverse("knowledge:plan_files"))
    foreign = Foreign.model_validate_json(text) if text else Foreign(name="", pieces=[], faults=[])

    def act(form: Any) -> Done:
        read_as, chosen = form.chosen()
        done = actions.fill_from_file(by=request.actor, draft=draft, foreign=read_as, places=chosen)
        told = _became(foreign, done)
        drafts.discard(by=request.actor, form=FOREIGN, object_id=draft.pk)
        keep(request, draft, REPORT, told.model_dump_json())
        return Done(reverse("knowledge:plan_import_report"))

    page = plan_form(
        draft,
        heading=_("Hent en plan ind"),
        button=_("Hent ind i kladden"),
        template="knowledge/plan_places.html",
        back_url=reverse("knowledge:plan_files"),
        closed="" if text else _("Filen er hentet ind eller kasseret imens. Vælg den igen."),
        make=partial(PlacesForm, foreign=foreign),
        act=act,
        context=lambda form: {
            "lines": _lines(draft, foreign, form),
            "foreign": foreign,
            "report": _foreseen(draft, foreign, form),
        },
    )
    return answer(request, page)


def _became(foreign: Foreign, done: Filling) -> Report:
    """What is told and counted, before and after."""
    return Report(name=foreign.name, filled=done.told(), faults=done.faults)


def _foreseen(draft: Plan, foreign: Foreign, form: Any) -> Report:
    """What the file would become as it is chosen now. Which level is chosen changes no number, so
    one that is not chosen yet is any."""
    read_as, places = form.chosen()
    any_level = TriangleLevel.values[0]
    pieces = [
        piece.model_copy(update={"level": piece.level or any_level}) for piece in read_as.pieces
    ]
    return _became(foreign, filling(draft, read_as.model_copy(update={"pieces": pieces}), places))


def _lines(draft: Plan, foreign: Foreign, form: Any) -> list[dict[str, Any]]:
    """Each piece with its fields, and what the draft says in that place already."""
    stands = standing(draft)
    fields = [form[f"p{n}"] for n in range(len(foreign.pieces))]
    return [
        {
            "piece": piece,
            "field": field,
            "stands": stands.get(field.value(), ""),
            "columns": form.columns(n),
            "level": form.level(n),
            "refused": any(column.errors for column in form.columns(n)),
        }
        for n, (piece, field) in enumerate(zip(foreign.pieces, fields, strict=True))
    ]


@access(Permission.EDIT_OWN_PLAN)
@require_safe
def report(request: PortalRequest) -> HttpResponse:
    """What became of the file that was read last."""
    told = _report(request)
    if told is None:
        return HttpResponseRedirect(reverse("knowledge:plan_files"))
    heading = _("Hentet ind fra fil")
    context = {"report": told, "heading": heading, "breadcrumbs": crumbs(heading)}
    return render(request, "knowledge/plan_import_report.html", context)


@access(Permission.EDIT_OWN_PLAN)
@require_safe
def report_file(request: PortalRequest) -> HttpResponse:
    """The same as a text file, to work through beside the plan."""
    told = _report(request)
    if told is None:
        raise Http404
    parts = [_("Hentet ind fra %s") % told.name, *(f"- {name}" for name in told.filled), ""]
    parts.append(_("Det kom ikke med:"))
    for fault in told.faults:
        parts += ["", fault.where, fault.why, fault.text]
    return HttpResponse(
        "\r\n".join("\r\n".join(parts).splitlines()),
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="hentet-ind.txt"'},
    )


def _report(request: PortalRequest) -> Report | None:
    text = kept(request, get_draft(request), REPORT)
    return Report.model_validate_json(text) if text else None
