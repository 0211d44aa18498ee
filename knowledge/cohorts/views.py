"""Cohorts: all of them, one as advisers and as members see it, and the forms that change it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from knowledge.cohorts import actions
from knowledge.cohorts.forms import (
    ChangeCohortForm,
    ChangeMilestoneForm,
    CohortForm,
    JoinForm,
    MemberForm,
    MilestoneForm,
    ReportForm,
)
from knowledge.cohorts.models import Cohort, Member, Milestone, Report
from knowledge.cohorts.policies import size_warning
from knowledge.cohorts.query import milestones, own_lines, table
from knowledge.plans.opendata.tables import cell
from stopext.access import clock
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission
from stopext.web.form_page import Done, FormPage, Place, answer

WRITE = ["GET", "HEAD", "POST"]


@access(Permission.TAKE_ADVICE)
@require_safe
def cohorts(request: PortalRequest) -> HttpResponse:
    """Every cohort for advisers; those that one's own municipality is or was in."""
    found = list(Cohort.objects.for_actor(request.actor))
    sizes = _sizes(request)
    context = {
        "rows": [(one, sizes.get(one.pk, 0), size_warning(sizes.get(one.pk, 0))) for one in found],
        "guides": _guides(request),
        "breadcrumbs": _crumbs(None, ""),
    }
    return render(request, "knowledge/cohorts/cohorts.html", context)


@access(Permission.TAKE_ADVICE)
@require_safe
def cohort(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One cohort: the table for advisers, the own milestones and the numbers for a member."""
    row = _cohort(request, pk)
    context: dict[str, Any] = {"cohort": row, "breadcrumbs": _crumbs(None, row.name)}
    rows = Member.objects.for_actor(request.actor).filter(cohort=row)
    members = list(rows.select_related("municipality"))
    if not _guides(request):
        context |= {"lines": own_lines(request.actor, row), "members": members}
        context["is_in"] = any(one.is_in for one in members)
        return render(request, "knowledge/cohorts/own.html", context)
    present = [one for one in members if one.is_in]
    stones = milestones(row)
    states = table(request.actor, row, stones, [one.municipality_id for one in present])
    context |= {
        "stones": stones,
        "removed": row.milestones.filter(is_removed=True),
        "rows": [
            (one, list(zip(stones, states[one.municipality_id], strict=True))) for one in present
        ],
        "gone": [one for one in members if not one.is_in],
        "warning": size_warning(len(present)),
    }
    return render(request, "knowledge/cohorts/cohort.html", context)


@access(Permission.GUIDE_MUNICIPALITIES)
@require_safe
def cohort_file(request: PortalRequest, pk: UUID) -> HttpResponse:
    """The table as a Danish Excel opens it."""
    row = _cohort(request, pk)
    rows = Member.objects.for_actor(request.actor).filter(cohort=row)
    members = [one for one in rows.select_related("municipality") if one.is_in]
    stones = milestones(row)
    states = table(request.actor, row, stones, [one.municipality_id for one in members])
    file = io.StringIO("\ufeff")
    file.seek(0, io.SEEK_END)
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    heads = [name for one in stones for name in (one.text, _("Bemærkning: %s") % one.text)]
    writer.writerow(map(cell, [_("Kommune"), _("Med fra"), *heads]))
    for member in members:
        said = [part for one in states[member.municipality_id] for part in (one.words, one.note)]
        writer.writerow(map(cell, [member.municipality.name, member.joined_on, *said]))
    return HttpResponse(
        file.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="forloeb.csv"'},
    )


@access(Permission.GUIDE_MUNICIPALITIES)
@require_http_methods(WRITE)
def add(request: PortalRequest) -> HttpResponse:
    """A new cohort."""

    def act(form: Any) -> Done:
        said = _said(form, "name", "starts_on", "ends_on")
        made = actions.add_cohort(by=request.actor, **said)
        return Done(made.get_absolute_url(), _("Forløbet er oprettet. Tilføj nu kommuner."))

    draft = Place("cohort", request.actor.membership_id)
    return answer(request, _page(_("Nyt forløb"), None, make=CohortForm, act=act, draft=draft))


@access(Permission.GUIDE_MUNICIPALITIES)
@require_http_methods(WRITE)
def change(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Another name or period."""
    row = _cohort(request, pk)
    names = ("name", "starts_on", "ends_on")

    def act(form: Any) -> str:
        actions.change_cohort(by=request.actor, pk=pk, **_said(form, "version", *names))
        return _("Forløbet er gemt.")

    return answer(
        request,
        _page(
            _("Ret forløbet"),
            row,
            make=ChangeCohortForm,
            act=act,
            initial=_now(row, *names),
            draft=Place("cohort-edit", pk),
        ),
    )


@access(Permission.GUIDE_MUNICIPALITIES)
@require_http_methods(WRITE)
def add_milestone(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One more milestone."""
    row = _cohort(request, pk)

    def act(form: Any) -> str:
        said = _said(form, "text", "due_on", "known")
        actions.add_milestone(by=request.actor, cohort=row, **said)
        return _("Milepælen er gemt.")

    draft = Place("cohort-milestone", pk)
    return answer(request, _page(_("Ny milepæl"), row, make=MilestoneForm, act=act, draft=draft))


@access(Permission.GUIDE_MUNICIPALITIES)
@require_http_methods(WRITE)
def milestone(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Change a milestone, or take it away or back."""
    row = _one(Milestone.objects.for_actor(request.actor).select_related("cohort"), pk)
    names = ("text", "due_on", "known", "is_removed")

    def act(form: Any) -> str:
        actions.change_milestone(by=request.actor, pk=pk, **_said(form, "version", *names))
        return _("Milepælen er gemt.")

    return answer(
        request,
        _page(
            _("Ret milepælen"),
            row.cohort,
            make=ChangeMilestoneForm,
            act=act,
            initial=_now(row, *names),
            draft=Place("cohort-milestone-edit", pk),
        ),
    )


@access(Permission.GUIDE_MUNICIPALITIES)
@require_http_methods(WRITE)
def join(request: PortalRequest, pk: UUID) -> HttpResponse:
    """One more member."""
    row = _cohort(request, pk)

    def act(form: Any) -> str:
        said = form.cleaned_data
        place = said["municipality"]
        actions.join(
            by=request.actor, cohort=row, municipality_id=place.pk, joined_on=said["joined_on"]
        )
        return str(_("%s er med i forløbet.") % place.name)

    return answer(
        request,
        _page(
            _("Tilføj kommune"),
            row,
            make=JoinForm,
            act=act,
            initial={"joined_on": max(row.starts_on, clock.today())},
        ),
    )


@access(Permission.GUIDE_MUNICIPALITIES)
@require_http_methods(WRITE)
def member(request: PortalRequest, pk: UUID) -> HttpResponse:
    """The days of a membership."""
    rows = Member.objects.for_actor(request.actor).select_related("cohort", "municipality")
    row = _one(rows, pk)

    def act(form: Any) -> str:
        said = _said(form, "version", "joined_on", "left_on")
        actions.change_member(by=request.actor, pk=pk, **said)
        return _("Perioden er gemt.")

    return answer(
        request,
        _page(
            _("%s i forløbet") % row.municipality.name,
            row.cohort,
            make=MemberForm,
            act=act,
            initial=_now(row, "joined_on", "left_on"),
        ),
    )


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def report(request: PortalRequest, pk: UUID) -> HttpResponse:
    """How far the own municipality is with a milestone."""
    row = _one(Milestone.objects.for_actor(request.actor).select_related("cohort"), pk)
    said = Report.objects.for_actor(request.actor).filter(milestone=row).first()

    def act(form: Any) -> str:
        values = _said(form, "version", "done_on")
        text = form.cleaned_data["note"]
        actions.report(by=request.actor, milestone=row, note_text=text, **values)
        return _("Meldingen er gemt.")

    stored = _now(said, "done_on", "note") if said else {"version": 0}
    return answer(
        request,
        _page(
            row.text,
            row.cohort,
            button=_("Meld"),
            make=ReportForm,
            act=act,
            initial=stored,
            draft=Place("cohort-report", pk),
        ),
    )


def _page(
    heading: str,
    row: Cohort | None,
    *,
    make: Callable[..., Any],
    act: Callable[[Any], Done | str],
    initial: dict[str, Any] | None = None,
    draft: Place | None = None,
    button: str = "",
) -> FormPage:
    context = {
        "heading": heading,
        "lead": row.name if row else "",
        "button": button or _("Gem"),
        "saves_to": reverse("web:autosave", args=[draft.form, draft.key]) if draft else "",
        "breadcrumbs": _crumbs(row, heading),
    }
    return FormPage(
        make=make,
        act=act,
        template="knowledge/advice/form.html",
        back_url=row.get_absolute_url() if row else reverse("cohorts:cohorts"),
        initial=initial or {},
        draft=draft,
        context=lambda _form: context,
    )


def _said(form: Any, *names: str) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in names}


def _now(row: Any, *names: str) -> dict[str, Any]:
    return {**{name: getattr(row, name) for name in names}, "version": row.edits}


def _one(rows: Any, pk: UUID) -> Any:
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _cohort(request: PortalRequest, pk: UUID) -> Cohort:
    row: Cohort = _one(Cohort.objects.for_actor(request.actor), pk)
    return row


def _guides(request: PortalRequest) -> bool:
    return request.actor.can(Permission.GUIDE_MUNICIPALITIES)


def _sizes(request: PortalRequest) -> dict[UUID, int]:
    sizes: dict[UUID, int] = {}
    for one in Member.objects.for_actor(request.actor).order_by():
        sizes[one.cohort_id] = sizes.get(one.cohort_id, 0) + one.is_in
    return sizes


def _crumbs(row: Cohort | None, here: str) -> list[tuple[str, str]]:
    way = [(_("Forside"), "/"), (_("Forløb"), reverse("cohorts:cohorts") if here else "")]
    if row is not None:
        way.append((row.name, row.get_absolute_url()))
    return [*way, (here, "")] if here else way
