"""Two citizens that prove to be one: find the other, see both, join them, see it, undo it."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework import actions
from casework.actions.correcting import label_of
from casework.actions.joining import both_versions
from casework.forms.joining import JoinForm, OtherCaseForm, UndoJoinForm
from casework.models import Case, CitizenJoin, Subject
from casework.policies import Deed
from casework.queries.joins import cases_of, has_given_way, joins_of, other_side
from casework.views.case_forms import case_form
from casework.views.case_lookup import get_case
from stopext.access.declare import PortalRequest, access
from stopext.access.errors import Invalid
from stopext.access.roles import Permission
from stopext.audit.record import note
from stopext.web.form_page import Done, answer


@access(Permission.TRIAGE_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Which other case is about the same citizen; and what was joined before."""
    case = get_case(request, pk, Deed.JOIN)

    def act(form: Any) -> Done:
        rows = Case.objects.for_actor(request.actor).exclude(pk=case.pk)
        other = rows.filter(number=form.cleaned_data["number"]).first()
        if other is None:
            raise Invalid(_("Du har ikke adgang til en anden sag med det nummer."))
        return Done(reverse("casework:join", args=[case.pk, other.pk]))

    page = case_form(
        case,
        heading=_("Saml med en anden borger"),
        button=_("Se begge sider"),
        lead=_("Brug siden, når to sager viser sig at være om samme person."),
        template="casework/case/join_choose.html",
        make=OtherCaseForm,
        act=act,
        context=lambda _form: {"joins": joins_of(request.actor, case.subject_id)},
    )
    return answer(request, page)


@access(Permission.TRIAGE_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: PortalRequest, pk: UUID, other: UUID) -> HttpResponse:
    """Both sides beside each other, and the questions where they differ."""
    case, against = get_case(request, pk, Deed.JOIN), get_case(request, other, Deed.JOIN)
    if case.subject_id == against.subject_id and request.method != "POST":
        return redirect("casework:join_choose", pk=case.pk)
    _note_both(case, against)

    def act(form: Any) -> str:
        actions.join_citizens(
            by=request.actor,
            case=case,
            other=against,
            version=form.cleaned_data["version"],
            take=form.taken(),
            reason=form.cleaned_data["reason"],
        )
        return _("Borgerne er samlet til én. Begge sider er bevaret, og det kan fortrydes.")

    sides = [(one, list(cases_of(request.actor, one.subject_id))) for one in (case, against)]
    page = case_form(
        case,
        heading=_("Er det samme person?"),
        button=_("Saml til én borger"),
        template="casework/case/join.html",
        make=partial(JoinForm, case=case, other=against),
        act=act,
        initial={"version": both_versions(case, against)},
        decides=True,
        context=lambda _form: {"sides": sides},
    )
    return answer(request, page)


@access(Permission.TRIAGE_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def joined(request: PortalRequest, pk: UUID, join: UUID) -> HttpResponse:
    """What was joined, by whom and why; undo it."""
    case = get_case(request, pk, Deed.JOIN)
    rows = CitizenJoin.objects.for_actor(request.actor).filter(kept=case.subject_id)
    made = get_object_or_404(rows, pk=join)
    note("unmask", "casework.subject", made.other_id, details={"what": "name"})

    def act(form: Any) -> str:
        reason = form.cleaned_data["reason"]
        led = actions.undo_join(by=request.actor, case=case, join=made, reason=reason)
        numbers = ", ".join(each.number for each in led)
        return _("Samlingen er fortrudt. Om den anden borger: sag %(numbers)s.") % {
            "numbers": numbers
        }

    page = case_form(
        case,
        heading=_("To borgere, der er samlet til én"),
        button=_("Fortryd samlingen"),
        template="casework/case/joined.html",
        make=UndoJoinForm,
        act=act,
        context=lambda _form: _both(request, case, made),
    )
    return answer(request, page)


def _both(request: PortalRequest, case: Case, made: CitizenJoin) -> dict[str, Any]:
    """Each side as it was before the join, and what has been corrected since."""
    kept = Subject(**made.before)
    moved = [one for one in cases_of(request.actor, case.subject_id) if str(one.pk) in made.cases]
    since = [
        label_of(Subject, name)
        for name, value in made.after.items()
        if getattr(case.subject, name) != value
    ]
    return {
        "join": made,
        "kept": kept,
        "other": other_side(made),
        "moved": moved,
        "since": since,
        "has_given_way": has_given_way(made.kept_id),
    }


def _note_both(*cases: Case) -> None:
    for one in cases:
        note(
            "unmask",
            "casework.subject",
            one.subject_id,
            subject_key=one.log_key,
            details={"what": "name"},
        )
