"""Find a citizen. What is sought is sent by POST, so that it stands in no address."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework.actions import Findings, find_citizens
from casework.forms.finding import FindForm
from casework.rules.codes import LookupPurpose
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.declare import PortalRequest, access
from stopext.access.errors import Invalid
from stopext.access.roles import Permission


@access(Permission.VIEW_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: PortalRequest) -> HttpResponse:
    """The form, and under it whom it found."""
    form = FindForm(request.POST if request.method == "POST" else None)
    findings = _find(request.actor, form) if form.is_bound and form.is_valid() else None
    context = {
        "form": form,
        "findings": findings,
        "today": clock.today(),
        "may_join": request.actor.can(Permission.TRIAGE_CASES),
        "may_review": request.actor.can(Permission.REVIEW_LOG),
        "breadcrumbs": [(_("Sager"), reverse("casework:list")), (_("Find en borger"), "")],
    }
    status = 422 if form.is_bound and findings is None else 200
    return render(request, "casework/find.html", context, status=status)


def _find(actor: Actor, form: FindForm) -> Findings | None:
    given = form.cleaned_data
    try:
        return find_citizens(
            by=actor, sought=given["sought"], purpose=LookupPurpose(given["purpose"])
        )
    except Invalid as reason:
        form.add_error("sought", str(reason))
        return None
