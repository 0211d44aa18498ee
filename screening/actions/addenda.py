"""Add to a locked rating. The locked text itself stays as it was."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from screening.actions.recording import overruled, record
from screening.engine.judgement import Judgement
from screening.engine.states import BOTH_READ
from screening.models import Addendum, Rating, Screening
from screening.policies import check_can_change, check_is_complete, check_keeps_source
from screening.queries.dossier import dossier_of, hold
from screening.queries.telling import told_by, words_of
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.access.errors import Invalid, Refused


@transaction.atomic
def add_addendum(
    *, by: Actor, screening: Screening, text: str, source_known: bool = False
) -> Addendum:
    """A correction or new information. ``source_known``: the police are to read what tells who a
    protected source is.

    Raises:
        Refused: not locked, or not the rater or an overseer.
        Invalid: nothing was written, or it tells the police who a protected source is.
    """
    if not text.strip():
        raise Invalid(_("Skriv tilføjelsen."))
    return _add(
        by, screening, Addendum.Kind.NOTE, text.strip(), Judgement(), source_known=source_known
    )


@transaction.atomic
def change_judgement(
    *,
    by: Actor,
    screening: Screening,
    judgement: Judgement,
    reason: str,
    source_known: bool = False,
) -> Addendum:
    """Another judgement than the locked one, after the profile was seen. Both stay readable.
    ``source_known``: as for :func:`add_addendum`.

    Raises:
        Refused: not locked, not the rater, or both have signed.
        Invalid: the judgement is incomplete, no reason was written, or it tells the police who a
            protected source is.
    """
    check_is_complete(screening.form, judgement)
    if not reason.strip():
        raise Invalid(_("Skriv, hvorfor du ændrer vurderingen."))
    hold(screening.pk)
    check_can_change(dossier_of(by, screening))
    return _add(
        by, screening, Addendum.Kind.JUDGEMENT, reason.strip(), judgement, source_known=source_known
    )


def _add(
    by: Actor,
    screening: Screening,
    kind: Addendum.Kind,
    text: str,
    judgement: Judgement,
    *,
    source_known: bool,
) -> Addendum:
    dossier = dossier_of(by, screening)
    rating: Rating | None = dossier.mine
    if rating is None or not dossier.can_add:
        raise Refused(_("Der kan kun skrives til en låst vurdering, og kun af den, der låste den."))
    told = told_by(dossier, [(str(kind.label), text), *words_of(judgement)])
    check_keeps_source(told, source_known)
    row = Addendum(
        municipality_id=screening.municipality_id,
        screening=screening,
        rating=rating,
        authority_id=by.authority_id,
        kind=kind.value,
        text=text,
        judgement=judgement.to_plain() if judgement.level else {},
        by_id=by.user_id,
        by_name=by.name,
        at=clock.now(),
        after_opening=screening.state in BOTH_READ,
    )
    row.save(force_insert=True)
    details: dict[str, str | bool] = {"kind": kind.value, "after_opening": row.after_opening}
    record("add", row, screening, **details, **overruled(told))
    return row
