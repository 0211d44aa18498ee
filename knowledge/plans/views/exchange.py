"""A plan to and from Word and Excel: fetch it, send it back, look at what would change, confirm."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from knowledge.plans import actions
from knowledge.plans.choices import IN_FORCE
from knowledge.plans.exchange import uploaded
from knowledge.plans.exchange.changes import KEEP, TAKE, Changes, Question, changes
from knowledge.plans.exchange.forms import ChoicesForm, FileForm
from knowledge.plans.exchange.packages import looked_through
from knowledge.plans.exchange.pieces import of_document, of_workbook
from knowledge.plans.exchange.shapes import Sent
from knowledge.plans.exchange.workbook import workbook
from knowledge.plans.models import Plan
from knowledge.plans.views.common import WRITE, get_draft, plan_form
from knowledge.plans.views.public import with_parts
from stopext.access.declare import PortalRequest, access
from stopext.access.errors import Invalid
from stopext.access.roles import Permission
from stopext.web import drafts
from stopext.web.form_page import Done, answer
from stopext.web.text import clean_line

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: The draft store's name of what was read of a workbook, and of its one field.
WORKBOOK, FOREIGN, SENT = "plan-workbook", "plan-import", "sent"


@access(Permission.EDIT_OWN_PLAN)
@require_safe
def workbook_file(request: PortalRequest, which: str) -> HttpResponse:
    """Actions, indicators and measurements of the draft, or of the plan in force, as Excel."""
    if which not in {"kladde", "gaeldende"}:
        raise Http404
    rows = Plan.objects.for_actor(request.actor).filter(municipality_id=request.actor.authority_id)
    chosen = {"is_public": False} if which == "kladde" else {"status__in": IN_FORCE}
    plan = with_parts(rows.filter(**chosen)).first()
    if plan is None:
        raise Http404
    name = f'attachment; filename="handlingsplan-{which}.xlsx"'
    return HttpResponse(workbook(plan), content_type=XLSX, headers={"Content-Disposition": name})


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def files(request: PortalRequest) -> HttpResponse:
    """Fetch the draft as Excel, and send a file back."""
    draft = get_draft(request)
    in_force = Plan.objects.public().filter(municipality=draft.municipality)

    def act(form: Any) -> Done:
        name = clean_line(form.cleaned_data["file"].name)
        package = looked_through(form.cleaned_data["file"])
        if package.kind == "xlsx":
            book = uploaded.loaded(package)
            if uploaded.is_ours(book):
                return _workbook_sent(request, draft, uploaded.read(book, name))
            foreign = of_workbook(book, name)
        else:
            foreign = of_document(package, name)
        keep(request, draft, FOREIGN, foreign.model_dump_json(exclude_defaults=True))
        return Done(reverse("knowledge:plan_places"))

    page = plan_form(
        draft,
        heading=_("Word og Excel"),
        button=_("Læs filen"),
        template="knowledge/plan_files.html",
        make=lambda posted, initial: FileForm(
            posted, None if posted is None else request.FILES, initial=initial
        ),
        act=act,
        context=lambda _form: {"has_public": in_force.exists()},
    )
    return answer(request, page)


def _workbook_sent(request: PortalRequest, draft: Plan, sent: Sent) -> Done:
    found = changes(draft, sent, {})
    if not found and not found.faults:
        told = _("Intet er ændret: filen siger det samme som kladden.")
        return Done(reverse("knowledge:plan_files"), told)
    keep(request, draft, WORKBOOK, sent.model_dump_json(exclude_defaults=True))
    return Done(reverse("knowledge:plan_workbook_changes"))


def keep(request: PortalRequest, draft: Plan, name: str, text: str) -> None:
    """Store what was read until it is confirmed, in the place of what was read before.

    Raises:
        Invalid: it is more than can be looked through at once.
    """
    if len(text) > drafts.MAX_CHARACTERS:
        raise Invalid(
            _("Der er for meget nyt i filen til at se det på én gang. Del den op."), "file"
        )
    drafts.save(by=request.actor, form=name, object_id=draft.pk, fields={SENT: [text]})


def kept(request: PortalRequest, draft: Plan, name: str) -> str:
    """What was read; empty when nothing waits."""
    row = drafts.load(request.actor, name, draft.pk)
    return str(row.fields[SENT][0]) if row else ""


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def workbook_changes(request: PortalRequest) -> HttpResponse:
    """What the workbook would change in the draft; confirm it."""
    draft = get_draft(request)
    text = kept(request, draft, WORKBOOK)
    if not text and request.method != "POST":
        return HttpResponseRedirect(reverse("knowledge:plan_files"))
    sent = Sent.model_validate_json(text) if text else Sent(name="", lines=[], faults=[])
    found = changes(draft, sent, request.POST.dict())

    def act(form: Any) -> Done:
        done = actions.take_over_workbook(
            by=request.actor, draft=draft, sent=sent, chosen=form.cleaned_data
        )
        drafts.discard(by=request.actor, form=WORKBOOK, object_id=draft.pk)
        return Done(reverse("knowledge:plan_edit"), _told(done))

    page = plan_form(
        draft,
        heading=_("Ændringer fra Excel"),
        button=_("Overfør til kladden"),
        template="knowledge/plan_workbook_changes.html",
        back_url=reverse("knowledge:plan_files"),
        closed="" if text else _("Filen er overført eller kasseret imens. Vælg den igen."),
        make=lambda posted, initial: ChoicesForm(
            posted, asked={one.code: _asked(one) for one in found.questions}, initial=initial
        ),
        act=act,
        context=lambda _form: {"changes": found, "name": sent.name, "plan": draft},
    )
    return answer(request, page)


def _asked(question: Question) -> forms.Field:
    choices = [
        (KEEP, _("Behold kladdens: %s") % question.draft),
        (TAKE, _("Brug filens: %s") % question.file),
    ]
    return forms.ChoiceField(label=question.label, choices=choices, widget=forms.RadioSelect)


def _told(done: Changes) -> str:
    return _("%(added)s tilføjet, %(changed)s ændret og %(removed)s fjernet ud fra filen.") % {
        "added": len(done.added),
        "changed": len(done.changed),
        "removed": len(done.removed),
    }
