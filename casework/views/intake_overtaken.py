"""A registration of a report that somebody else has dealt with meanwhile."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.models import Case, Report
from casework.queries.earlier import OF_SOURCE
from casework.queries.reports import dealt_with, handled_by
from casework.views.case_forms import as_note
from casework.views.intake_pages import INTAKE, REFERRER, answered_pairs, source_of
from casework.views.notes import DRAFT
from stopext.access.declare import PortalRequest
from stopext.web.form_page import CONFLICT
from stopext.web.wizard import Kept


def taken_from(request: PortalRequest, kept: Kept) -> Report | None:
    """The report of this run, if somebody has dealt with it: then the run leads to no case."""
    key = source_of(kept)
    return dealt_with(request.actor, key) if key else None


def told_of(request: PortalRequest, report: Report) -> str:
    """By whom and when, as far as the reader may know it."""
    who = handled_by(request.actor, report.pk) or _("en anden")
    return _("Henvendelsen er allerede behandlet: %s.") % who


def too_late(request: PortalRequest, kept: Kept, report: Report) -> HttpResponse:
    """What she has written, the case there is now, and a way to put it on the case as a note: then
    her draft goes, unless something of it stands in no note."""
    case, yours = _case(request, report), _written(kept)
    noted = _written(kept, _left_out(kept, case)) if case else []
    text = "\n\n".join(f"{label}\n{value}" for label, value in noted)
    instead = as_note(request.actor, case, text) if case and noted else None
    kept_words = _("Din kladde ligger under “Påbegyndt”, til du sletter den.")
    if instead and noted == yours:
        instead = replace(instead, url=f"{instead.url}?{DRAFT}={kept.key}")
        kept_words = _(
            "Din kladde ligger under “Påbegyndt”, til du gemmer den som notat eller sletter den."
        )
    elif instead:
        left = _("Et CPR-nummer, og hvem en beskyttet kilde er, kommer ikke med i notatet.")
        kept_words = f"{left} {kept_words}"
    context = {
        "message": f"{told_of(request, report)} {kept_words}",
        "theirs": [(_("Sag"), case.number)] if case else [],
        "yours": yours,
        "instead": instead,
        "back_url": reverse("casework:case", args=[case.pk]) if case else read_url(report),
    }
    return render(request, "409.html", context, status=CONFLICT)


def _written(kept: Kept, without: Collection[str] = ()) -> list[tuple[str, str]]:
    return [pair for page in INTAKE.pages for pair in answered_pairs(kept, page, without)]


def _left_out(kept: Kept, case: Case) -> frozenset[str]:
    """What stands in no note: a note shows everything to who reads the case, and can be shared."""
    protected = kept.initial(REFERRER).get("protected_source") or case.protected_sources()
    return (OF_SOURCE if protected else frozenset()) | {"cpr"}


def _case(request: PortalRequest, report: Report) -> Case | None:
    """The case it became, when the reader sees it."""
    of = Case.objects.for_actor(request.actor).filter(concerns=report.concern_id)
    found: Case | None = of.first() if report.concern_id else None
    return found


def read_url(report: Report) -> str:
    """Where what became of the report can be read."""
    return reverse("casework:read_report", args=[report.pk])
