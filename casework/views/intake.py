"""Register a concern: four pages, and between the second and the third the repeat search."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.actions import Person, register_concern, search_repeats
from casework.actions.repeats import compared
from casework.forms.intake import PersonForm, RepeatForm
from casework.models import Case
from casework.views.intake_pages import (
    DANGER,
    INTAKE,
    OBSERVED,
    PERSON,
    REFERRER,
    REPEATS,
    answered,
    facts_of,
    filled,
    report_of,
    summary_of,
)
from casework.views.wizard_pages import UNPROCESSABLE, begun, draw, find, leave, overtaken
from stopext.access.declare import PortalRequest, access
from stopext.access.errors import Conflict, Invalid
from stopext.access.roles import Permission
from stopext.web import wizard
from stopext.web.wizard import Kept, Page


@access(Permission.REGISTER_CONCERN)
@require_safe
def begin(request: PortalRequest) -> HttpResponse:
    """A new run; nothing is stored before something is typed."""
    return redirect(INTAKE.url(uuid4(), DANGER))


@access(Permission.REGISTER_CONCERN)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: PortalRequest, key: UUID, slug: str) -> HttpResponse:
    """Show or keep one page."""
    kept, shown = find(request, INTAKE, key, slug)
    if request.method != "POST":
        return _draw(request, kept, shown, shown.form(initial=begun(request, kept, shown)))
    answer = leave(request, kept, shown, reverse("casework:list"))
    if answer is not None:
        return answer
    form = shown.form(request.POST)
    if not form.is_valid():
        return _draw(request, kept, shown, form)
    wizard.keep(request.actor, kept, shown, request.POST)
    if shown is REFERRER:
        return _send(request, key, form)
    if isinstance(form, PersonForm) and form.person().is_known:
        return redirect("casework:intake_repeats", key)
    following = INTAKE.after(shown)
    return redirect(INTAKE.url(key, following or REFERRER))


@access(Permission.REGISTER_CONCERN)
@require_http_methods(["GET", "HEAD", "POST"])
def repeats(request: PortalRequest, key: UUID) -> HttpResponse:
    """Has the municipality been worried about this citizen before? Every hit is answered."""
    kept = wizard.load(request.actor, INTAKE, key)
    typed = kept.bound(PERSON.slug)
    if not typed.is_valid():
        return redirect(INTAKE.url(key, PERSON))
    person = typed.person()
    hits = search_repeats(by=request.actor, person=person)
    stored = kept.row(REPEATS)
    given = {name: values[-1] for name, values in stored.fields.items()} if stored else {}
    if request.method != "POST":
        return _draw_repeats(request, kept, person, RepeatForm(hits=hits, initial=given))
    form = RepeatForm(request.POST, hits=hits)
    if not form.is_valid():
        return _draw_repeats(request, kept, person, form)
    answers = {name: [str(value)] for name, value in form.cleaned_data.items()}
    wizard.store(request.actor, kept, REPEATS, answers)
    return redirect(INTAKE.url(key, OBSERVED))


@access(Permission.REGISTER_CONCERN)
@require_POST
def discard(request: PortalRequest, key: UUID) -> HttpResponse:
    """Throw an unfinished registration away."""
    wizard.discard(request.actor, INTAKE, key)
    messages.success(request, _("Kladden er slettet."))
    return redirect("casework:list")


def _draw(request: PortalRequest, kept: Kept, shown: Page, form: Any) -> HttpResponse:
    context: dict[str, Any] = {"breadcrumbs": _crumbs(), "heading": shown.label}
    if shown is REFERRER:
        context |= {"summary": summary_of(kept)}
    return draw(request, f"casework/intake/{shown.slug}.html", kept, shown, form, **context)


def _draw_repeats(
    request: PortalRequest, kept: Kept, person: Person, form: RepeatForm
) -> HttpResponse:
    context = {
        "form": form,
        "rows": form.rows(),
        "compared": compared(person),
        "steps": INTAKE.steps(kept.key),
        "current": INTAKE.number(PERSON),
        "back": INTAKE.url(kept.key, PERSON),
        "breadcrumbs": _crumbs(),
    }
    status = UNPROCESSABLE if form.is_bound and not form.is_valid() else 200
    return render(request, "casework/intake/repeats.html", context, status=status)


def _send(request: PortalRequest, key: UUID, form: Any) -> HttpResponse:
    """Register what the four pages hold, or lead to the page that is not finished."""
    kept = wizard.load(request.actor, INTAKE, key)
    unfinished = kept.first_open()
    if unfinished is not None:
        messages.warning(request, _("Denne side mangler noget, før bekymringen kan gemmes."))
        return redirect(INTAKE.url(key, unfinished))
    person = filled(kept, PERSON).person()
    hits = answered(kept, search_repeats(by=request.actor, person=person))
    if not hits.is_valid():
        messages.warning(request, _("Svar først på, om det er samme person."))
        return redirect("casework:intake_repeats", key)
    try:
        case = register_concern(
            by=request.actor,
            person=person,
            facts=facts_of(kept),
            answers=hits.answers(),
            report=report_of(request.actor, kept),
        )
    except Invalid as reason:
        form.add_error(None, str(reason))
        return _draw(request, kept, REFERRER, form)
    except Conflict as reason:
        return overtaken(request, reason, reverse("casework:reports_waiting"))
    wizard.discard(request.actor, INTAKE, key)
    return _arrive(request, case)


def _arrive(request: PortalRequest, case: Case) -> HttpResponse:
    """The case, or the list when the concern joined a case the person may not open."""
    if Case.objects.for_actor(request.actor).filter(pk=case.pk).exists():
        messages.success(
            request, _("Bekymringen er gemt i sag %(number)s.") % {"number": case.number}
        )
        return redirect("casework:case", case.pk)
    messages.success(
        request,
        _("Bekymringen er lagt på borgerens sag. Du har ikke adgang til den; tovholderen ser den."),
    )
    return redirect("casework:list")


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Sager"), reverse("casework:list")), (_("Registrér bekymring"), "")]
