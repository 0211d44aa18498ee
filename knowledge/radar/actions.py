"""Decide on a place that quotes something changed. The only writer of marks."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from knowledge.radar.choices import State
from knowledge.radar.models import Mark
from knowledge.radar.policies import check_decides
from stopext.access.actor import Actor
from stopext.access.errors import Conflict
from stopext.audit.record import note


@transaction.atomic
def mark(*, by: Actor, change: str, place: str, version: int, state: State, note_text: str) -> Mark:
    """Say that ``place`` is handled, not relevant or open again; what was said before is kept.
    ``version`` is the number of the decision that was seen, 0 before the first.

    Raises:
        Refused: the role may not. Conflict: a colleague decided meanwhile.
    """
    check_decides(by)
    rows = Mark.objects.for_actor(by).filter(change=change, place=place)
    last: Mark | None = rows.order_by("-number").first()
    seen = last.number if last else 0
    if last is not None and (last.state, last.note) == (state, note_text):
        return last
    if version != seen:
        raise Conflict(_("En kollega har behandlet det samme, mens du skrev."))
    made = Mark(
        authority_id=by.authority_id,
        change=change,
        place=place,
        number=seen + 1,
        state=state,
        note=note_text,
        by_name=by.name,
    )
    made.save(force_insert=True)
    note("radar.mark", "radar.mark", made.pk)
    return made
