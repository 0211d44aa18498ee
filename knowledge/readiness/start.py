"""What self-assessments bring to the start page: the one that is open, and who waits for whom."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge.readiness.choices import State
from knowledge.readiness.models import Assessment
from knowledge.readiness.reviews import reviews_of, state_of
from stopext.access.actor import Actor
from stopext.access.roles import Permission
from stopext.web.start import Deed, Item, Panel

ORDER = 37


def panels(actor: Actor) -> tuple[list[Deed], list[Panel]]:
    """One panel for who leads the work. Three queries."""
    if not actor.can(Permission.EDIT_OWN_PLAN):
        return [], []
    url = reverse("readiness:list")
    rows = Assessment.objects.for_actor(actor)
    items = []
    if (row := rows.filter(is_locked=False).first()) is not None:
        page = reverse("readiness:show", args=[row.pk])
        items.append(Item(_("Selvvurdering i gang"), page, _("Svar på udsagnene, tema for tema.")))
    items.extend(_waiting(actor))
    panel = Panel(
        title=_("Selvvurdering"),
        items=items,
        empty=_("Ingen selvvurdering er i gang, og ingen venter på jer."),
        more_url=url,
        order=ORDER,
    )
    return [], [panel]


def _waiting(actor: Actor) -> list[Item]:
    """Reviews in which the own side has the next word."""
    found = []
    for row in reviews_of(actor):
        is_owner = row.municipality_id == actor.authority_id
        other = (row.reviewer if is_owner else row.municipality).name
        mine = (State.SENT,) if is_owner else (State.ASKED, State.ACCEPTED)
        if (state := state_of(row)) in mine:
            page = reverse("readiness:review", args=[row.pk])
            found.append(Item(_("Gennemgang med %s") % other, page, str(state.label)))
    return found
