"""A concern as it was registered: corrected and completed, with every earlier value."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework import actions
from casework.forms.concern import MOMENTS, ConcernForm, stored_concern
from casework.models import Case, Concern
from casework.policies import Deed
from casework.queries.earlier import earlier_of_concern
from casework.views.case_forms import case_form
from casework.views.case_lookup import get_case, get_part
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission
from stopext.web.form_page import Fields, Place, answer


@access(Permission.WORK_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: PortalRequest, pk: UUID, concern: UUID) -> HttpResponse:
    """Correct or complete what was registered; who a protected source is, is not shown here."""
    case = get_case(request, pk, Deed.WORK)
    row = get_part(Concern, case, concern, request.actor)

    def act(form: Any) -> str:
        actions.correct_concern(
            by=request.actor,
            concern=row,
            version=form.cleaned_data["version"],
            said=form.said(),
            danger=form.answers(),
            reason=form.cleaned_data["reason"],
        )
        return _("Registreringen er rettet. De tidligere værdier er bevaret.")

    page = case_form(
        case,
        heading=_("Ret eller supplér registreringen"),
        button=_("Gem rettelsen"),
        template="casework/case/concern_correct.html",
        make=partial(ConcernForm, concern=row),
        act=act,
        initial={"version": case.version, **stored_concern(row)},
        draft=Place("case-concern", row.pk),
        context=partial(_history, request, case, row),
        target=reverse("casework:concern", args=[case.pk, row.pk]),
    )
    return answer(request, page)


def _history(request: PortalRequest, case: Case, row: Concern, form: Any) -> Fields:
    """Earlier values under each field."""
    for name, found in earlier_of_concern(request.actor, case, row, source=False).items():
        first = MOMENTS.get(name, (name,))[0]
        if first in form.fields:
            form.fields[first].earlier = found
    return {"concern": row}
