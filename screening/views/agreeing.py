"""Compare two opened ratings, agree and sign."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from screening import actions
from screening.actions.agreeing import open_keys
from screening.engine.agreement import Comparison, Decision, compare
from screening.engine.states import State
from screening.forms.agreeing import ConsensusForm
from screening.forms.agreeing import initial_of as decided
from screening.forms.judging import initial_of as judged
from screening.forms.locking import LockForm
from screening.models import Consensus
from screening.queries.dossier import Dossier, get_dossier
from screening.queries.profile_page import AnswerLine, answer_lines
from screening.views.common import UNPROCESSABLE, conflict, page, trail
from screening.wording.labels import DIFFERENCE_LABELS, VALUE_LABELS
from screening.wording.numbers import percent
from stopext.access.declare import PortalRequest, access
from stopext.access.errors import Conflict, Invalid
from stopext.access.roles import Permission
from stopext.accounts.pending import pending_fields


@dataclass(frozen=True, slots=True)
class Row:
    """One question to settle: both answers and the fields of the decision."""

    key: str
    question: str
    difference: str
    municipality: AnswerLine | None
    police: AnswerLine | None
    fields: dict[str, Any]
    decision: Decision | None
    is_open: bool

    @property
    def answer(self) -> str:
        """The shared answer in words; empty before it is decided."""
        return str(VALUE_LABELS[self.decision.value]) if self.decision else ""


@access(Permission.SCREEN)
@require_http_methods(["GET", "HEAD", "POST"])
def compare_ratings(request: PortalRequest, pk: UUID) -> HttpResponse:
    """The differences, the shared answers and the joint judgement."""
    dossier = get_dossier(request.actor, pk)
    row = dossier.consensus()
    keys = _keys(dossier, row)
    if request.method != "POST":
        return _draw(request, dossier, row, _blank(dossier, row, keys, request))
    form = ConsensusForm(dossier.form, keys, request.POST)
    if not form.is_valid():
        return _draw(request, dossier, row, form)
    try:
        actions.save_consensus(
            by=request.actor,
            screening=dossier.screening,
            decisions=form.decisions(),
            judgement=form.judgement(),
            revision=form.cleaned_data["version"],
        )
    except Conflict as error:
        back, revision = ("screening:compare", pk), row.revision if row else 0
        return conflict(request, form, _stored(row), str(error), back, revision=revision)
    messages.success(request, _saved_text(row))
    return redirect("screening:compare", pk)


@access(Permission.SCREEN)
@require_POST
def sign(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Sign for the actor's authority."""
    dossier = get_dossier(request.actor, pk)
    dossier.both()
    form = LockForm(request.POST)
    if form.is_valid():
        try:
            actions.sign_consensus(
                by=request.actor,
                screening=dossier.screening,
                revision=form.cleaned_data["version"],
            )
        except Conflict as error:
            return conflict(request, form, {}, str(error), ("screening:compare", pk))
        except Invalid as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _signed_text(get_dossier(request.actor, pk)))
            return redirect("screening:compare", pk)
    row = dossier.consensus()
    blank = _blank(dossier, row, _keys(dossier, row))
    return _draw(request, dossier, row, blank, signing=form)


def _saved_text(before: Consensus | None) -> str:
    if before is not None and before.is_signed:
        return _("Den fælles vurdering er gemt. Begge skal underskrive på ny.")
    return _("Den fælles vurdering er gemt. Når alt er afgjort, skal begge underskrive den.")


def _signed_text(dossier: Dossier) -> str:
    if dossier.screening.state == State.AGREED:
        return _("Begge har underskrevet. Den fælles vurdering er låst.")
    return _("Du har underskrevet. Den fælles vurdering er låst, når den anden også har.")


def _keys(dossier: Dossier, row: Consensus | None) -> list[str]:
    """What differs, what was decided, and what the decisions have opened; in the form's order."""
    decisions = row.read_decisions() if row else {}
    wanted = {item.indicator for item in _comparison(dossier).differing()}
    wanted |= set(decisions) | set(open_keys(dossier, decisions))
    return [key for key in dossier.form.indicator_keys() if key in wanted]


def _comparison(dossier: Dossier) -> Comparison:
    ours, theirs = dossier.both()
    return compare(dossier.form, ours.read_answers(), theirs.read_answers())


def _stored(row: Consensus | None) -> dict[str, Any]:
    return decided(row.read_decisions()) | judged(row.read_judgement()) if row else {}


def _blank(
    dossier: Dossier, row: Consensus | None, keys: list[str], request: PortalRequest | None = None
) -> ConsensusForm:
    """What is stored; on its own address also what was typed before a log-in."""
    typed = pending_fields(request, request.path) if request else {}
    initial = {**_stored(row), "version": row.revision if row else 0, **typed}
    return ConsensusForm(dossier.form, keys, initial=initial)


def _draw(
    request: PortalRequest,
    dossier: Dossier,
    row: Consensus | None,
    form: ConsensusForm,
    signing: LockForm | None = None,
) -> HttpResponse:
    comparison = _comparison(dossier)
    ours, theirs = dossier.both()
    errors = form.errors or (signing.errors if signing else {})
    context = {
        "form": form,
        "signing": signing or LockForm(initial={"version": row.revision if row else 0}),
        "sign_failed": bool(signing and signing.errors),
        "consensus": row,
        "joint": row.read_judgement() if row else None,
        "rows": _rows(dossier, form, comparison, row),
        "agreed_count": len(comparison.items) - len(comparison.differing()),
        "compared_count": len(comparison.items),
        "agreement": percent(comparison.agreement),
        "municipality_rating": ours,
        "police_rating": theirs,
        "municipality_judgement": ours.read_judgement(),
        "police_judgement": theirs.read_judgement(),
        "may_speak": dossier.is_rater or dossier.oversees,
        "breadcrumbs": trail(dossier.screening, (_("Fælles vurdering"), "")),
    }
    return page(request, "compare", dossier, status=UNPROCESSABLE if errors else 200, **context)


def _rows(
    dossier: Dossier, form: ConsensusForm, comparison: Comparison, row: Consensus | None
) -> list[Row]:
    ours, theirs = dossier.both()
    first = {line.key: line for line in answer_lines(dossier.form, ours.read_answers())}
    second = {line.key: line for line in answer_lines(dossier.form, theirs.read_answers())}
    differences = {i.indicator: i.difference for i in comparison.items if i.difference}
    decisions = row.read_decisions() if row else {}
    missing = open_keys(dossier, decisions)
    return [
        Row(
            key=key,
            question=dossier.form.indicator(key).question,
            difference=str(DIFFERENCE_LABELS[differences[key]])
            if key in differences
            else _("Åbnet af jeres fælles svar"),
            municipality=first.get(key),
            police=second.get(key),
            fields=form.parts(key),
            decision=decisions.get(key),
            is_open=key in missing,
        )
        for key in form.keys
    ]
