"""What was recorded, to be corrected on a page of its own, with every earlier value."""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework import actions
from casework.actions.correcting_records import KINDS
from casework.forms.consents import ConsentCorrectionForm
from casework.forms.measures import ReviewCorrectionForm
from casework.forms.steps import QuestionCorrectionForm, TriageCorrectionForm
from casework.models import Consent, InformationRequest, Review, Triage
from casework.policies import Deed
from casework.queries.changed import last_correction
from casework.queries.earlier import earlier_of_records, times_corrected, times_written
from casework.views.case_forms import FORM_TEMPLATE, case_form
from casework.views.case_lookup import get_case, get_part
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission
from stopext.web.dates import format_datetime
from stopext.web.form_page import Fields, FormPage, Place, answer

BOTH = ["GET", "HEAD", "POST"]
#: A moment is asked for as a day and a time; its history stands under the first.
UNDER = {"happened_at": "happened_on"}


@access(Permission.TRIAGE_CASES)
@require_http_methods(BOTH)
def correct_triage(request: PortalRequest, pk: UUID, triage: UUID) -> HttpResponse:
    """A first assessment that was written wrong. One that has become another is written anew."""
    case = get_case(request, pk, Deed.ASSESS)
    row = get_part(Triage, case, triage, request.actor)
    page = correction_page(
        request,
        row,
        heading=_("Ret den indledende vurdering"),
        more=_("Har I vurderet på ny, så skriv en ny indledende vurdering i stedet."),
        make=TriageCorrectionForm,
        target=reverse("casework:triage", args=[case.pk]),
    )
    return answer(request, page)


@access(Permission.WORK_CASES)
@require_http_methods(BOTH)
def correct_review(request: PortalRequest, pk: UUID, review: UUID) -> HttpResponse:
    """A review that was written wrong."""
    case = get_case(request, pk, Deed.WORK)
    row = get_part(Review, case, review, request.actor)
    page = correction_page(
        request,
        row,
        heading=_("Ret opfølgningen"),
        more=_("Har I talt med borgeren igen, så skriv en ny opfølgning i stedet."),
        make=ReviewCorrectionForm,
        target=f"{reverse('casework:case', args=[case.pk])}#review-{row.pk}",
    )
    return answer(request, page)


@access(Permission.TRIAGE_CASES)
@require_http_methods(BOTH)
def correct_question(request: PortalRequest, pk: UUID, asked: UUID) -> HttpResponse:
    """A question that was written wrong, or got another deadline."""
    case = get_case(request, pk, Deed.ASSESS)
    row = get_part(InformationRequest, case, asked, request.actor)
    page = correction_page(
        request,
        row,
        heading=_("Ret spørgsmålet til %s") % row.authority,
        more=_("Er spørgsmålet sendt, så giv modtageren besked om rettelsen ad sikker vej."),
        make=QuestionCorrectionForm,
        target=reverse("casework:requests", args=[case.pk]),
    )
    return answer(request, page)


@access(Permission.WORK_CASES)
@require_http_methods(BOTH)
def correct_consent(request: PortalRequest, pk: UUID, consent: UUID) -> HttpResponse:
    """A consent that was written wrong, or its withdrawal."""
    case = get_case(request, pk, Deed.WORK)
    row = get_part(Consent, case, consent, request.actor)
    page = correction_page(
        request,
        row,
        heading=_("Ret samtykket"),
        more=_("Har borgeren svaret igen, så registrér et nyt samtykke i stedet."),
        make=partial(ConsentCorrectionForm, withdrawn=row.withdrawn_at is not None),
        target=reverse("casework:consents", args=[case.pk]),
    )
    return answer(request, page)


def correction_page(
    request: PortalRequest,
    row: Any,
    *,
    heading: str,
    more: str,
    make: Any,
    target: str,
    template: str = FORM_TEMPLATE,
    stored: Fields | None = None,
) -> FormPage:
    """The form in which a record of ``KINDS`` is corrected, with what it said before. ``stored``:
    what its fields show, where they are not its columns."""
    columns = KINDS[type(row)].columns
    earlier = earlier_of_records(request.actor, row.case).get(str(row.pk), {})
    is_question = isinstance(row, InformationRequest)
    answered = is_question and row.answered_at is not None
    version = times_corrected(earlier)
    if is_question:
        version = times_written(request.actor, row.case, row)

    def act(form: Any) -> str:
        cleaned = form.cleaned_data
        actions.correct_record(
            by=request.actor,
            record=row,
            version=cleaned["version"],
            said={name: cleaned[name] for name in columns if name in cleaned},
            reason=cleaned["why"],
        )
        return _("Rettelsen er gemt. Det tidligere er bevaret.")

    def history(form: Any) -> Fields:
        for name, changes in earlier.items():
            if field := form.fields.get(UNDER.get(name, name)):  # not those of an answer
                field.earlier = changes
        return {"row": row}

    def told() -> list[tuple[str, str]]:
        said = [(_("Svaret fra %s") % row.authority, row.answer)] if answered else []
        return [*_last_corrected(request, row), *said]

    return case_form(
        row.case,
        heading=heading,
        button=_("Gem rettelsen"),
        lead=f"{_written(row)} {more}",
        make=make,
        act=act,
        template=template,
        initial={**(stored or {name: getattr(row, name) for name in columns}), "version": version},
        # An answer is an answer to the words it was given for: they are not changed unseen.
        decides=answered,
        draft=Place(f"case-{row._meta.model_name}-correct", row.pk),
        context=history,
        told=told,
        target=target,
    )


def _written(row: Any) -> str:
    said = {"who": row.by_name, "when": format_datetime(row.at)}
    return _("Skrevet af %(who)s %(when)s. Det tidligere bevares.") % said


def _last_corrected(request: PortalRequest, row: Any) -> list[tuple[str, str]]:
    now = earlier_of_records(request.actor, row.case).get(str(row.pk), {})
    return last_correction(chain.from_iterable(now.values()))
