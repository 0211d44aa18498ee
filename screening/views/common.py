"""What several pages share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.forms import Textarea
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from screening.engine.definition import Definition, Indicator
from screening.models import Screening
from screening.models.subject import note_form
from screening.policies import calls_for_health, check_can_answer
from screening.queries.dossier import Dossier
from stopext.access import clock
from stopext.access.declare import PortalRequest
from stopext.access.errors import Refused
from stopext.web.dates import format_datetime
from stopext.web.form_page import FormPage, Instead


@dataclass(frozen=True, slots=True)
class Signs:
    """Critical signs that are clearly present: those to read about now, and all of them."""

    unread: list[Indicator]
    health: list[Indicator]
    """Those of ``unread`` that ask for a doctor, and ``police`` the rest."""
    police: list[Indicator]
    any_health: bool
    any_police: bool

    @property
    def keys(self) -> str:
        """What somebody who confirms has read about."""
        return " ".join(indicator.key for indicator in self.unread)


def read_signs(form: Definition, present: Iterable[str], unread: Iterable[str]) -> Signs:
    """Signs by key, told apart by whom they call for."""
    new = [form.indicator(key) for key in unread]
    health = [indicator for indicator in new if calls_for_health(form, indicator)]
    calls = {calls_for_health(form, form.indicator(key)) for key in present}
    return Signs(
        unread=new,
        health=health,
        police=[indicator for indicator in new if indicator not in health],
        any_health=True in calls,
        any_police=False in calls,
    )


def trail(screening: Screening, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Breadcrumbs down to a page of this screening."""
    return [
        (_("Vurderinger"), reverse("screening:list")),
        (screening.reference, reverse("screening:show", args=[screening.pk])),
        *more,
    ]


def page(
    request: PortalRequest, template: str, dossier: Dossier, *, status: int = 200, **context: Any
) -> HttpResponse:
    """Draw a page of one screening; the banner about critical answers is on each of them."""
    mine = dossier.mine
    base = {
        "dossier": dossier,
        "screening": dossier.screening,
        "mine": mine,
        "signs": read_signs(
            dossier.form,
            mine.clear_signs() if mine else (),
            mine.unread_signs() if mine else (),
        ),
        "signs_read": mine.read_acknowledged() if mine else [],
        "signs_changed": mine.changed_signs() if mine else (),
        "breadcrumbs": trail(dossier.screening),
    }
    return render(request, f"screening/{template}.html", base | context, status=status)


def form_page(dossier: Dossier, *crumbs: tuple[str, str], **own: Any) -> FormPage:
    """A form about one screening, drawn as its other pages are; ``crumbs`` lead to it.

    ``own`` is what :class:`FormPage` asks of each form.
    """

    def draw(request: PortalRequest, template: str, context: Any, status: int) -> HttpResponse:
        more = {"breadcrumbs": trail(dossier.screening, *crumbs)}
        return page(request, template, dossier, status=status, **{**context, **more})

    return FormPage(draw=draw, **own)


def rating_page(dossier: Dossier, *crumbs: tuple[str, str], **own: Any) -> FormPage:
    """A form that a rater writes in: it is kept in her rating while she writes.

    Somebody who may not answer does not see it (:func:`turned_away`); somebody who could when she
    opened it sees what she has written, and where it can go.
    """
    closed = reason_not_to(check_can_answer, dossier)
    if closed:
        own["back_url"] = reverse("screening:show", args=[dossier.screening.pk])
    return form_page(
        dossier,
        *crumbs,
        closed=closed,
        told=lambda: _saved_by_another(dossier),
        instead=lambda form: as_addendum(dossier, form) or _as_note(dossier, form),
        **own,
    )


def _saved_by_another(dossier: Dossier) -> list[tuple[Any, Any]]:
    """Who answers now, and when she took over or saved, for the one who answered before."""
    if dossier.mine is None or dossier.is_rater:
        return []
    return [(_("Senest gemt"), who_and_when(dossier.mine.rater_name, dossier.mine.saved_at))]


def who_and_when(who: str, when: datetime) -> str:
    """Who saved something, for who is overtaken by it."""
    return _("%(when)s af %(who)s") % {"when": format_datetime(when, clock.now()), "who": who}


def turned_away(request: PortalRequest, dossier: Dossier) -> HttpResponse | None:
    """Who may not answer, perhaps no longer, and has sent nothing: the overview, which she may open
    and which says who answers now, with the reason. None when she may answer or has sent."""
    if dossier.writing:
        return None
    try:
        check_can_answer(dossier)
    except Refused as reason:
        messages.warning(request, str(reason))
        return redirect("screening:show", dossier.screening.pk)
    return None


def reason_not_to(check: Callable[[Dossier], None], dossier: Dossier) -> str:
    """Why what was sent cannot be done any more; empty when it can. Raises when nothing was sent:
    then there is no text to show."""
    try:
        check(dossier)
    except Refused as reason:
        if not dossier.writing:
            raise
        return str(reason)
    return ""


def as_addendum(dossier: Dossier, form: Any) -> Instead | None:
    """The way for a text that came too late, when the actor may add to what is locked."""
    if not dossier.can_add:
        return None
    address = reverse("screening:add", args=[dossier.screening.pk])
    return Instead(_("Gem min tekst som tilføjelse"), address, _words(form))


def _as_note(dossier: Dossier, form: Any) -> Instead | None:
    """The way for the text of who was taken over from: the colleague's answers are not hers to
    change, so it is kept beside them, where the colleague reads it."""
    place = note_form(dossier.actor, dossier.screening.subject_id)
    words = _words(form)
    if place is None or not words["text"]:
        return None
    address, more = place
    return Instead(_("Gem min tekst som notat på sagen"), address, {**more, **words})


def _words(form: Any) -> dict[str, Any]:
    """Everything that was written in the long fields, each under its question, as one text."""
    words = [
        f"{each.about or each.label}\n{each.value()}"
        for each in form
        if isinstance(each.field.widget, Textarea) and each.value()
    ]
    return {"text": "\n\n".join(words), "idempotency_key": uuid4()}
