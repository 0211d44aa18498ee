"""The radar: changes, what quotes one of them, and what was decided on it."""

from __future__ import annotations

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from knowledge.radar import actions
from knowledge.radar.choices import State
from knowledge.radar.forms import MarkForm
from knowledge.radar.hits import Change, dated, radar
from knowledge.radar.models import Mark
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission
from stopext.web.form_page import FormPage, Place, answer

SIZE = 25


@access(Permission.TAKE_ADVICE)
@require_safe
def changes(request: PortalRequest) -> HttpResponse:
    """Everything that changed and is quoted, with how many places wait."""
    context = {
        "changes": radar(request.actor),
        "guides": request.actor.can(Permission.GUIDE_MUNICIPALITIES),
        "breadcrumbs": _crumbs(None, ""),
    }
    return render(request, "radar/changes.html", context)


@access(Permission.TAKE_ADVICE)
@require_safe
def change(request: PortalRequest, change: str) -> HttpResponse:
    """What quotes one change: first what waits, then what is decided, then what came after it."""
    found = _change(request, change)
    ordered = sorted(found.hits, key=lambda hit: (not hit.is_open, not hit.is_older))
    page = Paginator(ordered, SIZE).get_page(request.GET.get("page"))
    context = {
        "change": found,
        "page": page,
        "rows": [(hit, dated(hit)) for hit in page],
        "breadcrumbs": _crumbs(None, found.title),
    }
    return render(request, "radar/change.html", context)


@access(Permission.TAKE_ADVICE)
@require_http_methods(["GET", "HEAD", "POST"])
def mark(request: PortalRequest, change: str, place: str) -> HttpResponse:
    """Decide on one place, see what was decided before, and take it back."""
    found = _change(request, change)
    hit = next((one for one in found.hits if one.key == place), None)
    if hit is None:
        raise Http404
    rows = Mark.objects.for_actor(request.actor).filter(change=found.key, place=hit.key)
    last = hit.mark

    def act(form: Any) -> str:
        said = form.cleaned_data
        actions.mark(
            by=request.actor,
            change=found.key,
            place=hit.key,
            version=said["version"],
            state=State(said["state"]),
            note_text=said["note"],
        )
        return _("Beslutningen er gemt.")

    kept = Place("radar-mark", uuid5(NAMESPACE_URL, f"{found.key}/{hit.key}"))
    context = {
        "saves_to": reverse("web:autosave", args=[kept.form, kept.key]),
        "change": found,
        "hit": hit,
        "history": rows,
        "heading": hit.title,
        "button": _("Gem beslutningen"),
        "breadcrumbs": _crumbs(found, hit.title),
    }
    initial = {"version": last.number, "state": last.state, "note": last.note} if last else {}
    page = FormPage(
        make=MarkForm,
        act=act,
        template="radar/mark.html",
        back_url=reverse("radar:change", args=[found.key]),
        initial={"version": 0, **initial},
        draft=kept,
        context=lambda _form: context,
    )
    return answer(request, page)


def _change(request: PortalRequest, key: str) -> Change:
    found = next((one for one in radar(request.actor) if one.key == key), None)
    if found is None:
        raise Http404
    return found


def _crumbs(found: Change | None, here: str) -> list[tuple[str, str]]:
    way = [(_("Forside"), "/"), (_("Ændringer"), reverse("radar:changes") if here else "")]
    if found is not None:
        way.append((found.title, reverse("radar:change", args=[found.key])))
    return [*way, (here, "")] if here else way
