"""Notes: write, correct for 24 hours, then add to."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework import actions
from casework.forms.notes import AddendumForm, CorrectionForm, NoteForm
from casework.models import Note
from casework.policies import Deed, may_correct
from casework.rules.codes import NoteKind
from casework.views.case_forms import case_form
from casework.views.case_lookup import get_case, get_part
from casework.views.intake_pages import INTAKE
from stopext.access import clock
from stopext.access.declare import PortalRequest, access
from stopext.access.errors import Refused
from stopext.access.roles import Permission
from stopext.web import wizard
from stopext.web.dates import format_datetime
from stopext.web.form_page import Place, answer

#: Names in an address the registration, begun and not sent, that a note takes the place of.
DRAFT = "kladde"


@access(Permission.WORK_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: PortalRequest, pk: UUID) -> HttpResponse:
    """A new note."""
    case = get_case(request, pk, Deed.WORK)

    def act(form: Any) -> str:
        cleaned = form.cleaned_data
        kind = NoteKind(cleaned["kind"])
        actions.write_note(by=request.actor, case=case, kind=kind, text=cleaned["text"])
        if (key := _draft_of(request)) is not None:
            wizard.discard(request.actor, INTAKE, key)
        return _("Notatet er gemt. Du kan rette det de næste 24 timer.")

    page = case_form(
        case,
        heading=_("Skriv notat"),
        button=_("Gem notat"),
        make=NoteForm,
        act=act,
        draft=Place("case-note", case.pk),
    )
    return answer(request, page)


@access(Permission.WORK_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PortalRequest, pk: UUID, note: UUID) -> HttpResponse:
    """Correct one's own note while it is open; a case that was closed meanwhile takes no right."""
    case = get_case(request, pk)
    row = get_part(Note, case, note, request.actor)
    if request.method != "POST":
        _require_open(request, row)

    def act(form: Any) -> str:
        cleaned = form.cleaned_data
        actions.correct_note(
            by=request.actor,
            note=row,
            version=cleaned["version"],
            text=cleaned["text"],
            kind=NoteKind(cleaned["kind"]),
        )
        return _("Notatet er rettet.")

    def theirs() -> list[tuple[Any, Any]]:
        return [(_("Hvad handler notatet om?"), row.get_kind_display()), (_("Notat"), row.text)]

    page = case_form(
        case,
        heading=_("Ret notat"),
        button=_("Gem rettelsen"),
        lead=_("Notatet låses %s.") % format_datetime(row.locks_at),
        make=CorrectionForm,
        act=act,
        initial={"kind": row.kind, "text": row.text, "version": row.version},
        draft=Place("case-note-edit", row.pk),
        told=theirs,
        target=_note_address(case.pk, row.pk),
    )
    return answer(request, page)


@access(Permission.WORK_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def addendum(request: PortalRequest, pk: UUID, note: UUID) -> HttpResponse:
    """Add to a note; the note itself stays."""
    case = get_case(request, pk)
    row = get_part(Note, case, note, request.actor)

    def act(form: Any) -> str:
        cleaned = form.cleaned_data
        actions.add_addendum(by=request.actor, note=row, text=cleaned["text"])
        return _("Tilføjelsen er gemt.")

    page = case_form(
        case,
        heading=_("Tilføj til notat"),
        button=_("Gem tilføjelsen"),
        template="casework/case/addendum.html",
        make=AddendumForm,
        act=act,
        draft=Place("case-note-add", row.pk),
        context=lambda _form: {"note": row},
    )
    return answer(request, page)


def _draft_of(request: PortalRequest) -> UUID | None:
    """The registration whose text the note takes over."""
    try:
        return UUID(request.GET.get(DRAFT, ""))
    except ValueError:
        return None


def _require_open(request: PortalRequest, row: Note) -> None:
    """Raise Refused with the reason when the note cannot be corrected by the reader."""
    if not may_correct(request.actor, row):
        raise Refused(_("Kun den, der har skrevet notatet, kan rette det."))
    if row.is_locked(clock.now()):
        raise Refused(_("Notatet er låst. Skriv en tilføjelse i stedet."))


def _note_address(case: UUID, note: UUID) -> str:
    return f"{reverse('casework:case', args=[case])}#notat-{note}"
