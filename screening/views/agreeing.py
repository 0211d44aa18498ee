"""Compare two opened ratings, agree and sign: one page, one form."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from screening import actions
from screening.engine.states import State
from screening.forms.agreeing import SIGN, ConsensusForm
from screening.forms.agreeing import initial_of as decided
from screening.forms.judging import initial_of as judged
from screening.models import Consensus
from screening.models.consensus import Earlier
from screening.policies import check_can_speak, check_is_unsigned, check_runs
from screening.queries.agreeing import unread_signs
from screening.queries.dossier import Dossier, get_dossier
from screening.queries.joint_page import asked_keys, read_joint
from screening.queries.profile_page import BAR
from screening.queries.telling import told_by
from screening.views.common import form_page, read_signs, who_and_when
from stopext.access.declare import PortalRequest, access
from stopext.access.errors import Invalid, Refused
from stopext.access.roles import Permission
from stopext.web.form_page import Done, answer


@access(Permission.SCREEN)
@require_http_methods(["GET", "HEAD", "POST"])
def compare_ratings(request: PortalRequest, pk: UUID) -> HttpResponse:
    """The differences, the shared answers, the joint judgement and the signatures."""
    dossier = get_dossier(request.actor, pk, writing=request.method == "POST")
    dossier.both()
    row = dossier.consensus()

    unread = unread_signs(dossier, row)

    def save(form: Any) -> Consensus:
        return actions.save_consensus(
            by=request.actor,
            screening=dossier.screening,
            decisions=form.decisions(),
            judgement=form.judgement(),
            version=form.cleaned_data["version"],
            source_known=form.cleaned_data["source_known"],
        )

    def act(form: Any) -> Done | str:
        saved = save(form)
        return _sign(request, dossier, saved, form) if form.signs_it else _saved_text(row)

    own = form_page(
        dossier,
        (_("Fælles vurdering"), ""),
        template="compare",
        back_url=reverse("screening:compare", args=[pk]),
        make=partial(
            ConsensusForm,
            dossier.form,
            asked_keys(dossier, row),
            to_read=unread,
            told_by=partial(told_by, dossier),
        ),
        act=act,
        keep=lambda form: _stored(save(form)),
        closed=_closed(dossier, row),
        told=lambda: _told(dossier),
        whose=lambda name: _whose(dossier, name),
        deciding=SIGN,
        undecided=_(
            "Du har ikke underskrevet, for der var gemt imens. Læs ændringerne, og underskriv så."
        ),
        initial=_stored(row),
        context=lambda form: {
            **_context(dossier, row, form),
            "joint_signs": read_signs(dossier.form, unread, unread),
        },
    )
    return answer(request, own)


def _sign(request: PortalRequest, dossier: Dossier, saved: Consensus, form: Any) -> Done | str:
    """Sign what was just saved; when something is missing it is saved all the same."""
    try:
        actions.sign_consensus(
            by=request.actor,
            screening=dossier.screening,
            version=saved.version,
            read=form.read_signs(),
        )
    except Invalid as reason:
        messages.error(request, _("Alt er gemt, men ikke underskrevet. %s") % reason)
        return Done(reverse("screening:compare", args=[dossier.screening.pk]))
    if dossier.screening.state == State.AGREED:
        return _("Begge har underskrevet. Den fælles vurdering er låst.")
    return _("Du har underskrevet. Den fælles vurdering er låst, når den anden også har.")


def _closed(dossier: Dossier, row: Consensus | None) -> str:
    """Why the form cannot be sent; those who only read are shown none."""
    try:
        check_can_speak(dossier)
        check_is_unsigned(row)
        check_runs(dossier.screening)
    except Refused as reason:
        return str(reason)
    return ""


def _saved_text(before: Consensus | None) -> str:
    if before is not None and before.is_signed:
        return _("Den fælles vurdering er gemt. Begge skal underskrive på ny.")
    return _("Den fælles vurdering er gemt. Når alt er afgjort, skal begge underskrive den.")


def _stored(row: Consensus | None) -> dict[str, Any]:
    if row is None:
        return {"version": 0}
    return {**_said(row), "version": row.version}


def _said(row: Consensus | Earlier) -> dict[str, Any]:
    """What a revision says, by field."""
    if isinstance(row, Consensus):
        return {**decided(row.read_decisions()), **judged(row.read_judgement())}
    return {**decided(row.decisions), **judged(row.judgement)}


def _told(dossier: Dossier) -> list[tuple[Any, Any]]:
    """Who saved last, and when, for who is overtaken by it; herself is no news."""
    row = dossier.consensus()
    if row is None or row.saved_by_id == dossier.actor.user_id:
        return []
    return [(_("Senest gemt"), who_and_when(row.saved_by_name, row.saved_at))]


def _whose(dossier: Dossier, name: str) -> str:
    """Who wrote what now stands in a field, and when: the last revision in which it was new."""
    row = dossier.consensus()
    if row is None:
        return ""
    stands, who, when = _said(row).get(name), row.saved_by_name, row.saved_at
    for one in row.read_earlier():
        if _said(one).get(name) != stands:
            break
        who, when = one.name, one.at
    return who_and_when(who, when)


def _context(dossier: Dossier, row: Consensus | None, form: ConsensusForm) -> dict[str, Any]:
    ours, theirs = dossier.both()
    joint = read_joint(dossier, row, form.keys)
    return {
        "form": form,
        "consensus": row,
        "judgement": row.read_judgement() if row else None,
        "joint": joint,
        "decided": [(each, form.parts(each.key)) for each in joint.rows],
        "municipality_rating": ours,
        "police_rating": theirs,
        "municipality_judgement": ours.read_judgement(),
        "police_judgement": theirs.read_judgement(),
        "stored_at": row.saved_at if row else None,
        "may_write": not _closed(dossier, row),
        "bar": BAR,
    }
