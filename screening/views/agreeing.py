"""Compare two opened ratings, agree and sign."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
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
from screening.queries.comparison_page import read_comparison
from screening.queries.dossier import Dossier, get_dossier
from screening.queries.profile_page import AnswerLine, answer_lines
from screening.views.common import form_page
from screening.wording.labels import DIFFERENCE_LABELS, value_label
from screening.wording.numbers import percent
from stopext.access.declare import PortalRequest, access
from stopext.access.roles import Permission
from stopext.web.form_page import FormPage, Place, answer


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
    answer: str
    """The shared answer in words; empty before it is decided."""


@access(Permission.SCREEN)
@require_http_methods(["GET", "HEAD", "POST"])
def compare_ratings(request: PortalRequest, pk: UUID) -> HttpResponse:
    """The differences, the shared answers and the joint judgement."""
    dossier = get_dossier(request.actor, pk)
    row = dossier.consensus()
    keys = _keys(dossier, row)

    def act(form: Any) -> str:
        actions.save_consensus(
            by=request.actor,
            screening=dossier.screening,
            decisions=form.decisions(),
            judgement=form.judgement(),
            version=form.cleaned_data["version"],
        )
        return _saved_text(row)

    own = _page(
        dossier,
        make=_consensus(dossier, keys),
        act=act,
        initial=_stored(row),
        draft=Place("rating-joint", pk),
        context=lambda form: _context(dossier, row, form, _signing(row)),
    )
    return answer(request, own)


@access(Permission.SCREEN)
@require_POST
def sign(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Sign for the actor's authority."""
    dossier = get_dossier(request.actor, pk)
    dossier.both()
    row = dossier.consensus()

    def act(form: Any) -> str:
        version = form.cleaned_data["version"]
        actions.sign_consensus(by=request.actor, screening=dossier.screening, version=version)
        return _signed_text(get_dossier(request.actor, pk))

    blank = _consensus(dossier, _keys(dossier, row))(None, initial=_stored(row))
    own = _page(
        dossier,
        make=LockForm,
        act=act,
        initial={"version": row.version if row else 0},
        decides=True,
        context=lambda form: _context(dossier, row, blank, form),
    )
    return answer(request, own)


def _page(dossier: Dossier, **own: Any) -> FormPage:
    address = reverse("screening:compare", args=[dossier.screening.pk])
    crumb = (_("Fælles vurdering"), "")
    return form_page(dossier, crumb, template="compare", back_url=address, **own)


def _consensus(dossier: Dossier, keys: list[str]) -> Callable[..., ConsensusForm]:
    return partial(ConsensusForm, dossier.form, keys)


def _signing(row: Consensus | None) -> LockForm:
    return LockForm(initial={"version": row.version if row else 0})


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
    if row is None:
        return {"version": 0}
    return {
        **decided(row.read_decisions()),
        **judged(row.read_judgement()),
        "version": row.version,
    }


def _context(
    dossier: Dossier, row: Consensus | None, form: ConsensusForm, signing: LockForm
) -> dict[str, Any]:
    comparison = _comparison(dossier)
    ours, theirs = dossier.both()
    return {
        "form": form,
        "signing": signing,
        "sign_failed": bool(signing.errors),
        "consensus": row,
        "joint": row.read_judgement() if row else None,
        "rows": _rows(dossier, form, comparison, row),
        "agreed_count": len(comparison.items) - len(comparison.differing()),
        "compared_count": len(comparison.items),
        "agreement": percent(comparison.agreement),
        "beside": read_comparison(
            dossier.form,
            ours.read_answers(),
            theirs.read_answers(),
            row.read_decisions() if row else {},
        ),
        "municipality_rating": ours,
        "police_rating": theirs,
        "municipality_judgement": ours.read_judgement(),
        "police_judgement": theirs.read_judgement(),
        "may_speak": dossier.is_rater or dossier.oversees,
    }


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
            answer=value_label(dossier.form, decisions[key].value) if key in decisions else "",
        )
        for key in form.keys
    ]
