"""The list of what is new, and how often there is mail about it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission
from stopext.notifications import actions
from stopext.notifications.forms import FrequencyForm
from stopext.notifications.kinds import kinds_of
from stopext.notifications.models import Preference
from stopext.notifications.reading import in_words, own
from stopext.web.form_page import FormPage, answer
from stopext.web.pagination import paginate


@access(Permission.START)
@require_safe
def news(request: PortalRequest) -> HttpResponse:
    """Everything the reader was told in the last year and may still read, newest first."""
    page = paginate(
        own(request.actor),
        ordering=("-made_at",),
        cursor=request.GET.get("cursor"),
        scope=request.path,
    )
    lines = in_words(request.actor, page.items)
    context = {
        "page": page,
        "lines": lines,
        "unread": any(one.notice.read_at is None for one in lines),
        "kinds": [str(kind.label) for kind in kinds_of(request.actor).values()],
        "breadcrumbs": [(_("Start"), reverse("web:start")), (_("Nyt"), "")],
    }
    return render(request, "notifications/news.html", context)


@access(Permission.START)
@require_POST
def read(request: PortalRequest) -> HttpResponse:
    """Mark one notice as read, and go on to its thing when asked to; without one, mark all."""
    if "notice" not in request.POST:
        actions.mark_read(by=request.actor)
        return redirect("notifications:news")
    found = in_words(request.actor, own(request.actor).filter(pk=_key(request.POST["notice"])))
    if not found:
        raise Http404
    actions.mark_read(by=request.actor, only=found[0].notice.pk)
    return redirect(found[0].line.url if "open" in request.POST else "notifications:news")


@access(Permission.START)
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: PortalRequest) -> HttpResponse:
    """How often the reader gets mail about each kind that her role can be told."""
    kinds = kinds_of(request.actor)
    chosen = Preference.objects.for_actor(request.actor).first() or Preference()

    def make(posted: Any, initial: Any) -> FrequencyForm:
        return FrequencyForm(posted, initial=initial, kinds=kinds)

    def act(form: Any) -> str:
        said = form.cleaned_data
        actions.choose_frequencies(
            by=request.actor,
            version=said["version"],
            frequencies={name: said[name] for name in kinds},
        )
        return _("Gemt. Det gælder det, der sker fra nu af.")

    stored = {name: chosen.frequencies.get(name, kind.default) for name, kind in kinds.items()}
    return answer(
        request,
        FormPage(
            make=make,
            act=act,
            template="notifications/choose.html",
            back_url=reverse("notifications:choose"),
            initial={**stored, "version": chosen.version},
            context=lambda _form: {
                "kinds": kinds,
                "breadcrumbs": [
                    (_("Min konto"), reverse("accounts:account")),
                    (_("Mail om nyt"), ""),
                ],
            },
        ),
    )


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
