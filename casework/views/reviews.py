"""Reviews: what has changed, how the citizen sees it, and when to look again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework import actions
from casework.forms.measures import ReviewForm
from casework.models import Review
from casework.policies import Deed
from casework.rules.clocks import REVIEW, add_months
from casework.rules.codes import ReviewDecision
from casework.views.case_forms import case_form
from casework.views.case_lookup import get_case
from stopext.access import clock
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission
from stopext.web.form_page import Place, answer


@access(Permission.WORK_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Write a review."""
    case = get_case(request, pk, Deed.WORK)

    def act(form: Any) -> str:
        cleaned = form.cleaned_data
        made = actions.review(
            by=request.actor,
            case=case,
            held_on=cleaned["held_on"],
            change=cleaned["change"],
            citizen_view=cleaned["citizen_view"],
            new_information=cleaned["new_information"],
            decision=ReviewDecision(cleaned["decision"]),
            next_on=cleaned["next_on"],
        )
        said = _("Opfølgningen er gemt.")
        if made.decision == ReviewDecision.CLOSE:
            said = f"{said} " + _("Beslutningen lukker ikke sagen: det gør “Afslut sagen”.")
        return f"{said} {_also(request, made)}".strip()

    today = clock.today()
    page = case_form(
        case,
        heading=_("Skriv opfølgning"),
        button=_("Gem opfølgningen"),
        lead=_("Spørg borgeren først. Har hjælpen gjort en forskel?"),
        make=ReviewForm,
        act=act,
        initial={"held_on": today, "next_on": add_months(today, REVIEW.amount)},
        draft=Place("case-review", case.pk),
    )
    return answer(request, page)


def _also(request: PortalRequest, made: Review) -> str:
    """Who else has written a review of the same day: nobody need find that out by herself."""
    same = Review.objects.for_actor(request.actor).filter(case=made.case_id, held_on=made.held_on)
    other = same.exclude(by_user=made.by_user).order_by("at").last()
    if other is None:
        return ""
    said = (
        _("%s har også skrevet en opfølgning fra den dag. Læs den på tidslinjen.") % other.by_name
    )
    return str(said)
