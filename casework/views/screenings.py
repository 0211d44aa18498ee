"""Screenings of a case: order one, and see how far each has come."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework import actions
from casework.forms.screenings import OrderForm
from casework.models import Case
from casework.policies import Deed, may
from casework.queries.consents import carrying
from casework.screenings import latest_judgement
from casework.views.case_forms import case_form
from casework.views.case_lookup import crumbs, get_case
from screening.api import screenings_of, unknowns_of
from screening.engine.states import Purpose
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.declare import PortalRequest, access
from stopext.access.errors import Invalid
from stopext.access.roles import Permission
from stopext.web.dates import add_working_days, format_date
from stopext.web.form_page import answer

DUE_IN = timedelta(days=14)


@access(Permission.VIEW_CASES)
@require_safe
def index(request: PortalRequest, pk: UUID) -> HttpResponse:
    """The screenings of the case the reader may see, and what nobody could answer."""
    case = get_case(request, pk)
    judgement = latest_judgement(request.actor, case)
    context = {
        "case": case,
        "may_record": judgement is not None
        and judgement != case.last_judgement
        and may(Deed.WORK, request.actor, case),
        "rows": screenings_of(request.actor, case.pk),
        "unknowns": unknowns_of(request.actor, case.pk),
        "judgement": judgement,
        "may_order": may(Deed.SCREEN, request.actor, case),
        "breadcrumbs": crumbs(case, _("Vurderinger")),
    }
    return render(request, "casework/case/screenings.html", context)


@access(Permission.WORK_CASES)
@require_POST
def record(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Write the newest locked level into the case; a person does it, and it moves nothing."""
    case = get_case(request, pk)
    try:
        row = actions.record_judgement(by=request.actor, case=case)
    except Invalid as reason:
        messages.error(request, str(reason))
    else:
        level = row.get_last_judgement_display()
        messages.success(request, _("Bekymringsniveauet i sagen er nu: %s.") % level)
    return redirect("casework:screenings", case.pk)


@access(Permission.ORDER_SCREENING)
@require_http_methods(["GET", "HEAD", "POST"])
def order(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Order a screening of the version in force."""
    case = get_case(request, pk, Deed.SCREEN)

    def act(form: Any) -> str:
        cleaned = form.cleaned_data
        facts = {name: cleaned[name] for name in ("due_on", "with_police", "purpose", "subset")}
        actions.order_screening(by=request.actor, case=case, **facts)
        return _("Vurderingen er bestilt.")

    page = case_form(
        case,
        heading=_("Bestil vurdering"),
        button=_("Bestil vurdering"),
        lead="\n\n".join(
            [
                _("En vurdering flytter ikke sagen. Det gør mennesker."),
                *_ground(request.actor, case),
            ]
        ),
        make=OrderForm,
        act=act,
        initial={"due_on": _due_on(), "purpose": Purpose.ANALYSIS.value},
        target=reverse("casework:screenings", args=[case.pk]),
    )
    return answer(request, page)


def _ground(actor: Actor, case: Case) -> list[str]:
    """What a rating by the police would rest on. A consent to share is not always one to rate
    together, so whoever orders is shown its words and decides."""
    shared = carrying(actor, case)
    if shared is None:
        return []
    told = _("Vurderer politikredsen også, hviler det på delingen fra %(day)s: %(ground)s.") % {
        "day": format_date(shared.at),
        "ground": shared.get_legal_basis_display(),
    }
    if shared.consent is None:
        return [told]
    return [
        told,
        _("Se efter, om samtykket også gælder en fælles vurdering: “%s”") % shared.consent.words,
    ]


def _due_on() -> date:
    """The working day in two weeks, or the first one after it."""
    return add_working_days(clock.today() + DUE_IN - timedelta(days=1), 1)
