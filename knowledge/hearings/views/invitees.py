"""Correct the name of somebody outside who is asked, and send her the link anew."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from knowledge.hearings import actions
from knowledge.hearings.forms import NameForm, SendAgainForm
from knowledge.hearings.models import Invitee
from knowledge.hearings.sending import sendings
from knowledge.hearings.views.common import WRITE
from knowledge.hearings.views.hearings import LEAD, about
from stopext.access.declare import PortalRequest
from stopext.web.form_page import answer


@LEAD
@require_http_methods(WRITE)
def correct_name(request: PortalRequest, pk: UUID) -> HttpResponse:
    """What she is called in the mail, in the list and in the minutes."""
    row = _invitee(request, pk)

    def act(form: Any) -> str:
        said = form.cleaned_data
        actions.correct_name(by=request.actor, pk=pk, version=said["version"], name=said["name"])
        return _("Navnet er rettet.")

    page = about(
        row.hearing,
        heading=_("Ret navnet"),
        button=_("Gem navnet"),
        lead=row.email,
        make=NameForm,
        act=act,
        initial={"name": row.name, "version": row.edits},
        **_closed(row),
    )
    return answer(request, page)


@LEAD
@require_http_methods(WRITE)
def send_again(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Ask, then send a new link; the old one ends."""
    row = _invitee(request, pk)

    def act(form: Any) -> str:
        actions.send_again(
            by=request.actor,
            pk=pk,
            version=form.cleaned_data["version"],
            absolute=request.build_absolute_uri,
        )
        return _("Et nyt link bliver sendt til %s.") % row.email

    page = about(
        row.hearing,
        heading=_("Send linket igen"),
        button=_("Send et nyt link"),
        lead=row.name,
        template="hearings/confirm.html",
        make=SendAgainForm,
        act=act,
        initial={"version": row.edits},
        **_closed(row),
        more={
            "mail": sendings(row.hearing_id).get(row.pk),
            "question": _("Skal linket sendes igen?"),
            "told": _(
                "%s får en ny mail. Det første link holder op med at virke. Det, der er skrevet "
                "og sendt, følger med til det nye."
            )
            % row.email,
        },
    )
    return answer(request, page)


def _closed(row: Invitee) -> dict[str, str]:
    """Why nothing can be done with it, when the hearing itself is open."""
    if row.user is not None:
        return {"closed": _("En kollega svarer i portalen og har intet link.")}
    return {"closed": _("Invitationen er trukket tilbage.")} if row.revoked_at else {}


def _invitee(request: PortalRequest, pk: UUID) -> Invitee:
    rows = Invitee.objects.for_actor(request.actor).select_related("hearing")
    found: Invitee | None = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
