"""Answer: one domain per page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
from screening.engine.definition import Definition, Indicator
from screening.engine.pages import Page, after, find, newly_asked, pages_of
from screening.forms.answering import DomainForm, initial_of
from screening.models import Rating
from screening.models.subject import about
from screening.queries.dossier import Dossier, get_dossier
from screening.views.common import rating_page, turned_away
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
    if away := turned_away(request, dossier):
        return away
    before = dossier.mine.read_answers() if dossier.mine else {}
    pages = pages_of(dossier.form, before)
    current = find(pages, domain)
    if current is None:
        raise Http404
    part = _Part(request, dossier, pages, current, before)
    page = rating_page(
        dossier,
        (current.domain.title, ""),
        template="answer",
        back_url=_address(pk, domain),
        make=part.make,
        act=lambda form: part.onwards(part.save(form).read_answers()),
        keep=lambda form: part.stored(part.save(form)),
        initial=part.stored(dossier.mine),
        context=lambda _form: part.context(),
    )
    return answer(request, page)


@dataclass(frozen=True, slots=True)
class _Part:
    """One domain's questions in front of its rater, with what she had answered before."""

    request: PortalRequest
    dossier: Dossier
    pages: Sequence[Page]
    current: Page
    before: Answers

    @property
    def asked(self) -> list[Indicator]:
        shown = {row.key for row in (*self.current.indicators, *self.current.closed)}
        return [row for row in self.current.domain.indicators if row.key in shown]

    def make(self, posted: Any, initial: Any) -> DomainForm:
        return DomainForm(
            self.dossier.form,
            self.asked,
            posted,
            today=clock.today(),
            closed=[indicator.key for indicator in self.current.closed],
            initial=initial,
            lacks=self._lacks(),
        )

    def save(self, form: Any) -> Rating:
        return actions.save_section(
            by=self.request.actor,
            screening=self.dossier.screening,
            answers=form.answers,
            version=form.cleaned_data["version"],
        )

    def stored(self, rating: Rating | None) -> dict[str, Any]:
        said = rating.read_answers() if rating else {}
        return {**initial_of(said, self.asked), "version": rating.version if rating else 0}

    def context(self) -> dict[str, Any]:
        mine, number = self.dossier.mine, self.current.number
        subject = about(self.request.actor, self.dossier.screening.subject_id)
        return {
            "current": self.current,
            "pages": self.pages,
            "previous": next((page for page in self.pages if page.number == number - 1), None),
            "keys": _keys(self.dossier.form),
            "stored_at": mine.saved_at if mine else None,
            "subject_url": subject.address,
        }

    def onwards(self, now: Answers) -> Done:
        """Questions the answers have opened, then the next part, then the judgement."""
        pk, key = self.dossier.screening.pk, self.current.domain.key
        opened = newly_asked(self.dossier.form, self.current, self.before, now)
        if opened:
            told = _("Dit svar åbner nye spørgsmål på siden. Svar også på dem.")
            messages.info(self.request, told)
            return Done(f"{_address(pk, key)}#{opened[0]}")
        following = after(pages_of(self.dossier.form, now), key)
        if "stop" in self.request.POST:
            return Done(reverse("screening:show", args=[pk]))
        if following is None:
            return Done(reverse("screening:judge", args=[pk]))
        return Done(_address(pk, following.domain.key))

    def _lacks(self) -> dict[str, str]:
        """What the questions lack; nothing on a page that nobody has sent yet."""
        if not any(indicator.key in self.before for indicator in self.current.indicators):
            return {}
        return answer_lacks(gaps(self.dossier.form, self.before))


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


def _address(pk: UUID, domain: str) -> str:
    return reverse("screening:answer", args=[pk, domain])
