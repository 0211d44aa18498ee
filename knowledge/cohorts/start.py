"""What cohorts bring to the start page of a member: milestones it has not reached yet."""

from __future__ import annotations

from django.utils.translation import gettext as _

from knowledge.cohorts.models import Cohort, Member
from knowledge.cohorts.query import own_lines
from stopext.access.actor import Actor
from stopext.access.roles import Kind, Permission
from stopext.access.together import Asking
from stopext.web.start import Item, Panel, Work

SHOWN = 3


def panels(actor: Actor) -> Asking[Work]:
    """The milestones that come first. One question, and four queries for a member."""
    if actor.kind is not Kind.MUNICIPALITY or not actor.can(Permission.EDIT_OWN_PLAN):
        return [], []
    [rows] = yield [Member.objects.for_actor(actor).select_related("cohort").order_by("-joined_on")]
    current: Cohort | None = next((one.cohort for one in rows if one.is_in), None)
    if current is None:
        return [], []
    lines = own_lines(actor, current)
    waiting = [line for line in lines if not line.state.is_done]
    url = current.get_absolute_url()
    panel = Panel(
        title=current.name,
        items=[
            Item(line.milestone.text, url, _("Milepæl"), line.milestone.due_on)
            for line in waiting[:SHOWN]
        ],
        empty=_("I har nået alle milepæle.") if lines else _("Forløbet har ingen milepæle endnu."),
        total=len(waiting),
        more_url=url,
        order=37,
    )
    return [], [panel]
