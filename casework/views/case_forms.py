"""What every form about a case has in common beside being a form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.forms import Textarea
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.models import Case
from casework.policies import Deed, may
from casework.queries.changed import last_change, last_move
from casework.rules.codes import NoteKind
from casework.views.case_lookup import crumbs
from stopext.access.actor import Actor
from stopext.web.form_page import Fields, FormPage, Instead

FORM_TEMPLATE = "casework/case/form.html"


def case_form(
    case: Case,
    *,
    heading: str,
    button: str,
    lead: str = "",
    template: str = FORM_TEMPLATE,
    target: str = "",
    context: Callable[[Any], Fields] = lambda _form: {},
    told: Callable[[], list[tuple[Any, Any]]] | None = None,
    **own: Any,
) -> FormPage:
    """A form page within a case; it leads back to the case unless ``target`` says otherwise. Who is
    overtaken is told by whom and when, unless the form tells (``told``) more of its own; in a case
    that has ended also who ended it.

    ``own`` is what :class:`FormPage` asks of each form.
    """

    def frame(form: Any) -> Fields:
        return {
            "case": case,
            "heading": heading,
            "lead": lead,
            "button": button,
            "breadcrumbs": crumbs(case, heading),
            **context(form),
        }

    ways = getattr(case, "ways_out", ()) if case.ended else ()

    def stands() -> list[tuple[Any, Any]]:
        return [*(last_move(case) if ways else ()), *(told() if told else last_change(case))]

    return FormPage(
        template=template,
        back_url=target or reverse("casework:case", args=[case.pk]),
        context=frame,
        told=stands,
        ways=ways,
        **own,
    )


def in_full(form: Any) -> str:
    """Everything that was written in a form's long fields, each under its label."""
    written = [each for each in form if isinstance(each.field.widget, Textarea) and each.value()]
    return "\n\n".join(f"{each.label}\n{each.value()}" for each in written)


def as_note(actor: Actor, case: Case, text: str) -> Instead | None:
    """Keep a text as a note of the case, when the place it was meant for is taken and she may still
    write in the case, as it is now."""
    now = Case.objects.for_actor(actor).filter(pk=case.pk).first()
    if now is None or not may(Deed.WORK, actor, now):
        return None
    fields = {"kind": NoteKind.INTERNAL.value, "text": text, "idempotency_key": uuid4()}
    return Instead(
        _("Gem min tekst som notat"), reverse("casework:note_add", args=[case.pk]), fields
    )
