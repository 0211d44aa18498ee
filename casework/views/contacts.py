"""The log of contacts: write one down, correct it, and say that somebody has turned back."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from casework import actions
from casework.forms.contacts import ContactCorrectionForm, ContactForm, stored_contact
from casework.models import Case, Contact, Party
from casework.policies import Deed
from casework.queries.contacts import to_answer
from casework.views.case_forms import as_note, case_form
from casework.views.case_lookup import get_case, get_part
from casework.views.correcting import correction_page
from stopext.access import clock
from stopext.access.declare import PortalRequest, access
from stopext.access.errors import Invalid
from stopext.access.roles import Permission
from stopext.web.form_page import Place, answer

BOTH = ["GET", "HEAD", "POST"]


@access(Permission.WORK_CASES)
@require_http_methods(BOTH)
def add(request: PortalRequest, pk: UUID) -> HttpResponse:
    """A contact that has just been, or was before."""
    case = get_case(request, pk, Deed.WORK)
    now = timezone.localtime(clock.now())
    promised = list(to_answer(request.actor).filter(case=case))

    def act(form: Any) -> str:
        said = form.cleaned_data
        actions.log_contact(
            by=request.actor,
            case=case,
            said=said,
            text=said["text"],
            answers=said.get("answers", ()),
        )
        return _("Kontakten er gemt.")

    page = case_form(
        case,
        heading=_("Skriv kontakt"),
        button=_("Gem kontakten"),
        make=partial(ContactForm, people=_people(request, case), promised=promised),
        act=act,
        suggested={"happened_on": now.date(), "happened_time": now.time().replace(second=0)},
        draft=Place("case-contact", case.pk),
        instead=lambda form: as_note(request.actor, case, form.cleaned_data["text"]),
    )
    return answer(request, page)


@access(Permission.WORK_CASES)
@require_http_methods(BOTH)
def correct(request: PortalRequest, pk: UUID, contact: UUID) -> HttpResponse:
    """When, how and with whom it was, and what was promised; the words are a note."""
    case = get_case(request, pk, Deed.WORK)
    row = get_part(Contact, case, contact, request.actor)
    page = correction_page(
        request,
        row,
        heading=_("Ret kontakt"),
        more=_("Det sagte rettes i notatet på tidslinjen."),
        make=partial(ContactCorrectionForm, people=_people(request, case)),
        stored=stored_contact(row),
        target=f"{reverse('casework:case', args=[case.pk])}#contact-{row.pk}",
    )
    return answer(request, page)


@access(Permission.WORK_CASES)
@require_POST
def settle(request: PortalRequest, pk: UUID, contact: UUID) -> HttpResponse:
    """Somebody has turned back, or it needs no more."""
    case = get_case(request, pk, Deed.WORK)
    row = get_part(Contact, case, contact, request.actor)
    try:
        actions.settle_contact(by=request.actor, contact=row)
    except Invalid as reason:
        messages.warning(request, str(reason))
    else:
        messages.success(request, _("Meldt klaret."))
    return redirect("casework:case", case.pk)


def _people(request: PortalRequest, case: Case) -> list[Party]:
    """Everybody there is or was around the citizen: a contact may be of an earlier day."""
    rows = Party.objects.for_actor(request.actor).filter(case=case)
    return list(rows.order_by("until", "at", "pk"))
