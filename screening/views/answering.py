"""Answer: one domain per page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from screening import actions
from screening.engine.answers import Answers
from screening.engine.completeness import gaps
from screening.engine.definition import Definition
from screening.engine.pages import Page, after, find, newly_asked, pages_of
from screening.forms.answering import DomainForm, initial_of
from screening.models import Rating
from screening.models.subject import about
from screening.queries.dossier import Dossier, get_dossier
from screening.views.common import rating_page
from screening.wording.labels import answer_lacks
from stopext.access import clock
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission
from stopext.web.form_page import Done, answer


@access(Permission.SCREEN)
@require_http_methods(["GET", "HEAD", "POST"])
def answer_domain(request: PortalRequest, pk: UUID, domain: str) -> HttpResponse:
    """Show and save one page of questions."""
    writing = request.method == "POST"
    dossier = get_dossier(request.actor, pk, writing=writing)
    if dossier.mine is not None and dossier.mine.is_locked and not writing:
        return redirect("screening:profile", pk)
    answers = dossier.mine.read_answers() if dossier.mine else {}
    pages = pages_of(dossier.form, answers)
    current = find(pages, domain)
    if current is None:
        raise Http404

    def save(form: Any) -> Rating:
        return actions.save_section(
            by=request.actor,
            screening=dossier.screening,
            answers=form.answers,
            version=form.cleaned_data["version"],
        )

    def act(form: Any) -> Done:
        return _onwards(request, dossier, current, answers, save(form).read_answers())

    keys = {indicator.key for indicator in (*current.indicators, *current.closed)}
    asked = [indicator for indicator in current.domain.indicators if indicator.key in keys]

    def make(posted: Any, initial: Any) -> DomainForm:
        return DomainForm(
            dossier.form,
            asked,
            posted,
            today=clock.today(),
            closed=[indicator.key for indicator in current.closed],
            initial=initial,
            lacks=_lacks(dossier.form, current, answers),
        )

    def stored(rating: Rating | None) -> dict[str, Any]:
        said = rating.read_answers() if rating else {}
        return {**initial_of(said, asked), "version": rating.version if rating else 0}

    mine = dossier.mine
    own = rating_page(
        dossier,
        (current.domain.title, ""),
        template="answer",
        back_url=_address(pk, domain),
        make=make,
        act=act,
        keep=lambda form: stored(save(form)),
        initial=stored(mine),
        context=lambda _form: {
            "current": current,
            "pages": pages,
            "previous": next((p for p in pages if p.number == current.number - 1), None),
            "keys": _keys(dossier.form),
            "stored_at": mine.saved_at if mine else None,
            "subject_url": about(request.actor, dossier.screening.subject_id).address,
        },
    )
    return answer(request, own)


def _keys(form: Definition) -> list[tuple[str, str]]:
    """What a key does, in the words of the version."""
    levels = ", ".join(form.level_labels)
    return [
        ("j / k", _("Næste eller forrige spørgsmål")),
        ("0 1 2", levels),
        ("u", _("Ved ikke")),
        ("i", _("Ikke relevant")),
        ("?", _("Vis denne hjælp")),
    ]


def _lacks(form: Definition, current: Page, answers: Answers) -> dict[str, str]:
    """What the questions lack; nothing on a page that nobody has sent yet."""
    if not any(indicator.key in answers for indicator in current.indicators):
        return {}
    return answer_lacks(gaps(form, answers))


def _onwards(
    request: PortalRequest, dossier: Dossier, current: Page, before: Answers, now: Answers
) -> Done:
    """Questions the answers have opened, then the next part, then the judgement."""
    pk, key = dossier.screening.pk, current.domain.key
    opened = newly_asked(dossier.form, current, before, now)
    if opened:
        messages.info(request, _("Dit svar åbner nye spørgsmål på siden. Svar også på dem."))
        return Done(f"{_address(pk, key)}#{opened[0]}")
    following = after(pages_of(dossier.form, now), key)
    if "stop" in request.POST:
        return Done(reverse("screening:show", args=[pk]))
    if following is None:
        return Done(reverse("screening:judge", args=[pk]))
    return Done(_address(pk, following.domain.key))


def _address(pk: UUID, domain: str) -> str:
    return reverse("screening:answer", args=[pk, domain])
