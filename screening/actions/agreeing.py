"""Agree: decide where the two ratings differ, judge together, sign."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from screening.actions.recording import overruled, record, settle
from screening.engine.acknowledging import Acknowledgement
from screening.engine.agreement import Decision
from screening.engine.answers import answers_to_plain
from screening.engine.judgement import Judgement
from screening.engine.scoring import score
from screening.models import Consensus, Screening
from screening.policies import (
    check_can_speak,
    check_is_complete,
    check_is_unsigned,
    check_keeps_source,
    check_runs,
    check_version,
)
from screening.queries.agreeing import open_keys, shared_answers, unread_signs
from screening.queries.dossier import Dossier, dossier_of, hold
from screening.queries.telling import told_by, words_of_both
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Invalid, Refused

_SEALED = ["content_hash", "answers", "profile"]
_SIGNATURE_FIELDS = [
    f"signed_by_{party}_{part}"
    for party in ("municipality", "police")
    for part in ("at", "id", "name")
]
_CONTENT = [
    *("decisions", "judgement", "earlier", "version", "saved_at", "saved_by_name", "saved_by_id"),
    *_SEALED,
    *_SIGNATURE_FIELDS,
]


@transaction.atomic
def save_consensus(
    *,
    by: Actor,
    screening: Screening,
    decisions: Mapping[str, Decision],
    judgement: Judgement,
    version: int,
    source_known: bool = False,
) -> Consensus:
    """Store the shared decisions and judgement; may be incomplete. What somebody else wrote or
    signed is kept as an earlier revision, and a change takes both signatures away. Nothing when
    all of it is stored already. ``source_known``: the police are to read what is new and tells who
    a protected source is.

    Raises:
        Refused: not opened, already signed by both, not one who speaks for the authority, or the
            case has ended.
        Conflict: somebody saved since ``version``.
        Invalid: it tells the police who a protected source is.
    """
    dossier = _checked(by, screening)
    row = dossier.consensus()
    check_version(row.version if row else 0, version)
    check_is_unsigned(row)
    if row is not None and (row.read_decisions(), row.read_judgement()) == (decisions, judgement):
        return row
    stood = {*words_of_both(row.read_decisions(), row.read_judgement())} if row else set()
    words = words_of_both(decisions, judgement)
    told = told_by(dossier, [each for each in words if each not in stood])
    check_keeps_source(told, source_known)
    adding = row is None
    row = row or Consensus(municipality_id=screening.municipality_id, screening=screening)
    if not adding and (row.is_signed or row.saved_by_id != by.user_id):
        row.earlier = [*(row.earlier or ()), row.to_earlier()]
    row.decisions = {
        key: {"value": d.value, "reason": d.reason, "who_could_know": d.who_could_know}
        for key, d in decisions.items()
    }
    row.judgement = judgement.to_plain()
    row.version += 1
    row.saved_at, row.saved_by_name, row.saved_by_id = clock.now(), by.name, by.user_id
    _unsign(row)
    row.save(force_insert=adding, update_fields=None if adding else _CONTENT)
    counts = {"decided": len(decisions), "open": len(open_keys(dossier, decisions))}
    record("agree", row, screening, **counts, **overruled(told))
    return row


@transaction.atomic
def sign_consensus(
    *, by: Actor, screening: Screening, version: int, read: Collection[str] = ()
) -> Consensus:
    """Sign for the actor's authority; with both signatures the screening is agreed. ``read`` are
    the critical signs that the actor has just read about.

    Raises:
        Refused: not one who speaks for the authority, already signed by both, or the case has
            ended.
        Conflict: changed since ``version``.
        Invalid: a decision or the joint judgement is missing, or a critical sign was not read of.
    """
    dossier = _checked(by, screening)
    row = dossier.consensus()
    if row is None:
        raise Invalid(_("Skriv den fælles vurdering, før I underskriver."))
    check_version(row.version, version)
    check_is_unsigned(row)
    shared = shared_answers(dossier, row.read_decisions())
    check_is_complete(screening.form, row.read_judgement())
    _acknowledge(dossier, row, read)
    row.answers = answers_to_plain(shared)
    row.profile = score(screening.form, shared).to_plain()
    row.content_hash = row.compute_hash(screening.form.content_hash())
    for part, value in {"at": clock.now(), "id": by.user_id, "name": by.name}.items():
        setattr(row, f"signed_by_{dossier.party}_{part}", value)
    own = [f"signed_by_{dossier.party}_{part}" for part in ("at", "id", "name")]
    row.save(update_fields=[*_SEALED, f"acknowledged_by_{dossier.party}", *own])
    settle(screening)
    record(
        "sign", row, screening, party=dossier.party, hash=row.content_hash, state=screening.state
    )
    return row


def _acknowledge(dossier: Dossier, row: Consensus, read: Collection[str]) -> None:
    asked = unread_signs(dossier, row)
    missing = [key for key in asked if key not in read]
    if missing:
        raise Invalid(
            _("Læs om de kritiske tegn, og sæt kryds, før du underskriver: %(keys)s.")
            % {"keys": ", ".join(missing)}
        )
    if asked:
        name = f"acknowledged_by_{dossier.party}"
        actor = dossier.actor
        given = Acknowledgement(asked, clock.now(), actor.user_id, actor.name)
        setattr(row, name, [*(getattr(row, name) or ()), given.to_plain()])


def _checked(by: Actor, screening: Screening) -> Dossier:
    hold(screening.pk)
    dossier = dossier_of(by, screening)
    if not dossier.can_compare:
        raise Refused(_("De to vurderinger er ikke åbnet endnu."))
    check_can_speak(dossier)
    # As it is now: who has the page open since before the end has it from then.
    now = Screening.objects.for_actor(by).filter(pk=screening.pk)
    screening.subject_ended_at = now.values_list("subject_ended_at", flat=True).first()
    check_runs(screening)
    return dossier


def _unsign(row: Consensus) -> None:
    row.content_hash, row.answers, row.profile = "", None, None
    for name in _SIGNATURE_FIELDS:
        setattr(row, name, "" if name.endswith("_name") else None)
