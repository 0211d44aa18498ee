"""Call off a screening that was ordered by mistake."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from screening import actions
from screening.forms.cancelling import CancelForm
from screening.policies import check_can_cancel
from screening.queries.dossier import get_dossier
from screening.views.common import form_page
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission
from stopext.web.form_page import Place, answer


@access(Permission.ORDER_SCREENING)
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: PortalRequest, pk: UUID) -> HttpResponse:
    """With a reason that both parties read."""
    dossier = get_dossier(request.actor, pk)
    if request.method != "POST":
        check_can_cancel(dossier)

    def act(form: Any) -> str:
        cleaned = form.cleaned_data
        actions.cancel_screening(
            by=request.actor,
            screening=dossier.screening,
            reason=cleaned["reason"],
            source_known=cleaned["source_known"],
        )
        return _("Vurderingen er aflyst. En ny kan bestilles på sagen.")

    title = _("Aflys vurderingen")
    own = form_page(
        dossier,
        (title, ""),
        template="addition",
        back_url=reverse("screening:show", args=[pk]),
        make=CancelForm,
        act=act,
        decides=True,
        draft=Place("rating-cancel", pk),
        context=lambda _form: {"title": title, "button": title},
    )
    return answer(request, own)
