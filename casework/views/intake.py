"""Register a concern: four pages, and between the second and the third the repeat search."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.actions import ConcernFacts, register_concern, search_repeats
from casework.actions.repeats import compared
from casework.forms.person import PersonForm, RepeatForm
from casework.models import Case
from casework.queries.shareable import PASSED_ON
from casework.rules.sources import Source, tells_of
from casework.views.intake_overtaken import read_url, taken_from, told_of, too_late
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
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission
from stopext.web import wizard
from stopext.web.form_page import Done, FormPage, answer
from stopext.web.wizard_pages import answer_page, frame


@access(Permission.REGISTER_CONCERN)
@require_safe
def begin(request: PortalRequest) -> HttpResponse:
    """A new run; nothing is stored before something is typed."""
    return redirect(INTAKE.url(uuid4(), DANGER))


@access(Permission.REGISTER_CONCERN)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: PortalRequest, key: UUID, slug: str) -> HttpResponse:
    """Show or keep one page; the last one registers the concern."""
    kept, shown = wizard.find(request.actor, INTAKE, key, slug)
    taken = taken_from(request, kept)
    if taken is not None and shown is REFERRER and request.method != "POST":
        return too_late(request, kept, taken)

    def go_on(form: Any) -> Done:
        if shown is REFERRER:
            return Done(INTAKE.url(key, REFERRER)) if taken else _send(request, key)
        if isinstance(form, PersonForm) and form.person().is_known:
            return Done(reverse("casework:intake_repeats", args=[key]))
        return Done(INTAKE.url(key, INTAKE.after(shown) or REFERRER))

    def context() -> dict[str, Any]:
        summary = {"summary": summary_of(kept)} if shown is REFERRER else {}
        told = {"taken": told_of(request, taken), "taken_url": read_url(taken)} if taken else {}
        return {"breadcrumbs": _crumbs(), "heading": shown.label, **summary, **told}

    return answer_page(
        request,
        kept,
        shown,
        template=f"casework/intake/{shown.slug}.html",
        home=reverse("casework:list"),
        go_on=go_on,
        context=context,
    )


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

    def act(form: Any) -> Done:
        answers = {name: [str(value)] for name, value in form.cleaned_data.items()}
        wizard.store(request.actor, kept, REPEATS, answers)
        return Done(INTAKE.url(key, OBSERVED))

    def context(form: Any) -> dict[str, Any]:
        crumbs = {"breadcrumbs": _crumbs(), "compared": compared(person), "rows": form.rows()}
        return {**frame(kept, PERSON), **crumbs}

    return answer(
        request,
        FormPage(
            make=partial(RepeatForm, hits=hits),
            act=act,
            template="casework/intake/repeats.html",
            back_url=INTAKE.url(key, PERSON),
            initial={name: values[-1] for name, values in stored.fields.items()} if stored else {},
            context=context,
        ),
    )


@access(Permission.REGISTER_CONCERN)
@require_POST
def discard(request: PortalRequest, key: UUID) -> HttpResponse:
    """Throw an unfinished registration away."""
    wizard.discard(request.actor, INTAKE, key)
    messages.success(request, _("Kladden er slettet."))
    return redirect("casework:list")


def _send(request: PortalRequest, key: UUID) -> Done:
    """Register what the four pages hold, or lead to the page that is not finished."""
    kept = wizard.load(request.actor, INTAKE, key)
    unfinished = kept.first_open()
    if unfinished is not None:
        messages.warning(request, _("Denne side mangler noget, før bekymringen kan gemmes."))
        return Done(INTAKE.url(key, unfinished))
    person = filled(kept, PERSON).person()
    hits = answered(kept, search_repeats(by=request.actor, person=person))
    if not hits.is_valid():
        messages.warning(request, _("Svar først på, om det er samme person."))
        return Done(reverse("casework:intake_repeats", args=[key]))
    report = report_of(request.actor, kept)
    facts = facts_of(kept, report)
    case = register_concern(
        by=request.actor,
        person=person,
        facts=facts,
        answers=hits.answers(),
        report=report,
    )
    if _tells_source(facts, person.name):
        messages.warning(
            request,
            _(
                "Kilden er beskyttet, men kildens navn, e-mail eller telefon ser ud til at stå i"
                " det, der er set og hørt, eller i tolkningen. Ret det, før noget deles."
            ),
        )
    done = _arrive(request, case)
    wizard.finish(request.actor, INTAKE, key, done.url)
    return done


def _tells_source(facts: ConcernFacts, citizen: str) -> bool:
    """Whether what may be passed on tells who the protected source is."""
    if not facts.protected_source:
        return False
    source = Source(facts.referrer_name, facts.referrer_contact)
    return any(tells_of(source, getattr(facts, name), citizen=citizen) for name in PASSED_ON)


def _arrive(request: PortalRequest, case: Case) -> Done:
    """The case, or the list when the concern joined a case the person may not open."""
    if Case.objects.for_actor(request.actor).filter(pk=case.pk).exists():
        message = _("Bekymringen er gemt i sag %(number)s.") % {"number": case.number}
        return Done(reverse("casework:case", args=[case.pk]), message)
    return Done(
        reverse("casework:list"),
        _("Bekymringen er lagt på borgerens sag. Du har ikke adgang til den; tovholderen ser den."),
    )


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Sager"), reverse("casework:list")), (_("Registrér bekymring"), "")]
