"""Agree: decide where the two ratings differ, judge together, sign."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from screening.actions.recording import record, settle
from screening.engine.agreement import ConsensusError, Decision, agree
from screening.engine.answers import Answer
from screening.engine.judgement import Judgement
from screening.engine.sealing import content_hash
from screening.models import Consensus, Screening
from screening.policies import check_can_speak, check_is_complete, check_version
from screening.queries.dossier import Dossier, dossier_of
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Conflict, Invalid, Refused

_SIGNATURE_FIELDS = [
    f"signed_by_{party}_{part}"
    for party in ("municipality", "police")
    for part in ("at", "id", "name")
]


@transaction.atomic
def save_consensus(
    *,
    by: Actor,
    screening: Screening,
    decisions: Mapping[str, Decision],
    judgement: Judgement,
    version: int,
) -> Consensus:
    """Store the shared decisions and judgement; may be incomplete. Takes both signatures away.

    Raises:
        Refused: not opened, already signed by both, or not one who speaks for the authority.
        Conflict: somebody saved since ``version``.
    """
    dossier = _checked(by, screening)
    row = _held(by, screening)
    check_version(row.version if row else 0, version)
    if row is not None and row.is_agreed:
        raise Refused(_("Den fælles vurdering er underskrevet af begge og kan ikke ændres."))
    adding = row is None
    row = row or Consensus(municipality_id=screening.municipality_id, screening=screening)
    row.decisions = {
        key: {"value": d.value.value, "reason": d.reason, "who_could_know": d.who_could_know}
        for key, d in decisions.items()
    }
    row.judgement = judgement.to_plain()
    row.version += 1
    row.saved_at, row.saved_by_name, row.content_hash = clock.now(), by.name, ""
    _unsign(row)
    _store(row, adding)
    record("agree", row, screening, decided=len(decisions), open=len(open_keys(dossier, decisions)))
    return row


@transaction.atomic
def sign_consensus(*, by: Actor, screening: Screening, version: int) -> Consensus:
    """Sign for the actor's authority; with both signatures the screening is agreed.

    Raises:
        Refused: not one who speaks for the authority, or already signed by both.
        Conflict: changed since ``version``.
        Invalid: a decision or the joint judgement is missing.
    """
    dossier = _checked(by, screening)
    row = _held(by, screening)
    if row is None:
        raise Invalid(_("Skriv den fælles vurdering, før I underskriver."))
    check_version(row.version, version)
    if row.is_agreed:
        raise Refused(_("Den fælles vurdering er underskrevet af begge og kan ikke ændres."))
    shared = shared_answers(dossier, row.read_decisions())
    check_is_complete(screening.form, row.read_judgement())
    row.content_hash = content_hash(screening.form.content_hash(), shared, row.read_judgement())
    party = "municipality" if dossier.is_municipality else "police"
    for part, value in {"at": clock.now(), "id": by.user_id, "name": by.name}.items():
        setattr(row, f"signed_by_{party}_{part}", value)
    row.save(
        update_fields=["content_hash", *(f"signed_by_{party}_{p}" for p in ("at", "id", "name"))]
    )
    settle(screening)
    record("sign", row, screening, party=party, hash=row.content_hash, state=screening.state)
    return row


def shared_answers(dossier: Dossier, decisions: Mapping[str, Decision]) -> dict[str, Answer]:
    """The shared rating.

    Raises:
        Invalid: an indicator still needs a decision; names all of them.
    """
    try:
        ours, theirs = dossier.both()
        return agree(dossier.form, ours.read_answers(), theirs.read_answers(), decisions)
    except ConsensusError as error:
        keys = ", ".join(dict.fromkeys(problem.indicator for problem in error.problems))
        raise Invalid(_("I mangler at blive enige om: %(keys)s.") % {"keys": keys}) from error


def open_keys(dossier: Dossier, decisions: Mapping[str, Decision]) -> tuple[str, ...]:
    """Indicators that still need a decision or its reason, in the order they are asked."""
    ours, theirs = dossier.both()
    try:
        agree(dossier.form, ours.read_answers(), theirs.read_answers(), decisions)
    except ConsensusError as error:
        return tuple(dict.fromkeys(problem.indicator for problem in error.problems))
    return ()


def _checked(by: Actor, screening: Screening) -> Dossier:
    dossier = dossier_of(by, screening)
    if not dossier.can_compare:
        raise Refused(_("De to vurderinger er ikke åbnet endnu."))
    check_can_speak(dossier)
    return dossier


def _held(by: Actor, screening: Screening) -> Consensus | None:
    rows = Consensus.objects.for_actor(by).select_for_update(of=("self",))
    found: Consensus | None = rows.filter(screening=screening).first()
    return found


def _unsign(row: Consensus) -> None:
    for name in _SIGNATURE_FIELDS:
        setattr(row, name, "" if name.endswith("_name") else None)


def _store(row: Consensus, adding: bool) -> None:
    if not adding:
        fields = ["decisions", "judgement", "version", "saved_at", "saved_by_name", "content_hash"]
        row.save(update_fields=[*fields, *_SIGNATURE_FIELDS])
        return
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict(_("Den anden part gemte i samme øjeblik.")) from error
