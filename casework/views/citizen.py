"""What a case says of its citizen: read, corrected and completed, with every earlier value."""

from __future__ import annotations

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
from casework.queries.joins import joins_of
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
    """That the citizen is another's too by now: what is stored may be from the other side."""
    rows = [join for join in joins_of(request.actor, case.subject_id) if join.undone_at is None]
    return [
        (
            _("Samlet med en anden borger"),
            _("%(when)s af %(who)s")
            % {"when": format_datetime(row.at, clock.now()), "who": row.by_name},
        )
        for row in sorted(rows, key=lambda row: row.at)[-1:]
    ]


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
