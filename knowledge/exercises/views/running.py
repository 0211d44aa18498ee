"""The one screen on which an exercise is run, and the log's lines."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from knowledge.exercises import actions
from knowledge.exercises.choices import TYPED, EntrySort, ExerciseStatus, Move
from knowledge.exercises.forms import CorrectForm, EntryForm
from knowledge.exercises.logbook import newest_lines
from knowledge.exercises.models import Entry, Exercise
from knowledge.exercises.views.common import WRITE, form_page, own, way
from stopext.access import clock
from stopext.access.declare import PortalRequest, access
from stopext.access.errors import Refused
from stopext.access.roles import Permission
from stopext.accounts.forms import ConfirmForm
from stopext.web.dates import format_time
from stopext.web.form_page import Done, Place, answer
from stopext.web.templatetags.portal import dk_datetime

_BUTTONS = {
    ExerciseStatus.PLANNED: (Move.START,),
    ExerciseStatus.RUNNING: (Move.PAUSE,),
    ExerciseStatus.PAUSED: (Move.RESUME,),
}


@access(Permission.VIEW_OWN_PLAN)
@require_http_methods(WRITE)
def run(request: PortalRequest, pk: UUID) -> HttpResponse:
    """The inject at hand, the next one, the log, and a line to write in it."""
    row = own(request, Exercise, pk)
    here = reverse("exercises:run", args=[pk])

    def act(form: Any) -> Done:
        said = form.cleaned_data
        sort = EntrySort(said["sort"])
        actions.log(by=request.actor, pk=pk, at=said["at"], sort=sort, text=said["text"])
        return Done(f"{here}#log", _("Linjen er skrevet."))

    can_lead = request.actor.can(Permission.EDIT_OWN_PLAN)
    lines = newest_lines(request.actor, row)[::-1]
    is_due = row.coming is not None and row.begun_at and row.coming["at"] <= clock.now()
    written = sum(1 + len(one.earlier) for one in lines)
    page = form_page(
        row.title,
        _("Skriv i loggen"),
        way((_("Øvelsen"), reverse("exercises:exercise", args=[pk]))),
        template="exercises/run.html",
        make=EntryForm,
        act=act,
        draft=Place("exercise-entry", pk),
        back_url=reverse("exercises:exercise", args=[pk]),
        closed=_closed(row),
        told=lambda: [(_("Øvelsen sluttede"), dk_datetime(row.ended_at))] if row.ended_at else [],
        context={
            "exercise": row,
            "lines": lines,
            "state": f"{row.status} {row.step} {written} {bool(is_due)}",
            "moves": _BUTTONS.get(ExerciseStatus(row.status), ()) if can_lead else (),
            "can_lead": can_lead,
            "is_due": is_due,
            "now": clock.now(),
        },
    )
    return answer(request, page)


def _closed(row: Exercise) -> str:
    """Why the log takes no line now; of an exercise that was held, where a line belongs."""
    if row.is_open:
        return ""
    if row.status == ExerciseStatus.DONE:
        return _("Øvelsen er slut. Det, du skrev, hører til i evalueringen på øvelsens side.")
    return _("Øvelsen er ikke i gang. Loggen tager ikke imod nye linjer.")


@access(Permission.EDIT_OWN_PLAN)
@require_POST
def move(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Begin, pause, go on, give the next inject. Ending asks first, on a page of its own."""
    row = own(request, Exercise, pk)
    here = HttpResponseRedirect(reverse("exercises:run", args=[pk]))
    to, step = request.POST.get("move", ""), request.POST.get("step", "")
    if to not in Move.values or to == Move.FINISH:
        raise Http404
    number = int(step) if step.isdecimal() and len(step) < 4 else 0
    try:
        actions.move(by=request.actor, pk=row.pk, to=Move(to), step=number)
    except Refused as reason:
        messages.warning(request, str(reason))
    else:
        _tell_who_was_first(request, row, Move(to))
    return here


def _tell_who_was_first(request: PortalRequest, row: Exercise, to: Move) -> None:
    """Of two who press at once the second has done nothing, and reads who did."""
    sort = EntrySort.INJECT if to is Move.NEXT else EntrySort.EVENT
    lines = Entry.objects.for_actor(request.actor).filter(exercise=row, sort=sort)
    done = lines.order_by("-made_at").first()
    if done is None or done.by_name == request.actor.name:
        return
    what = _("Indspillet er givet.") if to is Move.NEXT else done.text
    told = {"who": done.by_name, "when": format_time(done.made_at), "what": what}
    messages.info(request, _("%(who)s var først, kl. %(when)s: %(what)s") % told)


@access(Permission.EDIT_OWN_PLAN)
@require_http_methods(WRITE)
def finish(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Ask, then end the run: it cannot be begun again."""
    row = own(request, Exercise, pk)
    shown = reverse("exercises:exercise", args=[pk])

    def act(_form: Any) -> Done:
        actions.move(by=request.actor, pk=pk, to=Move.FINISH)
        return Done(shown, _("Øvelsen er slut. Skriv nu, hvad I lærte."))

    page = form_page(
        _("Slut øvelsen"),
        _("Slut øvelsen"),
        way((row.title, shown)),
        lead=_("Der er givet %(given)s af %(all)s indspil.")
        % {"given": row.step, "all": len(row.injects)},
        template="exercises/remove.html",
        make=ConfirmForm,
        act=act,
        back_url=reverse("exercises:run", args=[pk]),
        context={
            "question": _("Skal øvelsen slutte? Den kan ikke fortsættes bagefter."),
            "more": _(
                "Loggen tager ikke imod nye linjer, når øvelsen er slut. Hold pause i stedet,"
                " hvis I vil vente. I kalenderen og blandt planens mangler tæller øvelsen først,"
                " når evalueringen er skrevet."
            ),
        },
    )
    return answer(request, page)


@access(Permission.VIEW_OWN_PLAN)
@require_http_methods(WRITE)
def correct(request: PortalRequest, root: UUID) -> HttpResponse:
    """A line that was wrong; what stood there before is kept and shown."""
    rows = Entry.objects.for_actor(request.actor).filter(root=root).select_related("exercise")
    lines = list(rows.order_by("-number"))
    if not lines or lines[0].sort not in TYPED:
        raise Http404
    now = lines[0]

    def act(form: Any) -> str:
        said = form.cleaned_data
        actions.correct(
            by=request.actor,
            root=root,
            version=said["version"],
            at=said["at"],
            sort=EntrySort(said["sort"]),
            text=said["text"],
        )
        return _("Linjen er rettet. Det, der stod før, kan stadig læses.")

    exercise = now.exercise
    back = "run" if exercise.is_open else "exercise"
    page = form_page(
        _("Ret linjen"),
        _("Gem rettelsen"),
        way((exercise.title, reverse("exercises:exercise", args=[exercise.pk]))),
        lead=_("Den linje, der stod, slettes ikke: den kan læses under den nye."),
        make=CorrectForm,
        act=act,
        initial={
            "text": now.text,
            "sort": now.sort,
            "at": timezone.localtime(now.at).time(),
            "version": now.number,
        },
        draft=Place("exercise-correct", root),
        back_url=reverse(f"exercises:{back}", args=[exercise.pk]),
        closed=_("Øvelsen er aflyst.") if exercise.status == ExerciseStatus.CALLED_OFF else "",
        told=lambda: [(_("Senest skrevet"), f"{now.by_name}, {dk_datetime(now.made_at)}")],
        context={"earlier": lines[1:]},
    )
    return answer(request, page)
