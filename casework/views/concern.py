"""Everything that was asked when a concern was registered, and who it came from."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.actions.repeats import alike_before, hidden_citizens
from casework.forms.case import SourceForm
from casework.models import Case, CitizenJoin, Concern, RepeatCheck, Report
from casework.policies import Deed, may
from casework.queries.earlier import earlier_of_concern, earlier_values
from casework.queries.joins import joins_of
from casework.queries.shareable import PASSED_ON
from casework.rules.codes import MatchAnswer
from casework.rules.danger import DangerQuestion
from casework.rules.sources import Source, places_told
from casework.views.case_lookup import crumbs, get_case
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission
from stopext.audit.record import note


@access(Permission.VIEW_CASES)
@require_safe
def concern(request: PortalRequest, pk: UUID, concern: UUID) -> HttpResponse:
    """The whole registration. The name of a protected source stays covered here."""
    case = get_case(request, pk)
    row = _concern(request, case, concern)
    here = earlier_of_concern(request.actor, case, row, source=False)
    context = {
        "case": case,
        "concern": row,
        "danger": [
            (question.label, row.danger.get(question.value), here.get(question.value))
            for question in DangerQuestion
        ],
        "here": here,
        "tells_source": _tells_source(row, case.subject.name),
        "may_correct": may(Deed.WORK, request.actor, case),
        "checks": _checks(request, row),
        "alike_before": alike_before(request.actor, case),
        "earlier": earlier_values(request.actor, case).by_field,
        "join": _join(request, case, row),
        "report": Report.objects.for_actor(request.actor).filter(concern=row).first(),
        "breadcrumbs": crumbs(case, _("Registreringen")),
    }
    return render(request, "casework/case/concern.html", context)


@access(Permission.VIEW_CASES, fresh_login=True)
@require_http_methods(["GET", "HEAD", "POST"])
def source(request: PortalRequest, pk: UUID, concern: UUID) -> HttpResponse:
    """Who a protected source is, for a chosen purpose and after proof of who is asking."""
    case = get_case(request, pk)
    row = _concern(request, case, concern)
    form = SourceForm(request.POST if request.method == "POST" else None)
    opened = form.is_bound and form.is_valid()
    if opened:
        note(
            "unmask",
            "casework.concern",
            row.pk,
            subject_key=case.log_key,
            purpose=form.cleaned_data["purpose"],
            details={"what": "source"},
        )
    context = {
        "case": case,
        "concern": row,
        "form": form,
        "opened": opened,
        "here": earlier_of_concern(request.actor, case, row, source=True) if opened else {},
        "breadcrumbs": crumbs(case, _("Vis kilden")),
    }
    status = 422 if form.is_bound and not opened else 200
    return render(request, "casework/case/source.html", context, status=status)


def _concern(request: PortalRequest, case: Case, concern: UUID) -> Concern:
    found: Concern | None = (
        Concern.objects.for_actor(request.actor).filter(case=case, pk=concern).first()
    )
    if found is None:
        raise Http404
    return found


def _tells_source(concern: Concern, citizen: str) -> bool:
    """Whether what may be passed on of it tells who its protected source is."""
    if not concern.protected_source:
        return False
    source = Source(concern.referrer_name, concern.referrer_contact)
    texts = [(name, getattr(concern, name)) for name in PASSED_ON]
    return bool(places_told([source], texts, citizen=citizen))


def _join(request: PortalRequest, case: Case, concern: Concern) -> CitizenJoin | None:
    """What the answer "same person" did, for who may undo it."""
    if not may(Deed.JOIN, request.actor, case):
        return None
    running = [one for one in joins_of(request.actor, case.subject_id) if one.undone_at is None]
    own = [str(case.pk)]
    return next(
        (j for j in running if concern.pk == j.concern or (own == j.cases and not j.reason)), None
    )


def _checks(request: PortalRequest, concern: Concern) -> list[dict[str, Any]]:
    """Each repeat search of the concern, with what was answered to each hit. A hit on somebody
    whose cases are all hidden from the reader was never there for her."""
    found = RepeatCheck.objects.for_actor(request.actor).filter(concern=concern)
    rows = list(found.order_by("at"))
    met = {UUID(hit["subject"]) for row in rows for hit in row.hits}
    absent = {str(pk) for pk in hidden_citizens(met)} if met else set()
    return [
        {
            "row": row,
            "hits": [
                (hit["explanation"], MatchAnswer(hit["answer"]).label, hit["answer"])
                for hit in row.hits
                if hit["subject"] not in absent
            ],
        }
        for row in rows
    ]
