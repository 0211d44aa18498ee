"""The first place that waits is handled by an adviser, and the second is not relevant. Through the
real action."""

from __future__ import annotations

from knowledge.advice.demo.asked import acting_as
from knowledge.radar import actions
from knowledge.radar.choices import State
from knowledge.radar.hits import radar
from knowledge.radar.models import Mark
from stopext.access.roles import Role
from stopext.accounts.models import CENTRE
from stopext.web.registry import Progress

SAID = (
    (State.HANDLED, "Kommunen har fået besked og retter afsnittet ved næste revision."),
    (State.NOT_RELEVANT, "Teksten passer stadig."),
)


def make(progress: Progress) -> None:
    """Once: where something is decided, nothing is added."""
    with acting_as(CENTRE, Role.ADVISER) as adviser:
        if Mark.objects.for_actor(adviser).exists():
            return
        waiting = [(one.key, hit.key) for one in radar(adviser) for hit in one.hits if hit.is_open]
        for (change, place), (state, text) in zip(waiting, SAID, strict=False):
            actions.mark(
                by=adviser, change=change, place=place, version=0, state=state, note_text=text
            )
    progress(1, 1)
