"""Those around the citizen: read, added, corrected, ended, and shown as citizens of other cases."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework import actions
from casework.forms.parties import PartyCorrectionForm, PartyForm, RelationForm
from casework.models import Party, PartyRelation
from casework.policies import Deed, may
from casework.queries.earlier import add_corrections
from casework.queries.parties import around
from casework.views.case_forms import case_form
from casework.views.case_lookup import crumbs, get_case, get_part
from casework.views.correcting import correction_page
from stopext.access import clock
from stopext.access.declare import PortalRequest, access
from stopext.access.errors import Invalid
from stopext.access.roles import Permission
from stopext.web.form_page import Place, answer

BOTH = ["GET", "HEAD", "POST"]
EDITED = "casework/case/party_form.html"


@access(Permission.VIEW_CASES)
@require_safe
def index(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Everybody around the citizen, with how to reach them and what they may be told."""
    case = get_case(request, pk)
    people = around(request.actor, case)
    add_corrections(request.actor, case, [*people.now, *people.before])
    context = {
        "case": case,
        "around": people,
        "may_work": may(Deed.WORK, request.actor, case),
        "breadcrumbs": crumbs(case, _("Pårørende og repræsentanter")),
    }
    return render(request, "casework/case/parties.html", context)


@access(Permission.WORK_CASES)
@require_http_methods(BOTH)
def add(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Somebody who is not there yet."""
    case = get_case(request, pk, Deed.WORK)

    def act(form: Any) -> str:
        actions.add_party(by=request.actor, case=case, said=form.cleaned_data)
        return _("Personen er gemt.")

    page = case_form(
        case,
        heading=_("Ny pårørende eller repræsentant"),
        button=_("Gem personen"),
        make=PartyForm,
        act=act,
        initial={"since": clock.today()},
        draft=Place("case-party", case.pk),
        target=_page_of(case.pk),
    )
    return answer(request, page)


@access(Permission.WORK_CASES)
@require_http_methods(BOTH)
def correct(request: PortalRequest, pk: UUID, party: UUID) -> HttpResponse:
    """What is known now of somebody, or that the role has ended; every earlier value is kept."""
    case = get_case(request, pk, Deed.WORK)
    row = get_part(Party, case, party, request.actor)
    page = correction_page(
        request,
        row,
        heading=_("Ret eller afslut: %s") % row,
        more=_("Har personen ikke længere rollen, så skriv til hvilken dag."),
        make=PartyCorrectionForm,
        template=EDITED,
        target=_page_of(case.pk),
    )
    return answer(request, page)


@access(Permission.WORK_CASES)
@require_http_methods(BOTH)
def relate(request: PortalRequest, pk: UUID, party: UUID) -> HttpResponse:
    """Say which case somebody around the citizen is the citizen of."""
    case = get_case(request, pk, Deed.WORK)
    row = get_part(Party, case, party, request.actor)

    def act(form: Any) -> str:
        actions.relate_party(by=request.actor, party=row, **form.facts())
        return _("Relationen er gemt.")

    page = case_form(
        case,
        heading=_("Er personen selv borger i en sag?"),
        button=_("Gem relationen"),
        lead=_(
            "Skriv kun, hvad I ved. Relationen ses fra begge sager, og kun af dem, der må se begge."
        ),
        make=RelationForm,
        act=act,
        draft=Place("case-relation", row.pk),
        target=_page_of(case.pk),
    )
    return answer(request, page)


@access(Permission.WORK_CASES)
@require_POST
def end_relation(request: PortalRequest, pk: UUID, relation: UUID) -> HttpResponse:
    """The person is not the citizen of that case after all."""
    case = get_case(request, pk, Deed.WORK)
    row = get_part(PartyRelation, case, relation, request.actor)
    try:
        actions.end_relation(by=request.actor, relation=row)
    except Invalid as reason:
        messages.warning(request, str(reason))
    else:
        messages.success(request, _("Relationen er afsluttet."))
    return redirect(_page_of(case.pk))


def _page_of(case: UUID) -> str:
    return reverse("casework:parties", args=[case])
