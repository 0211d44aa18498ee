"""What was recorded on a page stands on it: beside its form, and alone when its time has passed."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from casework.models import Case
from casework.models.base import MunicipalRow
from casework.policies import Deed, may, problem
from casework.queries.earlier import add_corrections
from casework.views.case_lookup import crumbs
from stopext.access.declare import PortalRequest

WITH_RECORDS = "casework/case/record_form.html"


def recorded(request: PortalRequest, case: Case, model: type[MunicipalRow]) -> dict[str, Any]:
    """The case's rows of ``model``, newest first, and what draws one."""
    rows = list(model.objects.for_actor(request.actor).filter(case=case).order_by("-at", "-pk"))
    add_corrections(request.actor, case, rows)
    return {
        "records": rows,
        "entry": f"casework/case/entries/_{model._meta.model_name}.html",
        "may": {deed.value: may(deed, request.actor, case) for deed in (Deed.ASSESS, Deed.WORK)},
    }


def only_to_read(
    request: PortalRequest, case: Case, *, heading: str, reason: Any, **records: Any
) -> HttpResponse:
    """The page without its form; ``reason`` says why."""
    context = {
        "case": case,
        "heading": heading,
        "reason": reason,
        "breadcrumbs": crumbs(case, heading),
        **records,
    }
    return render(request, "casework/case/records.html", context)


def why_closed(request: PortalRequest, case: Case) -> Any:
    """Why nothing more is recorded; nothing when it may be. What is sent is its action's to
    refuse, which keeps the text."""
    return None if request.method == "POST" else problem(Deed.ASSESS, request.actor, case)
