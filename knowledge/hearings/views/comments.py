"""Comments on the parts of the draft."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge.hearings import actions
from knowledge.hearings.forms import CommentForm, CorrectionForm
from knowledge.hearings.models import Comment
from knowledge.hearings.reading import Named, draft_of, part_of, threads
from knowledge.hearings.views.common import WRITE, crumbs, form_page
from knowledge.plans.models import Plan
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission
from stopext.web.form_page import Done, Place, answer
from stopext.web.pagination import paginate


@access(Permission.EDIT_OWN_PLAN)
@require_safe
def comments(request: PortalRequest) -> HttpResponse:
    """Every thread of the municipality, newest first: open ones, or all."""
    rows = Comment.objects.for_actor(request.actor).filter(answers=None).select_related("plan")
    every = "alle" in request.GET
    page = paginate(
        rows if every else rows.filter(resolved_at__isnull=True),
        ordering=("-at", "-pk"),
        cursor=request.GET.get("cursor"),
        scope=request.path,
    )
    context = {"page": page, "every": every, "breadcrumbs": crumbs((_("Kommentarer"), ""))}
    return render(request, "hearings/comments.html", context)


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def thread(request: PortalRequest, part: UUID) -> HttpResponse:
    """What was said of a part, and a form to say something."""
    draft, named, closed = _part(request, part)
    here = _address(part)

    def act(form: Any) -> Done:
        text = form.cleaned_data["text"]
        made = actions.add_comment(by=request.actor, part=part, part_name=named.name, text=text)
        return Done(f"{here}#kommentar-{made.pk}", _("Kommentaren er gemt."))

    page = form_page(
        heading=_("Kommentarer"),
        lead=named.name,
        button=_("Gem kommentaren"),
        breadcrumbs=_way((named.name, "")),
        template="hearings/thread.html",
        make=CommentForm,
        act=act,
        closed=closed,
        back_url=reverse("knowledge:plan_edit"),
        draft=Place("plan-comment", part),
        more={
            "named": named,
            "threads": threads(request.actor, draft, part),
            "can_add": not closed,
            "me": request.actor.user_id,
        },
    )
    return answer(request, page)


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def reply(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Answer a comment."""
    row = _comment(request, pk, answers=None)

    def act(form: Any) -> Done:
        made = actions.add_comment(
            by=request.actor,
            part=row.part,
            part_name=row.part_name,
            text=form.cleaned_data["text"],
            answers=pk,
        )
        return Done(f"{_address(row.part)}#kommentar-{made.pk}", _("Svaret er gemt."))

    page = _about(
        row,
        heading=_("Svar på kommentar"),
        button=_("Gem svaret"),
        make=CommentForm,
        act=act,
        draft=Place("plan-comment-reply", pk),
        closed=_closed() if row.plan.is_public else "",
        more={"quoted": row},
    )
    return answer(request, page)


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def correct(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Correct one's own comment."""
    row = _comment(request, pk, author=request.actor.user_id)

    def act(form: Any) -> Done:
        said = form.cleaned_data
        actions.correct_comment(by=request.actor, pk=pk, version=said["version"], text=said["text"])
        return Done(f"{_address(row.part)}#kommentar-{pk}", _("Kommentaren er rettet."))

    page = _about(
        row,
        heading=_("Ret kommentar"),
        button=_("Gem rettelsen"),
        make=CorrectionForm,
        act=act,
        initial={"text": row.text, "version": len(row.earlier)},
        draft=Place("plan-comment-edit", pk),
    )
    return answer(request, page)


@access(Permission.EDIT_OWN_PLAN)
@require_POST
def resolve(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Dealt with, or open again."""
    row = _comment(request, pk, answers=None)
    done = request.POST.get("done") != "no"
    actions.resolve_comment(by=request.actor, pk=pk, done=done)
    told = _("Kommentaren er løst.") if done else _("Kommentaren er åben igen.")
    messages.success(request, told)
    return HttpResponseRedirect(f"{_address(row.part)}#kommentar-{pk}")


def _about(row: Comment, *, heading: str, more: dict[str, Any] | None = None, **own: Any) -> Any:
    here = _address(row.part)
    return form_page(
        heading=heading,
        lead=row.part_name,
        breadcrumbs=_way((row.part_name, here), (heading, "")),
        back_url=here,
        more=more,
        **own,
    )


def _way(*here: tuple[str, str]) -> list[tuple[str, str]]:
    return crumbs((_("Kommentarer"), reverse("hearings:comments")), *here)


def _address(part: UUID) -> str:
    return reverse("hearings:thread", args=[part])


def _closed() -> str:
    return _("Planen er offentliggjort eller kasseret imens, så den kan ikke kommenteres.")


def _part(request: PortalRequest, key: UUID) -> tuple[Plan, Named, str]:
    """The plan and part that are talked about, and why nothing can be added: also a part of an
    earlier version that somebody has talked about."""
    draft = draft_of(request.actor)
    named = part_of(request.actor, draft, key) if draft else None
    if draft is not None and named is not None:
        return draft, named, ""
    rows = Comment.objects.for_actor(request.actor).filter(part=key).select_related("plan")
    talked = rows.first()
    if talked is None:
        raise Http404
    name = Named(talked.part_name, "", is_removed=talked.plan_id == (draft and draft.pk))
    return talked.plan, name, "" if name.is_removed else _closed()


def _comment(request: PortalRequest, pk: UUID, **known: Any) -> Comment:
    rows = Comment.objects.for_actor(request.actor).filter(pk=pk, **known)
    found: Comment | None = rows.select_related("plan").first()
    if found is None:
        raise Http404
    return found
