"""What a case says of its citizen: read, corrected and completed, with every earlier value."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework import actions
from casework.actions.correcting import others_like, seen_version
from casework.forms.citizen import CitizenForm
from casework.models import Case
from casework.policies import Deed
from casework.queries.changed import last_change
from casework.queries.earlier import earlier_values
from casework.queries.joins import across, latest_join, name_before
from casework.views.case_forms import case_form
from casework.views.case_lookup import get_case
from stopext.access import clock
from stopext.access.declare import PortalRequest, access
from stopext.access.errors import Invalid
from stopext.access.roles import Permission
from stopext.audit.record import note
from stopext.web.dates import format_datetime
from stopext.web.form_page import Fields, Place, answer


@access(Permission.TRIAGE_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Correct or complete; a name that comes to be known is searched for first."""
    case = get_case(request, pk, Deed.ASSESS)
    note(
        "unmask",
        "casework.subject",
        case.subject_id,
        subject_key=case.log_key,
        details={"what": "name"},
    )

    def act(form: Any) -> str:
        cleaned, known = form.cleaned_data, form.now_known()
        alike = others_like(request.actor, case, known.person)
        if alike and not cleaned["other_person"]:
            raise Invalid(_alike(alike))
        actions.correct_citizen(
            by=request.actor,
            case=case,
            version=cleaned["version"],
            known=known,
            reason=cleaned["reason"],
        )
        return _("Oplysningerne er rettet. De tidligere værdier er bevaret.")

    page = case_form(
        case,
        heading=_("Ret eller supplér oplysninger om borgeren"),
        button=_("Gem rettelsen"),
        template="casework/case/citizen.html",
        make=CitizenForm,
        act=act,
        initial=_stored(case),
        draft=Place("case-citizen", case.pk),
        told=lambda: [*last_change(case), *_joined(request, case)],
        context=partial(_history, request, case),
    )
    return answer(request, page)


def _stored(case: Case) -> Fields:
    subject = case.subject
    names = ("name", "other_names", "birth_year", "description", "address_protected")
    flags = ("form", "gang_link", "online")
    return {
        "version": seen_version(case),
        **{name: getattr(subject, name) for name in names},
        **{name: getattr(case, name) for name in flags},
    }


def _joined(request: PortalRequest, case: Case) -> list[tuple[Any, Any]]:
    """That the citizen is another's too by now, or is so no more: what is stored may be from the
    other side."""
    row = latest_join(request.actor, case.subject_id)
    if row is None:
        return []
    numbers = ", ".join(one.number for one in across(request.actor, case, row))
    if row.undone_at is not None:
        told = _("Samlingen med en anden borger er fortrudt")
        return [(told, _of_join(row.undone_at, row.undone_by_name, numbers))]
    pairs = [(_("Samlet med en anden borger"), _of_join(row.at, row.by_name, numbers))]
    before = name_before(case, row)
    if before != case.subject.name:
        names = {"now": case.subject.name, "before": before}
        pairs.append((_("Borgerens navn"), _("%(now)s (før: %(before)s)") % names))
    return pairs


def _of_join(at: datetime, who: str, numbers: str) -> str:
    when = {"when": format_datetime(at, clock.now()), "who": who, "numbers": numbers}
    if numbers:
        return _("%(when)s af %(who)s (sag %(numbers)s)") % when
    return _("%(when)s af %(who)s") % when


def _history(request: PortalRequest, case: Case, form: Any) -> Fields:
    """Earlier values under each field; what else was changed is told below."""
    changes = earlier_values(request.actor, case)
    for name, found in changes.by_field.items():
        form.fields[name].earlier = found
    return {"others": changes.others}


def _alike(hits: list[Any]) -> str:
    told = [
        f"{', '.join(case.number for case in hit.cases) or _('En sag, du ikke har adgang til')}:"
        f" {hit.explanation}"
        for hit in hits
    ]
    ask = _("Kommunen kender nogen, der ligner. Sæt hak nederst, hvis det er andre personer.")
    return " ".join([ask, *told])
