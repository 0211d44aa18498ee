"""A review between two municipalities: ask, take on, write, send, answer, end, and read."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from knowledge.plans.revisions import with_earlier
from knowledge.readiness import actions
from knowledge.readiness.alike import proposals
from knowledge.readiness.choices import OVERALL, State
from knowledge.readiness.forms import AskForm, RemarksForm, ReplyForm, ResponseForm, said_in
from knowledge.readiness.models import Remark, Review, ReviewCopy
from knowledge.readiness.policies import OPEN, USUAL_DAYS
from knowledge.readiness.result import blocks
from knowledge.readiness.reviews import reply_of, state_of
from knowledge.readiness.views.common import (
    WRITE,
    crumbs,
    form_page,
    get_assessment,
    get_review,
    url_of,
)
from stopext.access import clock
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission
from stopext.accounts.forms import ConfirmForm
from stopext.accounts.models import Authority
from stopext.web.form_page import Done, Place, answer


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def ask(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Ask one other municipality, proposed by likeness."""
    row = get_assessment(request.actor, pk, is_locked=True)
    near, others = proposals(request.actor.authority_id)

    def act(form: Any) -> Done:
        said = form.cleaned_data
        made = actions.ask(
            by=request.actor,
            assessment=row,
            reviewer=Authority.objects.get(pk=said["reviewer"]),
            message=said["message"],
            until=said["readable_until"],
        )
        told = _("%s er spurgt. Er der en tovholder eller leder i portalen, får de besked.")
        return Done(url_of(made), told % made.reviewer.name)

    page = form_page(
        row,
        heading=_("Bed om gennemgang"),
        button=_("Spørg kommunen"),
        template="readiness/ask.html",
        make=lambda posted, initial: AskForm(
            posted,
            initial=initial,
            today=clock.today(),
            alike=[(one.code, one.name) for one in near],
            others=others,
        ),
        act=act,
        initial={"readable_until": clock.today() + timedelta(days=USUAL_DAYS)},
        draft=Place("readiness-ask", row.pk),
        context={"near": near},
    )
    return answer(request, page)


@access(Permission.EDIT_OWN_PLAN)
@require_safe
def show(request: PortalRequest, pk: UUID) -> HttpResponse:
    """What was asked, what is read, what was said, as the reader's side sees it."""
    row = get_review(request.actor, pk)
    copy = ReviewCopy.objects.for_actor(request.actor).filter(review=row).first()
    state = state_of(row)
    is_owner = row.municipality_id == request.actor.authority_id
    context = {
        "row": row,
        "reply": reply_of(row),
        "state": state,
        "is_owner": is_owner,
        "is_reviewer": not is_owner,
        "is_open": state in OPEN,
        "copy": copy,
        "blocks": blocks(row.questions, copy.answers) if copy and not is_owner else [],
        "remarks": _remarks(request, row),
        "breadcrumbs": crumbs((_("Gennemgang"), "")),
    }
    return render(request, "readiness/review.html", context)


def _remarks(request: PortalRequest, row: Review) -> list[tuple[str, str]]:
    """What is said of each theme that something is said of, overall first."""
    rows = Remark.objects.for_actor(request.actor).filter(review=row)
    said = {one.theme: one.text for one in rows if one.text.strip()}
    titles = {OVERALL: _("Samlet bemærkning")}
    titles |= {one.code: one.title for one in row.questions.themes}
    return [(title, said[code]) for code, title in titles.items() if code in said]


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def reply(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Take it on, or say no with a reason."""
    row = get_review(request.actor, pk, reviewer_id=request.actor.authority_id)

    def act(form: Any) -> str:
        said = form.cleaned_data
        accepts = said["accepts"] == "yes"
        actions.reply(by=request.actor, review=row, accepts=accepts, reason=said["reason"])
        return _("Jeres svar er sendt.")

    page = form_page(
        row,
        heading=_("Svar på anmodningen"),
        lead=_("%s beder om jeres blik på sin selvvurdering.") % row.municipality.name,
        button=_("Send svaret"),
        make=ReplyForm,
        act=act,
        draft=Place("readiness-reply", row.pk),
        closed=_closed(row, State.ASKED),
    )
    return _led_away(request, row, page) or answer(request, page)


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def remarks(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Write about each theme beside what was read; kept while it is written, read once sent."""
    row = get_review(request.actor, pk, reviewer_id=request.actor.authority_id)
    questions = row.questions
    rows = Remark.objects.for_actor(request.actor).filter(review=row)
    codes = [*(one.code for one in questions.themes), OVERALL]

    def stored() -> dict[str, Any]:
        found = list(rows.all())
        texts = {one.theme: one.text for one in found}
        return {**texts, "version": sum(one.edits for one in found)}

    def save(form: Any) -> dict[str, Any]:
        version = form.cleaned_data["version"]
        actions.remark(by=request.actor, review=row, version=version, said=said_in(form, codes))
        return stored()

    def act(form: Any) -> str:
        save(form)
        if "send" not in request.POST:
            return _("Bemærkningerne er gemt. De er ikke sendt.")
        actions.send(by=request.actor, review=row)
        return _("Bemærkningerne er sendt til %s.") % row.municipality.name

    page = form_page(
        row,
        heading=_("Skriv bemærkninger"),
        lead=_("%s læser dem først, når I sender.") % row.municipality.name,
        button=_("Gem uden at sende"),
        saves_to=request.path,
        template="readiness/remarks.html",
        make=lambda posted, initial: RemarksForm(posted, initial=initial, questions=questions),
        act=act,
        keep=save,
        initial=stored(),
        deciding="send",
        closed=_closed(row, State.ACCEPTED),
    )
    about = {one.pk: one.theme for one in rows}
    page = with_earlier(page, request.actor, *rows, named=lambda one, _column: about[one.row_id])
    return _led_away(request, row, page) or answer(request, page)


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def respond(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Answer the remarks."""
    row = get_review(request.actor, pk, municipality_id=request.actor.authority_id)

    def act(form: Any) -> str:
        actions.respond(by=request.actor, review=row, text=form.cleaned_data["text"])
        return _("Svaret er sendt.")

    page = form_page(
        row,
        heading=_("Svar på bemærkningerne"),
        button=_("Send svaret"),
        make=ResponseForm,
        act=act,
        draft=Place("readiness-respond", row.pk),
        closed=_closed(row, State.SENT),
    )
    return _led_away(request, row, page) or answer(request, page)


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def end(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Ask, then end it from the reader's side."""
    row = get_review(request.actor, pk)

    def act(_form: Any) -> str:
        actions.end(by=request.actor, review=row)
        return _("Gennemgangen er afsluttet.")

    question = _(
        "Skal gennemgangen afsluttes? Den anden kommune kan ikke læse selvvurderingen længere."
        " Begge beholder, hvad de har skrevet."
    )
    page = form_page(
        row,
        heading=_("Afslut gennemgangen"),
        button=_("Afslut gennemgangen"),
        template="readiness/confirm.html",
        make=ConfirmForm,
        act=act,
        context={"question": question},
    )
    return answer(request, page)


def _closed(row: Review, *states: State) -> str:
    state = state_of(row)
    return (
        "" if state in states else _("Gennemgangen er et andet sted nu: %s.") % state.label.lower()
    )


def _led_away(request: PortalRequest, row: Review, page: Any) -> HttpResponse | None:
    """Who opens a form whose time is over is led to what is there instead."""
    if page.closed and request.method != "POST":
        return HttpResponseRedirect(url_of(row))
    return None
