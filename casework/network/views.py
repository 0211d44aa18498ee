"""The network of a police district: its topics, one of them, and what is done with it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.network import actions
from casework.network.filters import TopicFilter
from casework.network.forms import CloseForm, ReplyForm, TopicForm, WithdrawForm
from casework.network.models import Post, Topic
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission
from stopext.web.form_page import Done, FormPage, Place, answer
from stopext.web.pagination import paginate

WRITE = ["GET", "HEAD", "POST"]
FORM = "casework/network/form.html"


@access(Permission.JOIN_NETWORK)
@require_safe
def topics(request: PortalRequest) -> HttpResponse:
    """The topics of one's district, where something was written last first."""
    filters = TopicFilter(request.GET, Topic.objects.for_actor(request.actor))
    page = paginate(
        filters.qs,
        ordering=("-last_at", "-id"),
        cursor=request.GET.get("cursor"),
        scope=request.path,
    )
    context = {"filters": filters, "page": page, "breadcrumbs": _crumbs()}
    return render(request, "casework/network/topics.html", context, status=filters.status)


@access(Permission.JOIN_NETWORK)
@require_http_methods(WRITE)
def begin(request: PortalRequest) -> HttpResponse:
    """A new topic."""

    def act(form: Any) -> Done:
        names = ("title", "theme", "text")
        said = {name: form.cleaned_data[name] for name in names}
        made = actions.begin(by=request.actor, **said)
        told = _("Emnet er begyndt. De andre i netværket får besked.")
        return Done(made.get_absolute_url(), told)

    page = _page(
        _("Nyt emne"),
        button=_("Begynd emnet"),
        make=TopicForm,
        act=act,
        draft=Place("network-begin", request.actor.membership_id),
        back_url=reverse("network:topics"),
        lead=_("Politiet i kredsen og tovholdere og ledere i dens kommuner kan læse det."),
    )
    return answer(request, page)


@access(Permission.JOIN_NETWORK)
@require_http_methods(WRITE)
def topic(request: PortalRequest, pk: UUID) -> HttpResponse:
    """A topic with what is written in it, and the way to write more."""
    row = _topic(request, pk)

    def act(form: Any) -> Done:
        actions.reply(by=request.actor, pk=pk, text=form.cleaned_data["text"])
        return Done(row.get_absolute_url(), _("Dit indlæg kan læses i netværket."))

    posts = Post.objects.for_actor(request.actor).filter(topic=row).select_related("authority")
    page = _page(
        str(row),
        button=_("Skriv i netværket"),
        template="casework/network/topic.html",
        make=ReplyForm,
        act=act,
        draft=Place("network-reply", pk),
        back_url=reverse("network:topics"),
        closed=str(actions.CLOSED) if row.is_closed else "",
        context={"topic": row, "posts": list(posts), "me": request.actor.user_id},
    )
    return answer(request, page)


@access(Permission.JOIN_NETWORK)
@require_http_methods(WRITE)
def close(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Close a topic with a word."""
    row = _topic(request, pk)

    def act(form: Any) -> str:
        actions.close(by=request.actor, pk=pk, word=form.cleaned_data["word"])
        return _("Emnet er lukket. Det kan stadig læses.")

    page = _page(
        _("Luk emnet"),
        button=_("Luk emnet"),
        make=CloseForm,
        act=act,
        draft=Place("network-close", pk),
        back_url=row.get_absolute_url(),
        closed=str(actions.CLOSED) if row.is_closed else "",
        lead=_("De andre i netværket kan læse, hvem der lukkede det, hvornår og hvorfor."),
        inside=row,
    )
    return answer(request, page)


@access(Permission.JOIN_NETWORK)
@require_http_methods(WRITE)
def withdraw(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Take away what one has written."""
    rows = Post.objects.for_actor(request.actor).select_related("topic")
    row = get_object_or_404(rows, pk=pk, by_user=request.actor.user_id)

    def act(form: Any) -> str:
        actions.withdraw(by=request.actor, pk=pk, reason=form.cleaned_data["reason"])
        return _("Dit indlæg er trukket tilbage, og teksten er slettet.")

    page = _page(
        _("Træk dit indlæg tilbage"),
        button=_("Træk tilbage"),
        make=WithdrawForm,
        act=act,
        draft=Place("network-withdraw", pk),
        back_url=row.topic.get_absolute_url(),
        closed=str(actions.WITHDRAWN) if row.withdrawn_at else "",
        lead=_(
            "Teksten slettes, og med emnets første indlæg også dets overskrift. De andre kan se, at"
            " du har trukket det tilbage, hvornår og hvorfor."
        ),
        inside=row.topic,
    )
    return answer(request, page)


def _topic(request: PortalRequest, pk: UUID) -> Topic:
    row: Topic = get_object_or_404(Topic.objects.for_actor(request.actor), pk=pk)
    return row


def _crumbs(row: Topic | None = None, here: str = "") -> list[tuple[str, str]]:
    way = [(_("Netværk"), reverse("network:topics") if here or row else "")]
    if row is not None:
        way.append((str(row), row.get_absolute_url()))
    return [*way, (here, "")] if here else way


def _page(
    heading: str,
    *,
    button: str,
    draft: Place,
    lead: str = "",
    template: str = FORM,
    inside: Topic | None = None,
    context: dict[str, Any] | None = None,
    **own: Any,
) -> FormPage:
    more = {
        "heading": heading,
        "lead": lead,
        "button": button,
        "saves_to": reverse("web:autosave", args=[draft.form, draft.key]),
        "breadcrumbs": _crumbs(inside, heading),
        **(context or {}),
    }
    return FormPage(template=template, draft=draft, context=lambda _form: more, **own)
