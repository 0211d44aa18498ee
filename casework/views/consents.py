"""What the citizen was asked for in a case, and answered."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from casework import actions
from casework.actions.consents import ANSWERED
from casework.forms.consents import ConsentForm, ConsentWithdrawalForm
from casework.models import Case, Consent, Disclosure
from casework.policies import Deed, may
from casework.queries.consents import resting
from casework.queries.earlier import add_corrections
from casework.rules.consents import ConsentAnswer, ConsentStatus, ConsentWay
from casework.views.case_forms import as_note, case_form
from casework.views.case_lookup import crumbs, get_case, get_part
from casework.views.sharing import meetings_lost
from stopext.access import clock
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission
from stopext.web.dates import format_date, format_datetime
from stopext.web.form_page import Done, Place, answer

BOTH = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, slots=True)
class Line:
    """One consent on the list: what it is worth today, and the running disclosures that rest on
    it."""

    row: Consent
    status: ConsentStatus
    carries: bool
    """Whether sharing with the police may rest on it today."""
    shares: list[Disclosure]


@access(Permission.VIEW_CASES)
@require_safe
def consents(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Every consent of the case, the newest answer first."""
    case, actor, today = get_case(request, pk), request.actor, clock.today()
    found = Consent.objects.for_actor(actor).filter(case=case)
    rows = list(found.order_by("-given_on", "-at", "pk"))
    shares = resting(actor, case) if rows else {}
    add_corrections(actor, case, rows)
    context = {
        "case": case,
        "lines": [
            Line(row, row.status(today), row.lets_share(today), shares.get(row.pk, []))
            for row in rows
        ],
        "may": {deed.value: may(deed, actor, case) for deed in (Deed.WORK, Deed.WITHDRAW_CONSENT)},
        "may_share": actor.can(Permission.SHARE_CASES),
        "breadcrumbs": crumbs(case, _("Samtykker")),
    }
    return render(request, "casework/consents/list.html", context)


@access(Permission.WORK_CASES)
@require_http_methods(BOTH)
def add(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Write down an answer."""
    case = get_case(request, pk, Deed.WORK)

    def act(form: Any) -> str:
        said = {name: form.cleaned_data[name] for name in ANSWERED}
        actions.record_consent(by=request.actor, case=case, said=said)
        if said["answer"] == ConsentAnswer.NO:
            return _("Svaret er gemt: nej.")
        return _("Samtykket er gemt.")

    page = case_form(
        case,
        heading=_("Registrér samtykke"),
        button=_("Gem svaret"),
        lead=_(
            "Meget må en myndighed uden samtykke. Om helbred, og til andre end myndigheder, skal"
            " der som regel et ja til. Skriv svaret her, også et nej."
        ),
        make=ConsentForm,
        act=act,
        draft=Place("case-consent", case.pk),
        target=_list(case),
    )
    return answer(request, page)


@access(Permission.WORK_CASES)
@require_http_methods(BOTH)
def withdraw(request: PortalRequest, pk: UUID, consent: UUID) -> HttpResponse:
    """Write down that a consent was withdrawn, also in a case that has ended."""
    case = get_case(request, pk, Deed.WITHDRAW_CONSENT)
    row = get_part(Consent, case, consent, request.actor)
    lost = meetings_lost(request.actor, case, Q(consent=row))
    is_over = row.withdrawn_at is not None or row.answer == ConsentAnswer.NO
    if is_over and request.method != "POST":
        return redirect("casework:consents", case.pk)

    def act(form: Any) -> Done:
        said = form.cleaned_data
        actions.withdraw_consent(
            by=request.actor,
            consent=row,
            withdrawn_on=said["withdrawn_on"],
            way=ConsentWay(said["withdrawn_way"]),
            words=said["withdrawn_note"],
        )
        return Done(_list(case), _told(len(resting(request.actor, case).get(row.pk, []))))

    page = case_form(
        case,
        heading=_("Træk samtykket tilbage"),
        button=_("Gem tilbagetrækningen"),
        lead=_lead(row, resting(request.actor, case).get(row.pk, []), lost),
        make=partial(ConsentWithdrawalForm, consent=row),
        act=act,
        draft=Place("case-consent-withdraw", row.pk),
        told=lambda: _withdrawal(get_part(Consent, case, row.pk, request.actor)),
        instead=lambda form: as_note(request.actor, case, form.cleaned_data["withdrawn_note"]),
        target=_list(case),
    )
    return answer(request, page)


def _list(case: Case) -> str:
    return reverse("casework:consents", args=[case.pk])


def _lead(row: Consent, resting_on: Collection[Disclosure], lost: str) -> str:
    """Which one, and what the district loses with it."""
    which = _("%(what)s, %(whom)s: ja den %(day)s.") % {
        "what": row.get_purpose_display(),
        "whom": row.get_receiver_display(),
        "day": format_date(row.given_on),
    }
    once = _("Det kan ikke gøres om: siger borgeren ja igen, er det et nyt samtykke.")
    rest = ngettext(
        "%(n)s deling hviler på det. Politiet kan ikke læse oplysningerne, når tilbagetrækningen er"
        " gemt. Det, politiet har læst, kan ikke glemmes.",
        "%(n)s delinger hviler på det. Politiet kan ikke læse oplysningerne, når tilbagetrækningen"
        " er gemt. Det, politiet har læst, kan ikke glemmes.",
        len(resting_on),
    )
    if not resting_on:
        return f"{which} {once}"
    return f"{which} {once} {rest % {'n': len(resting_on)}} {lost}".strip()


def _told(shares: int) -> str:
    """What is left to decide."""
    done = _("Samtykket er trukket tilbage.")
    if not shares:
        return done
    rest = ngettext(
        "%(n)s deling hviler på det. Politiet kan ikke længere læse den. Træk også delingen tilbage"
        " her.",
        "%(n)s delinger hviler på det. Politiet kan ikke længere læse dem. Træk også delingerne"
        " tilbage her.",
        shares,
    )
    return f"{done} {rest % {'n': shares}}"


def _withdrawal(row: Consent) -> list[tuple[Any, Any]]:
    """What somebody else has noted."""
    if row.withdrawn_at is None or row.withdrawn_on is None:
        return []
    return [
        (_("Trukket tilbage"), format_date(row.withdrawn_on)),
        (_("Noteret af"), f"{row.withdrawn_by_name}, {format_datetime(row.withdrawn_at)}"),
        (_("Hvad blev der sagt?"), row.withdrawn_note),
    ]
