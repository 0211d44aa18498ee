"""Who works with a case: coordinator, colleagues, and the named list of a restricted one."""

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
from casework.actions.colleagues import LEADING
from casework.forms.assignment import ColleagueForm, RestrictForm
from casework.models import Case, CaseAssignment, CaseReader
from casework.policies import Deed, may
from casework.queries.case_joins import closed_together
from casework.queries.readers import lacks_leader, shut_out
from casework.rules.workflow import Field, State
from casework.views.case_forms import case_form
from casework.views.case_lookup import crumbs, get_case, get_part
from casework.views.steps import stored_now
from stopext.access.declare import PortalRequest, access
from stopext.access.errors import Invalid
from stopext.access.roles import Permission
from stopext.web.form_page import FormPage, answer

BOTH = ["GET", "HEAD", "POST"]


@access(Permission.VIEW_CASES)
@require_safe
def people(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Everybody on the case, and the named list of a restricted one."""
    case = get_case(request, pk)
    actor = request.actor
    team, readers = (_running(model, case, request) for model in (CaseAssignment, CaseReader))
    context = {
        "case": case,
        "team": team,
        "readers": readers,
        "shut_out": shut_out(case, team, readers),
        "lacks_leader": lacks_leader(actor, case),
        "may_assess": may(Deed.ASSESS, actor, case),
        "may_restrict": may(Deed.RESTRICT, actor, case),
        "breadcrumbs": crumbs(case, _("Personer på sagen")),
    }
    return render(request, "casework/case/people.html", context)


@access(Permission.TRIAGE_CASES)
@require_http_methods(BOTH)
def assign(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Appoint a coordinator; the first one moves the case into its first assessment. Where there is
    none, the reader herself is suggested when she can lead."""
    case = get_case(request, pk, Deed.ASSESS)

    def act(form: Any) -> str:
        cleaned = form.cleaned_data
        chosen, version = UUID(cleaned["person"]), cleaned["version"]
        if case.state == State.RECEIVED:
            actions.change_state(
                by=request.actor,
                case=case,
                version=version,
                target=State.ASSESSMENT,
                values={Field.COORDINATOR: chosen},
            )
        else:
            actions.assign(by=request.actor, case=case, version=version, coordinator_id=chosen)
        return _("Tovholderen er udpeget.")

    people = actions.team(request.actor, LEADING, case=case)
    page = _choice(case, _("Udpeg tovholder"), _("Tovholder"), act, people)
    present = case.coordinator_membership
    if present is not None:
        page.initial = {**page.initial, "person": str(present)}
    elif request.actor.role in LEADING:
        page.suggested = {"person": str(request.actor.membership_id)}
    return answer(request, page)


@access(Permission.TRIAGE_CASES)
@require_http_methods(BOTH)
def add(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Open the case to a colleague."""
    case = get_case(request, pk, Deed.ASSESS)

    def act(form: Any) -> str:
        cleaned = form.cleaned_data
        chosen = UUID(cleaned["person"])
        row = actions.add_colleague(by=request.actor, case=case, membership_id=chosen)
        return _("%s kan nu se og arbejde med sagen.") % row.name

    people = actions.team(request.actor, case=case)
    page = _choice(case, _("Sæt kollega på sagen"), _("Kollega"), act, people)
    page.back_url = reverse("casework:people", args=[case.pk])
    return answer(request, page)


@access(Permission.TRIAGE_CASES)
@require_POST
def remove(request: PortalRequest, pk: UUID, assignment: UUID) -> HttpResponse:
    """Close the case to a colleague."""
    case = get_case(request, pk)
    row = get_part(CaseAssignment, case, assignment, request.actor)
    try:
        actions.remove_colleague(by=request.actor, assignment=row)
    except Invalid as reason:
        messages.warning(request, str(reason))
    else:
        messages.success(request, _("%s er ikke længere på sagen.") % row.name)
    return redirect("casework:people", case.pk)


@access(Permission.TRIAGE_CASES)
@require_http_methods(BOTH)
def restrict(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Name the only people who see the case, or lift the restriction."""
    case = get_case(request, pk, Deed.RESTRICT)
    team = list(actions.team(request.actor))
    chosen = {row.membership_id for row in _running(CaseReader, case, request)}

    def act(form: Any) -> str:
        cleaned = form.cleaned_data
        readers = [UUID(key) for key in cleaned["readers"]]
        row = actions.restrict(
            by=request.actor, case=case, version=cleaned["version"], membership_ids=readers
        )
        if not row.restricted:
            was = case.restricted
            return _("Begrænsningen er ophævet.") if was else _("Sagen er ikke begrænset.")
        said = _("Kun de valgte personer kan nu se sagen.")
        if closed_together(request.actor, row):
            said = f"{said} " + _("Det gælder også de sager, der er samlet med den.")
        if row.coordinator_membership in {None, request.actor.membership_id, *readers}:
            return said
        return f"{said} " + _("Tovholderen er ikke imellem dem: udpeg en, der er.")

    page = case_form(
        case,
        heading=_("Begræns adgangen"),
        button=_("Gem listen"),
        lead=_(
            "Brug det ved inhabilitet og i sager om kendte personer. En ny sag får samme liste, når"
            " den registreres på denne borger med svaret “Samme person”. Registrerer en kollega, "
            "der ikke kan se sagen, den samme borger, bliver det en ny borger i en sag uden "
            "begrænsning: de på listen får besked, når oplysningerne ligner. Gør så adgangen ens, "
            "og saml de to borgere. Logkontrollen kan stadig se, hvem der åbner sagen og hvornår. "
            "Den, der ser alle andre sager, kan se på numrene, at der mangler én, og omtrent "
            "hvornår den blev oprettet. En kollega, der har læst en henvendelse, før den blev en "
            "del af sagen, kan se, at den er taget over, og ved, hvem den handlede om."
        ),
        make=lambda posted, initial: RestrictForm(
            posted, initial=initial, people=team, by=str(request.actor.membership_id)
        ),
        act=act,
        initial={"version": case.version, "readers": [str(key) for key in chosen]},
        decides=True,
        told=lambda: stored_now(case),
        target=reverse("casework:people", args=[case.pk]),
    )
    return answer(request, page)


def _choice(case: Case, heading: str, label: str, act: Any, people: Any) -> FormPage:
    team = list(people)
    return case_form(
        case,
        heading=heading,
        button=heading,
        lead=_(
            "Adgangen er begrænset: kun de, der står på listen, kan vælges. Skal en anden med, så "
            "ændr først listen under “Personer på sagen”."
        )
        if case.restricted
        else "",
        make=lambda posted, initial: ColleagueForm(
            posted, initial=initial, label=label, people=team
        ),
        act=act,
        initial={"version": case.version},
        decides=True,
        told=lambda: stored_now(case),
    )


def _running(model: Any, case: Case, request: PortalRequest) -> list[Any]:
    rows = model.objects.for_actor(request.actor).filter(case=case, until__isnull=True)
    return list(rows.order_by("name", "pk"))
