"""Two citizens that prove to be one: find the other, see both, join them, see it, undo it."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework import actions
from casework.actions.correcting import label_of
from casework.forms.joining import JoinForm, OtherCaseForm, UndoJoinForm
from casework.models import Case, CitizenJoin, Subject
from casework.policies import Deed
from casework.queries.case_joins import others_of
from casework.queries.changed import last_change
from casework.queries.joins import cases_of, has_given_way, joins_of, other_side
from casework.views.case_forms import as_note, case_form, in_full
from casework.views.case_lookup import crumbs, get_case
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission
from stopext.audit.record import note
from stopext.web.form_page import Place, answer


@access(Permission.TRIAGE_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Which other case is about the same citizen; and what was joined before."""
    case = get_case(request, pk, Deed.JOIN)
    form = OtherCaseForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        rows = Case.objects.for_actor(request.actor).exclude(pk=case.pk)
        other = rows.filter(number=form.cleaned_data["number"]).first()
        if other is not None:
            return redirect(_page_of(case, other), pk=case.pk, other=other.pk)
        form.add_error("number", _("Du har ikke adgang til en anden sag med det nummer."))
    context = {
        "case": case,
        "form": form,
        "joins": joins_of(request.actor, case.subject_id),
        "others": others_of(request.actor, case),
        "breadcrumbs": crumbs(case, _("Saml med en anden sag eller borger")),
    }
    status = 422 if form.is_bound else 200
    return render(request, "casework/case/join_choose.html", context, status=status)


@access(Permission.TRIAGE_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: PortalRequest, pk: UUID, other: UUID) -> HttpResponse:
    """Both sides beside each other, and the questions where they differ."""
    case, against = get_case(request, pk, Deed.JOIN), get_case(request, other, Deed.JOIN)
    if case.subject_id == against.subject_id and request.method != "POST":
        return redirect("casework:join_cases", pk=case.pk, other=against.pk)
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
        draft=Place("case-join", against.pk),
        told=lambda: [*last_change(case), *last_change(against)],
        instead=lambda form: as_note(request.actor, case, in_full(form)),
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
        others = actions.undo_join(by=request.actor, case=case, join=made, reason=reason)
        if not others:
            return _("Samlingen er fortrudt.")
        numbers = ", ".join(each.number for each in others)
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
        draft=Place("case-part", made.pk),
        instead=lambda form: as_note(request.actor, case, in_full(form)),
        context=lambda _form: _both(request, case, made),
    )
    return answer(request, page)


def _page_of(case: Case, other: Case) -> str:
    """Two citizens are joined before two cases of theirs can be."""
    same = case.subject_id == other.subject_id
    return "casework:join_cases" if same else "casework:join"


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
