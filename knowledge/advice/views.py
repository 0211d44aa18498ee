"""Advice between a municipality and the centre: the list, a thread, and what is done with it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge.advice import actions
from knowledge.advice.choices import OPEN, Status
from knowledge.advice.forms import AskForm, CorrectForm, DraftForm, ReplyForm
from knowledge.advice.models import Message, Thread
from knowledge.advice.policies import correction_fault, side_of
from knowledge.plans.models import Plan
from knowledge.plans.outline import outline
from knowledge.plans.views.public import with_parts
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission
from stopext.access.scoping import unscoped
from stopext.web.form_page import Done, FormPage, Place, answer
from stopext.web.pagination import paginate

WRITE = ["GET", "HEAD", "POST"]
FORM = "knowledge/advice/form.html"


@access(Permission.TAKE_ADVICE)
@require_safe
def threads(request: PortalRequest) -> HttpResponse:
    """The threads of one's municipality, or all of them for advisers, the newest first."""
    wanted = request.GET.get("status", "")
    rows = Thread.objects.for_actor(request.actor).select_related("municipality")
    if wanted in Status.values:
        rows = rows.filter(status=wanted)
    elif wanted != "alle":
        rows, wanted = rows.filter(status__in=OPEN), ""
    page = paginate(
        rows,
        ordering=("-changed_at", "-id"),
        cursor=request.GET.get("cursor"),
        scope=f"advice {request.actor.authority_id} {wanted}",
    )
    context = {
        "page": page,
        "wanted": wanted,
        "choices": [("", _("Åbne")), *Status.choices, ("alle", _("Alle"))],
        "guides": _guides(request),
        "breadcrumbs": _crumbs(),
    }
    return render(request, "knowledge/advice/threads.html", context)


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def ask(request: PortalRequest) -> HttpResponse:
    """A new question to the centre's advisers."""

    def act(form: Any) -> Done:
        said = form.cleaned_data
        names = ("subject", "about", "text", "numbers_known")
        made = actions.ask(by=request.actor, **{name: said[name] for name in names})
        return Done(made.get_absolute_url(), _("Spørgsmålet er sendt til centerets rådgivere."))

    place = Place("advice-ask", request.actor.membership_id)
    about = request.GET.get("afsnit", "")
    page = _page(
        _("Bed om sparring"),
        button=_("Send til centeret"),
        make=AskForm,
        act=act,
        draft=place,
        back_url=reverse("advice:threads"),
        initial={"about": about},
        lead=_("Spørg centerets rådgivere om jeres plan. Svaret kommer her, og I får besked."),
    )
    return answer(request, page)


@access(Permission.TAKE_ADVICE)
@require_http_methods(WRITE)
def thread(request: PortalRequest, pk: UUID) -> HttpResponse:
    """A thread with what was written, and the way to write more."""
    row = _thread(request, pk)

    def act(form: Any) -> Done:
        said = form.cleaned_data
        names = ("text", "seen", "numbers_known")
        actions.reply(by=request.actor, pk=pk, **{name: said[name] for name in names})
        return Done(row.get_absolute_url(), _("Beskeden er sendt."))

    page = _page(
        row.subject,
        button=_("Send"),
        template="knowledge/advice/thread.html",
        make=ReplyForm,
        act=act,
        draft=Place("advice-reply", pk),
        back_url=reverse("advice:threads"),
        initial={"seen": row.edits},
        context=_shown(request, row),
    )
    return answer(request, page)


def _shown(request: PortalRequest, row: Thread) -> dict[str, Any]:
    side = side_of(request.actor)
    lines = list(row.messages.all())
    is_hers = row.adviser_id == request.actor.user_id
    has_draft = row.draft_is_open and _draft_shown(row).exists()
    return {
        "thread": row,
        "lines": [(line, not correction_fault(request.actor, line)) for line in lines],
        "unread": sum(line.side != side and line.read_at is None for line in lines),
        "guides": _guides(request),
        "is_hers": is_hers,
        "has_draft": has_draft,
        "no_draft": row.draft_is_open and not has_draft and (is_hers or not _guides(request)),
        "can_write": not row.is_closed and (is_hers or not _guides(request)),
    }


@access(Permission.TAKE_ADVICE)
@require_http_methods(WRITE)
def correct(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Correct one's own message."""
    rows = Message.objects.for_actor(request.actor).select_related("thread")
    row = rows.filter(pk=pk, by_user=request.actor.user_id).first()
    if row is None:
        raise Http404

    def act(form: Any) -> str:
        said = form.cleaned_data
        names = ("text", "version", "numbers_known")
        actions.correct(by=request.actor, pk=pk, **{name: said[name] for name in names})
        return _("Beskeden er rettet.")

    page = _page(
        _("Ret din besked"),
        button=_("Gem rettelsen"),
        make=CorrectForm,
        act=act,
        draft=Place("advice-correct", pk),
        back_url=row.thread.get_absolute_url(),
        initial={"text": row.text, "version": row.edits},
        closed=correction_fault(request.actor, row),
        lead=_("Modparten har ikke kvitteret endnu. Det, du skrev først, kan stadig ses."),
        inside=row.thread,
    )
    return answer(request, page)


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def open_draft(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Let the adviser read the draft, or no longer."""
    row = _thread(request, pk)

    def act(form: Any) -> str:
        until = form.cleaned_data["until"]
        actions.open_draft(by=request.actor, pk=pk, until=until)
        if until is None:
            return _("Rådgiveren kan ikke læse kladden.")
        return _("Rådgiveren kan læse kladden til og med den dag.")

    page = _page(
        _("Lad rådgiveren læse kladden"),
        button=_("Gem"),
        make=DraftForm,
        act=act,
        back_url=row.get_absolute_url(),
        initial={"until": row.draft_until},
        closed=_("Sparringen er lukket.") if row.is_closed else "",
        lead=_(
            "Kun den rådgiver, der har taget sparringen, kan læse kladden, og kun så længe I siger."
            " Hun ser afsnit, mål, handlinger, indikatorer og action cards, men ikke opgaver,"
            " kontaktpersoner og interne noter. I kan altid fortryde."
            " Tilladelsen slutter også, når kladden vedtages eller kasseres."
        ),
        inside=row,
    )
    return answer(request, page)


@access(Permission.GUIDE_MUNICIPALITIES)
@require_safe
def draft(request: PortalRequest, pk: UUID) -> HttpResponse:
    """A municipality's draft, as far as it lets the adviser read it."""
    row = _thread(request, pk)
    found = None
    if row.draft_is_open and row.adviser_id == request.actor.user_id:
        found = with_parts(_draft_shown(row)).first()
    if found is None:
        messages.info(request, _("Kommunen har ingen kladde, som du må læse."))
        return HttpResponseRedirect(row.get_absolute_url())
    crumbs = [*_crumbs(row)[:-1], (row.subject, row.get_absolute_url()), (_("Kladden"), "")]
    context = {"thread": row, "plan": found, "breadcrumbs": crumbs, **outline(found)}
    return render(request, "knowledge/advice/draft.html", context)


@access(Permission.GUIDE_MUNICIPALITIES)
@require_POST
def take(request: PortalRequest, pk: UUID) -> HttpResponse:
    """The adviser takes the thread."""
    row = _thread(request, pk)
    if row.is_closed:
        messages.warning(request, _("Kommunen har lukket sparringen imens."))
    else:
        actions.take(by=request.actor, pk=pk)
        messages.success(request, _("Du har taget sparringen. Kommunen kan se, at det er dig."))
    return HttpResponseRedirect(row.get_absolute_url())


@access(Permission.TAKE_ADVICE)
@require_POST
def read(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Say that one has read what the other side wrote."""
    row = _thread(request, pk)
    seen = request.POST.get("seen", "")
    number = actions.mark_read(by=request.actor, pk=pk, seen=int(seen) if seen.isdecimal() else 0)
    if number:
        messages.success(request, _("Modparten kan se, at du har læst det."))
    return HttpResponseRedirect(row.get_absolute_url())


@access(Permission.EDIT_OWN_PLAN)
@require_POST
def close(request: PortalRequest, pk: UUID) -> HttpResponse:
    """The municipality needs no more."""
    row = _thread(request, pk)
    actions.close(by=request.actor, pk=pk)
    messages.success(request, _("Sparringen er lukket. Rådgiveren kan ikke læse kladden mere."))
    return HttpResponseRedirect(row.get_absolute_url())


@access(Permission.EDIT_OWN_PLAN)
@require_POST
def reopen(request: PortalRequest, pk: UUID) -> HttpResponse:
    """The municipality goes on."""
    row = _thread(request, pk)
    actions.reopen(by=request.actor, pk=pk)
    messages.success(request, _("Sparringen er åben igen."))
    return HttpResponseRedirect(row.get_absolute_url())


def _draft_shown(row: Thread) -> Any:
    """The draft that the thread is about, if the reader may see it. The database opens it to the
    adviser of a thread that says so, and to its own municipality."""
    rows = unscoped(Plan, reason="the database asks the thread whether she may read it")
    return rows.filter(municipality_id=row.municipality_id, is_public=False)


def _thread(request: PortalRequest, pk: UUID) -> Thread:
    rows = Thread.objects.for_actor(request.actor).select_related("municipality")
    row: Thread | None = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _guides(request: PortalRequest) -> bool:
    return request.actor.can(Permission.GUIDE_MUNICIPALITIES)


def _crumbs(row: Thread | None = None, here: str = "") -> list[tuple[str, str]]:
    way = [(_("Forside"), "/"), (_("Sparring"), reverse("advice:threads") if here or row else "")]
    if row is not None:
        way.append((row.subject, row.get_absolute_url() if here else ""))
    return [*way, (here, "")] if here else way


def _page(
    heading: str,
    *,
    button: str,
    lead: str = "",
    template: str = FORM,
    draft: Place | None = None,
    inside: Thread | None = None,
    context: dict[str, Any] | None = None,
    **own: Any,
) -> FormPage:
    more = {
        "heading": heading,
        "lead": lead,
        "button": button,
        "saves_to": reverse("web:autosave", args=[draft.form, draft.key]) if draft else "",
        "breadcrumbs": _crumbs(inside, heading),
        **(context or {}),
    }
    return FormPage(template=template, draft=draft, context=lambda _form: more, **own)
