"""The pages of who is asked: by a link without log-in, or as a colleague.

Opening a page changes nothing, whoever opens it. A link is its own proof, as a password is: nothing
of the browser's is asked for, so a form needs no token against other sites, and works where the
browser says nothing of where it comes from (``no-referrer``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID, uuid5

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from knowledge.hearings import actions, guests
from knowledge.hearings.forms import AnswerForm
from knowledge.hearings.frozen import heading_of, part_of
from knowledge.hearings.guests import Asked, Guest
from knowledge.hearings.views.common import WRITE, form_page
from stopext.access.declare import LOGIN, PortalRequest, access
from stopext.access.roles import Permission
from stopext.notifications.actions import mark_read
from stopext.web import keeping
from stopext.web.form_page import Done, Place, answer
from stopext.web.forms import Form
from stopext.web.models import Draft

GONE = 410
#: The name of the form in which a colleague answers.
FORM = "hearing-answer"


@dataclass(frozen=True, slots=True)
class Visit:
    """One look of a guest: who she is, what she is asked, and where her pages are."""

    guest: Guest
    asked: Asked

    def address(self, page: str = "", *args: object) -> str:
        """One of her pages: the first, or ``answer``, ``send``, ``receipt``."""
        side = "outside" if self.guest.secret else "inside"
        key = self.guest.secret or self.guest.invitation
        return reverse(f"hearings:{side}{page and f'_{page}'}", args=[key, *args])


@dataclass(frozen=True, slots=True)
class Written:
    """Words of a guest in a hearing that is over; of which part is not told any more."""

    is_whole: bool
    is_sent: bool
    text: str


Page = Callable[..., HttpResponse]


def _outside(view: Page) -> Page:
    @csrf_exempt
    @wraps(view)
    def opened(request: HttpRequest, secret: str, **more: Any) -> HttpResponse:
        return _led(request, view, Guest(secret=secret), **more)

    return access(LOGIN)(opened)


def _inside(view: Page) -> Page:
    @wraps(view)
    def opened(request: HttpRequest, pk: UUID, **more: Any) -> HttpResponse:
        return _led(request, view, Guest(invitation=pk), **more)

    return access(Permission.VIEW_OWN_PLAN)(opened)


def _led(request: HttpRequest, view: Page, guest: Guest, **more: Any) -> HttpResponse:
    asked = guests.read(guest)
    if asked is None:
        if guest.secret:
            return render(request, "hearings/unknown.html", status=404)
        raise Http404
    if asked.is_open or request.method == "POST":
        return view(request, Visit(guest, asked), **more)
    context = {"asked": asked, "written": _written(request, guest, asked)}
    return render(request, "hearings/ended.html", context, status=GONE)


def _written(request: Any, guest: Guest, asked: Asked) -> list[Written]:
    """Her own words when it is over: what was sent, what was not, and of a colleague also what
    stood in a field that she never saved."""
    typed = {} if guest.secret else _typed(request, asked)
    found = []
    for key in asked.places:
        sent, kept = asked.sent.get(key), asked.drafts.get(key)
        texts = [*(said.text for said in (sent, kept) if said), *typed.get(key, [])]
        for text in dict.fromkeys(filter(None, texts)):
            is_sent = sent is not None and text == sent.text
            found.append(Written(key == asked.hearing, is_sent, text))
    return found


def _typed(request: PortalRequest, asked: Asked) -> dict[UUID, list[str]]:
    """By part. One query."""
    keys = {_place_of(asked, part).key: part for part in asked.places}
    rows = Draft.objects.for_actor(request.actor).filter(form=FORM, object_id__in=keys)
    return {keys[row.object_id]: row.fields.get("text", []) for row in rows}


@require_safe
def _front(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The frozen version, what is asked, and what she has said so far."""
    asked = visit.asked
    lines = [_line(visit, UUID(part["key"]), part) for part in asked.parts]
    context = {
        "asked": asked,
        "overall": _line(visit, asked.hearing, None),
        "lines": lines,
        "send_url": visit.address("send"),
        "receipt_url": visit.address("receipt"),
        "breadcrumbs": _crumbs(visit),
    }
    return render(request, "hearings/guest.html", context)


def _line(visit: Visit, key: Any, part: Any) -> dict[str, Any]:
    asked = visit.asked
    return {
        "part": part,
        "said": asked.said(key),
        "is_draft": key in asked.drafts,
        "url": visit.address("answer", key),
    }


@require_http_methods(WRITE)
def _answer(request: PortalRequest, visit: Visit, part: UUID) -> HttpResponse:
    """Write of one part, or of all of it; it is kept and not sent."""
    asked = visit.asked
    shown = part_of(asked.parts, part)
    if asked.is_open and shown is None and part != asked.hearing:
        raise Http404
    initial = _stored(asked, part)

    def keep(form: Any) -> dict[str, Any]:
        actions.keep(
            guest=visit.guest,
            asked=asked,
            part=part,
            version=form.cleaned_data["version"],
            text=form.cleaned_data["text"],
        )
        return _stored(guests.read(visit.guest) or asked, part)

    def act(form: Any) -> Done:
        keep(form)
        return Done(
            f"{visit.address()}#del-{part}", _("Svaret er gemt. Husk at sende det til sidst.")
        )

    # Who comes by a link has no place of her own: what she is writing is kept as the answer itself,
    # unsent. A colleague's is a draft, and the answer is kept when she says so.
    by_link = bool(visit.guest.secret)
    if by_link and asked.is_open and keeping.is_asked(request.POST):
        return keeping.keep(None, request.POST, AnswerForm, initial, keep)
    unsent = asked.drafts.get(part)
    own = {"saves_to": request.path, "saved_at": unsent.at if unsent else None} if by_link else {}
    page = form_page(
        heading=heading_of(asked.parts, part) if asked.is_open else _("Dit svar"),
        button=_("Gem svaret"),
        breadcrumbs=_crumbs(visit, _("Dit svar")),
        make=AnswerForm,
        act=act,
        closed="" if asked.is_open else _ended(asked),
        initial=initial,
        back_url=f"{visit.address()}#del-{part}" if asked.is_open else visit.address(),
        draft=None if by_link else _place_of(asked, part),
        more={"frozen": shown, "asked": asked, **own},
    )
    return answer(request, page)


def _stored(asked: Asked, part: UUID) -> dict[str, Any]:
    """What the form of a part holds."""
    said = asked.said(part)
    return {"text": said.text if said else "", "version": said.edits if said else 0}


def _place_of(asked: Asked, part: UUID) -> Place:
    """Where what a colleague is writing of a part is kept."""
    return Place(FORM, uuid5(asked.id, str(part)))


@require_http_methods(WRITE)
def _send(request: PortalRequest, visit: Visit) -> HttpResponse:
    """Ask, then send what is written."""
    asked = visit.asked

    def act(_form: Any) -> Done:
        actions.send(guest=visit.guest, asked=asked)
        if visit.guest.invitation and asked.drafts:
            mark_read(by=request.actor, about=visit.guest.invitation)
        return Done(visit.address("receipt"))

    page = form_page(
        heading=_("Send dit svar"),
        button=_("Send svaret"),
        breadcrumbs=_crumbs(visit, _("Send dit svar")),
        template="hearings/guest_send.html",
        make=Form,
        act=act,
        closed="" if asked.is_open else _ended(asked),
        back_url=visit.address(),
        more={"asked": asked, "drafts": _named(asked, asked.drafts)},
    )
    return answer(request, page)


@require_safe
def _receipt(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What was sent, and when."""
    asked = visit.asked
    context = {
        "asked": asked,
        "sent": _named(asked, asked.sent),
        "back_url": visit.address(),
        "breadcrumbs": _crumbs(visit, _("Kvittering")),
    }
    return render(request, "hearings/receipt.html", context)


def _named(asked: Asked, said: Any) -> list[tuple[str, Any]]:
    """What was said with what it is about: of all of it first, then in the order of the plan."""
    return [(heading_of(asked.parts, key), said[key]) for key in asked.places if key in said]


def _ended(asked: Asked) -> str:
    told = _("Høringen er slut, så svaret kan ikke gemmes. Kopiér din tekst, og spørg %s.")
    return told % asked.contact


def _crumbs(visit: Visit, here: str = "") -> list[tuple[str, str]]:
    if visit.guest.secret:  # the portal around it is not hers
        return [(visit.asked.title, visit.address()), (here, "")] if here else []
    way = [(_("Forside"), "/"), (_("Jeres plan"), reverse("knowledge:own_plan"))]
    if not here:
        return [*way, (_("Høring"), "")]
    return [*way, (_("Høring"), visit.address()), (here, "")]


outside, inside = _outside(_front), _inside(_front)
outside_answer, inside_answer = _outside(_answer), _inside(_answer)
outside_send, inside_send = _outside(_send), _inside(_send)
outside_receipt, inside_receipt = _outside(_receipt), _inside(_receipt)
