"""Lock: from here on the profile is shown and nothing of the rating changes."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from screening.actions.recording import overruled, record, settle
from screening.engine.acknowledging import Acknowledgement
from screening.engine.answers import Answer, visible_keys
from screening.engine.definition import Definition
from screening.engine.scoring import score
from screening.engine.sealing import PERSON
from screening.engine.states import BOTH_READ, State
from screening.models import Rating, Screening
from screening.policies import (
    check_can_answer,
    check_can_lock,
    check_keeps_source,
    check_version,
)
from screening.queries.dossier import dossier_of, hold
from screening.queries.telling import told_by_rating
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Invalid, Refused


@transaction.atomic
def lock_rating(
    *, by: Actor, screening: Screening, version: int, source_known: bool = False
) -> Rating:
    """Lock the actor's rating, compute and keep its profile, and open both when both are locked.
    Answers to questions that other answers have closed are no part of what is locked.
    ``source_known``: the police are to read what tells who a protected source is.

    Raises:
        Refused: not the rater, or already locked.
        Conflict: saved elsewhere since ``version``.
        Invalid: something is unanswered, unjudged or not acknowledged, or tells the police who a
            protected source is.
    """
    hold(screening.pk)
    dossier = dossier_of(by, screening)
    check_can_answer(dossier)
    rating = dossier.mine
    if rating is None:
        raise Invalid(_("Der er ikke svaret på noget endnu."))
    check_version(rating.version, version)
    check_can_lock(rating)
    told = told_by_rating(dossier)
    check_keeps_source(told, source_known)
    form = screening.form
    answers = _asked(form, rating.read_answers())
    rating.write_answers(answers)
    rating.profile = score(form, answers).to_plain()
    rating.locked_at, rating.seal_version = clock.now(), PERSON
    rating.content_hash = rating.compute_hash(form.content_hash())
    rating.save(update_fields=["answers", "profile", "content_hash", "seal_version", "locked_at"])
    settle(screening)
    details = {"hash": rating.content_hash, "state": screening.state}
    record("lock", rating, screening, **details, **overruled(told))
    return rating


def _asked(form: Definition, answers: dict[str, Answer]) -> dict[str, Answer]:
    visible = visible_keys(form, answers)
    return {key: answer for key, answer in answers.items() if key in visible}


@transaction.atomic
def acknowledge_critical(*, by: Actor, screening: Screening, keys: Collection[str]) -> Rating:
    """Confirm that the banner about these critical signs was read. Moves nothing by itself, and a
    second confirmation says nothing new; a sign that comes later is asked about anew.

    Raises:
        Refused: not the rater.
        Invalid: there is nothing critical to acknowledge.
    """
    hold(screening.pk)
    dossier = dossier_of(by, screening)
    rating = dossier.mine
    if rating is None or not rating.clear_signs():
        raise Invalid(_("Der er ingen kritiske svar at bekræfte."))
    if not dossier.is_rater:
        raise Refused(_("Kun den, der besvarer, kan bekræfte."))
    read = tuple(key for key in rating.unread_signs() if key in keys)
    if not read:
        return rating
    given = Acknowledgement(read, clock.now(), by.user_id, by.name)
    rating.acknowledged = [*(rating.acknowledged or ()), given.to_plain()]
    rating.save(update_fields=["acknowledged"])
    record("acknowledge", rating, screening)
    return rating


@transaction.atomic
def open_alone(*, by: Actor, screening: Screening) -> None:
    """Go on without the police, whose access has ended before they locked. Nothing when it is
    open already.

    Raises:
        Refused: the police still have access, or the municipality has not locked.
    """
    dossier = dossier_of(by, screening)
    if dossier.is_municipality and screening.state in BOTH_READ:
        return
    if not dossier.can_open_alone:
        raise Refused(_("Vurderingen kan først åbnes, når begge har låst."))
    settle(screening)
    if screening.state == State.OPEN:  # the database's clock has the last word
        raise Refused(_("Vurderingen kan først åbnes, når begge har låst."))
    record("open", screening, screening, state=screening.state)
