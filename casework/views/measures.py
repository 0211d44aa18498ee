"""Measures: plan help, change it, end it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework import actions
from casework.actions.colleagues import who_read
from casework.forms.measures import MeasureChangeForm, MeasureForm
from casework.models import Measure
from casework.policies import Deed
from casework.queries.changed import last_change
from casework.rules.codes import Frequency, MeasureStatus, MeasureType, Outcome
from casework.views.case_forms import case_form
from casework.views.case_lookup import get_case, get_part
from knowledge.articles.practices import practice_choices
from stopext.access import clock
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission
from stopext.web.form_page import Place, answer

BOTH = ["GET", "HEAD", "POST"]


@access(Permission.WORK_CASES)
@require_http_methods(BOTH)
def add(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Plan help with a goal and somebody who owns it."""
    case = get_case(request, pk, Deed.WORK)
    team, practices = list(who_read(request.actor, case)), practice_choices()

    def make(posted: Any, initial: Any) -> MeasureForm:
        return MeasureForm(posted, initial=initial, people=team, practices=practices)

    def act(form: Any) -> str:
        cleaned = form.cleaned_data
        name, user = form.responsible()
        chosen = cleaned["practice"]
        actions.add_measure(
            by=request.actor,
            case=case,
            type=MeasureType(cleaned["type"]),
            goal=cleaned["goal"],
            owner_name=name,
            owner_user=user,
            starts_on=cleaned["starts_on"],
            practice=actions.Practice(chosen, dict(practices)[chosen]) if chosen else None,
            status=MeasureStatus(cleaned["status"]),
            frequency=_frequency(cleaned),
        )
        return _("Indsatsen er gemt.")

    page = case_form(
        case,
        heading=_("Opret indsats"),
        button=_("Gem indsatsen"),
        make=make,
        act=act,
        initial={"starts_on": clock.today(), "status": MeasureStatus.PLANNED},
        draft=Place("case-measure", case.pk),
    )
    return answer(request, page)


@access(Permission.WORK_CASES)
@require_http_methods(BOTH)
def change(request: PortalRequest, pk: UUID, measure: UUID) -> HttpResponse:
    """Change a measure or write what it led to."""
    case = get_case(request, pk, Deed.WORK)
    row = get_part(Measure, case, measure, request.actor)
    team = list(who_read(request.actor, case))

    def make(posted: Any, initial: Any) -> MeasureChangeForm:
        return MeasureChangeForm(posted, initial=initial, people=team, measure=row)

    def act(form: Any) -> str:
        cleaned = form.cleaned_data
        name, user = form.responsible()
        actions.update_measure(
            by=request.actor,
            measure=row,
            version=cleaned["version"],
            status=MeasureStatus(cleaned["status"]),
            goal=cleaned["goal"],
            owner_name=name,
            owner_user=user,
            frequency=_frequency(cleaned),
            ends_on=cleaned["ends_on"],
            outcome=Outcome(cleaned["outcome"]) if cleaned["outcome"] else None,
            outcome_note=cleaned["outcome_note"],
        )
        return _("Indsatsen er ændret.")

    page = case_form(
        case,
        heading=row.get_type_display(),
        button=_("Gem ændringen"),
        lead=_("Bygger på praksis: %s") % row.practice_title if row.practice_title else "",
        make=make,
        act=act,
        initial=_values(row),
        draft=Place("case-measure-edit", row.pk),
        told=lambda: _stored(row),
    )
    return answer(request, page)


def _frequency(cleaned: dict[str, Any]) -> Frequency | None:
    return Frequency(cleaned["frequency"]) if cleaned["frequency"] else None


def _values(row: Measure) -> dict[str, Any]:
    names = ("goal", "frequency", "status", "ends_on", "outcome", "outcome_note", "version")
    return {name: getattr(row, name) for name in names}


def _stored(row: Measure) -> list[tuple[Any, Any]]:
    return [
        *last_change(row.case, row.pk),
        (_("Mål med borgerens egne ord"), row.goal),
        (_("Ansvarlig"), row.owner_name),
        (_("Hvor tit?"), row.get_frequency_display()),
        (_("Status"), row.get_status_display()),
        (_("Udbytte"), row.get_outcome_display()),
        (_("Hvad er ændret?"), row.outcome_note),
    ]
