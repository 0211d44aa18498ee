"""Lock: from here on the profile is shown and nothing of the rating changes."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from screening.actions.recording import record, settle
from screening.engine.scoring import score
from screening.engine.sealing import PERSON
from screening.engine.states import BOTH_READ, State
from screening.models import Rating, Screening
from screening.policies import check_can_answer, check_can_lock, check_version, clear_critical
from screening.queries.dossier import dossier_of
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Invalid, Refused


@transaction.atomic
def lock_rating(*, by: Actor, screening: Screening, version: int) -> Rating:
    """Lock the actor's rating, compute and keep its profile, and open both when both are locked.

    Raises:
        Refused: not the rater, or already locked.
        Conflict: saved elsewhere since ``version``.
        Invalid: something is unanswered, unjudged or not acknowledged.
    """
    own = Rating.objects.for_actor(by).filter(screening=screening, authority_id=by.authority_id)
    list(own.select_for_update(of=("self",)).only("pk"))
    dossier = dossier_of(by, screening)
    check_can_answer(dossier)
    rating = dossier.mine
    if rating is None:
        raise Invalid(_("Der er ikke svaret på noget endnu."))
    check_version(rating.version, version)
    check_can_lock(rating)
    form, answers = screening.form, rating.read_answers()
    rating.profile = score(form, answers).to_plain()
    rating.locked_at, rating.seal_version = clock.now(), PERSON
    rating.content_hash = rating.compute_hash(form.content_hash())
    rating.save(update_fields=["profile", "content_hash", "seal_version", "locked_at"])
    settle(screening)
    record("lock", rating, screening, hash=rating.content_hash, state=screening.state)
    return rating


@transaction.atomic
def acknowledge_critical(*, by: Actor, screening: Screening) -> Rating:
    """Confirm that the banner about critical answers was read. Moves nothing by itself, and a
    second confirmation says nothing new.

    Raises:
        Refused: not the rater.
        Invalid: there is nothing critical to acknowledge.
    """
    dossier = dossier_of(by, screening)
    rating = dossier.mine
    if rating is None or not clear_critical(rating):
        raise Invalid(_("Der er ingen kritiske svar at bekræfte."))
    if not dossier.is_rater:
        raise Refused(_("Kun den, der besvarer, kan bekræfte."))
    if rating.critical_acknowledged_at is not None:
        return rating
    rating.critical_acknowledged_at = clock.now()
    rating.critical_acknowledged_by = by.user_id
    rating.save(update_fields=["critical_acknowledged_at", "critical_acknowledged_by"])
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
