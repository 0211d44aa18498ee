"""What cohorts bring to the start page of a member: milestones it has not reached yet."""

from __future__ import annotations

from django.utils.translation import gettext as _

from knowledge.cohorts.query import current_cohort, own_lines
from stopext.access.actor import Actor
from stopext.web.start import Deed, Item, Panel

SHOWN = 3


def panels(actor: Actor) -> tuple[list[Deed], list[Panel]]:
    """The milestones that come first. One query for who is in no cohort, six for a member."""
    current = current_cohort(actor)
    if current is None:
        return [], []
    waiting = [line for line in own_lines(actor, current) if not line.state.is_done]
    url = current.get_absolute_url()
    panel = Panel(
        title=current.name,
        items=[
            Item(line.milestone.text, url, _("Milepæl"), line.milestone.due_on)
            for line in waiting[:SHOWN]
        ],
        empty=_("I har nået alle milepæle."),
        total=len(waiting),
        more_url=url,
        order=37,
    )
    return [], [panel]
