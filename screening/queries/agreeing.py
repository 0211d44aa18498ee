"""How far two opened ratings have come to one: decided, open, and to be read about."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from screening.engine.acknowledging import clear_signs, unread
from screening.engine.agreement import ConsensusError, Decision, agree, settled
from screening.engine.answers import Answer
from screening.models import Consensus
from screening.queries.dossier import Dossier
from stopext.access.errors import Invalid


def decisions_of(row: Consensus | None) -> dict[str, Decision]:
    """What is decided or written so far."""
    return row.read_decisions() if row else {}


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


def unread_signs(dossier: Dossier, row: Consensus | None) -> tuple[str, ...]:
    """Critical signs that the shared rating finds clear, as far as it is decided, and that the
    actor's authority has read about neither in its own rating nor here."""
    ours, theirs = dossier.both()
    answers = settled(dossier.form, ours.read_answers(), theirs.read_answers(), decisions_of(row))
    given = dossier.mine.read_acknowledged() if dossier.mine else []
    given += row.read_acknowledged(dossier.party) if row else []
    return unread(clear_signs(dossier.form, answers), given)
