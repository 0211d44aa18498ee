"""Moving a case: one page for every transition, with what it asks for and what is missing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework import actions, screenings
from casework.actions.colleagues import LEADING
from casework.forms.steps import step_form
from casework.models import Case, Measure
from casework.queries.changed import last_change, last_move
from casework.queries.facts import met_gates, planned_measures
from casework.queries.margin import missing_pages, step_url
from casework.rules.workflow import REVIEWED, TRANSITIONS, Field, State, Transition
from casework.views.case_forms import as_note, case_form
from casework.views.case_lookup import get_case
from stopext.access import clock
from stopext.access.declare import PortalRequest, access
from stopext.access.errors import NotYourRole, Refused
from stopext.access.roles import Permission
from stopext.web.dates import format_date
from stopext.web.form_page import FormPage, Place, answer, typed_words


@access(Permission.WORK_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: PortalRequest, pk: UUID, target: str) -> HttpResponse:
    """Make one move, or say what is missing for it."""
    case = get_case(request, pk)
    if target not in State.values or target == State.ERASED:
        raise Http404
    wanted = State(target)
    transition = TRANSITIONS[case.state_code][wanted]
    if transition is None or (transition.name == "resume" and case.paused_from != wanted):
        return _moved_on(request, case, wanted)
    if request.actor.role not in transition.roles:
        raise NotYourRole(_("Din rolle kan ikke gøre dette: %s.") % transition.label)
    if step_url(case, wanted) != request.path:
        raise Http404  # closing and appointing have their own pages
    return answer(request, _page(request, case, wanted, transition))


def _page(request: PortalRequest, case: Case, target: State, transition: Transition) -> FormPage:
    asks = Field.COORDINATOR in transition.fields
    people = actions.team(request.actor, LEADING, case=case) if asks else ()
    planned = _planned(request, case, target)
    form = step_form(transition, people, [(str(row.pk), _measure(row)) for row in planned])

    def act(form: Any) -> str:
        cleaned = form.cleaned_data
        values = {field: cleaned[field.value] for field in transition.fields}
        version = cleaned["version"]
        moved = actions.change_state(
            by=request.actor,
            case=case,
            version=version,
            target=target,
            values=values,
            begins=[UUID(key) for key in cleaned.get("begins", ())],
        )
        said = _("Sagen er nu: %s.") % moved.state_code.label
        return f"{said} {_still_planned(_planned(request, moved, target))}".strip()

    missing = [gate for gate in transition.gates if gate not in met_gates(case, request.actor)]
    return case_form(
        case,
        heading=str(transition.label),
        button=str(transition.label),
        lead=_lead(request, case, target),
        template="casework/case/step.html",
        make=form,
        act=act,
        initial={"version": case.version},
        suggested={"begins": [str(row.pk) for row in planned if row.starts_on <= clock.today()]},
        draft=Place(f"case-step-{target}", case.pk) if Field.REASON in transition.fields else None,
        decides=True,
        told=lambda: stored_now(case),
        context=lambda _form: {"missing": missing_pages(request.actor, case, missing)},
    )


def _planned(request: PortalRequest, case: Case, target: State) -> list[Measure]:
    """Measures that have not begun, where a move says that there is help."""
    return list(planned_measures(request.actor, case)) if target in REVIEWED else []


def _measure(row: Measure) -> str:
    begins = _("start %s") % format_date(row.starts_on)
    return f"{row.get_type_display()}, {begins}"


def _still_planned(rows: list[Measure]) -> str:
    """What has not begun, although the state of the case could be read so."""
    if not rows:
        return ""
    names = ", ".join(row.get_type_display().lower() for row in rows)
    return _("Står fortsat som planlagt: %s.") % names


def _lead(request: PortalRequest, case: Case, target: State) -> str:
    """Where the case goes, and what else happens by it."""
    lead = _("Sagen går fra “%(source)s” til “%(target)s”.") % {
        "source": case.state_code.label,
        "target": target.label,
    }
    if not case.is_with_police:
        return lead
    lead = f"{lead} " + _("Politikredsen mister adgangen til det, der blev overdraget.")
    return f"{lead} {screenings.warning(request.actor, case, Q(hand_over=True))}".strip()


def stored_now(case: Case) -> list[tuple[Any, Any]]:
    """What somebody who was overtaken should know about the case."""
    return [
        (_("Status"), case.state_code.label),
        (_("Tovholder"), case.coordinator_name),
        *last_change(case),
    ]


def _moved_on(request: PortalRequest, case: Case, target: State) -> HttpResponse:
    """The case is not where the page was drawn; what was typed is shown to be kept."""
    message = _("Sagen kan ikke gå fra “%(source)s” til “%(target)s”.") % {
        "source": case.state_code.label,
        "target": target.label,
    }
    if request.method != "POST":  # the address may be old or typed, so nobody need have moved it
        raise Refused(message)
    message = f"{message} " + _("Den er flyttet imens.")
    written = typed_words(request, _sent(request, case, target))
    text = "\n\n".join(f"{label}\n{value}" for label, value in written)
    paused = [(_("I bero til"), format_date(case.paused_until))] if case.paused_until else []
    context = {
        "message": message,
        "yours": written,
        "theirs": [*stored_now(case), *last_move(case), *paused],
        "instead": as_note(request.actor, case, text) if written else None,
        "back_url": reverse("casework:case", args=[case.pk]),
    }
    return render(request, "409.html", context, status=409)


def _sent(request: PortalRequest, case: Case, target: State) -> Any:
    """The form as it was drawn where the case was then: the one that asks for what was sent."""
    ways = [way for row in TRANSITIONS.values() if (way := row[target]) is not None]
    if not ways:
        raise Http404
    drawn = max(ways, key=lambda way: sum(name.value in request.POST for name in way.fields))
    planned = [(str(row.pk), _measure(row)) for row in _planned(request, case, target)]
    return step_form(drawn, planned=planned)(request.POST)
