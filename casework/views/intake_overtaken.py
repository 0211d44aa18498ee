"""A registration of a report that somebody else has dealt with meanwhile."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.models import Case, Report
from casework.queries.reports import dealt_with, handled_by
from casework.views.case_forms import as_note
from casework.views.intake_pages import OBSERVED, REFERRER, answered_pairs, source_of
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
    """What she has written, the case there is now, and a way to put what is observed on it. Her
    draft stays as it is; the source, who may be protected, stands in no note."""
    case, observed = _case(request, report), answered_pairs(kept, OBSERVED)
    kept_words = _("Din kladde ligger under “Påbegyndt”, til du sletter den.")
    text = "\n\n".join(f"{label}\n{value}" for label, value in observed)
    context = {
        "message": f"{told_of(request, report)} {kept_words}",
        "theirs": [(_("Sag"), case.number)] if case else [],
        "yours": [*observed, *answered_pairs(kept, REFERRER)],
        "instead": as_note(request.actor, case, text) if case and observed else None,
        "back_url": reverse("casework:case", args=[case.pk]) if case else read_url(report),
    }
    return render(request, "409.html", context, status=CONFLICT)


def _case(request: PortalRequest, report: Report) -> Case | None:
    """The case it became, when the reader sees it."""
    of = Case.objects.for_actor(request.actor).filter(concerns=report.concern_id)
    found: Case | None = of.first() if report.concern_id else None
    return found


def read_url(report: Report) -> str:
    """Where what became of the report can be read."""
    return reverse("casework:read_report", args=[report.pk])
