"""What self-assessments bring to the start page: the one that is open, and who waits for whom."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge.plans.duties import own_in_force, past_their_day
from knowledge.readiness.choices import State
from knowledge.readiness.duties import latest_locked, to_make
from knowledge.readiness.models import Assessment, Review
from knowledge.readiness.reviews import reviews_of, state_of
from stopext.access.actor import Actor
from stopext.access.roles import Permission
from stopext.access.together import Asking
from stopext.web.start import Item, Panel, Work

ORDER = 37


def panels(actor: Actor) -> Asking[Work]:
    """One panel for who leads the work. Four questions, and one query for the replies to
    reviews."""
    if not actor.can(Permission.EDIT_OWN_PLAN):
        return [], []
    url = reverse("readiness:list")
    rows = Assessment.objects.for_actor(actor).filter(is_locked=False)
    begun, reviews, latest, in_force = yield [
        rows[:1],
        reviews_of(actor),
        latest_locked(actor),
        own_in_force(actor),
    ]
    late = past_their_day(to_make(latest, next(iter(in_force), None)))
    items = [Item(duty.text, duty.url, duty.why, duty.on) for duty in late]
    for row in begun:
        page = reverse("readiness:show", args=[row.pk])
        items.append(Item(_("Selvvurdering i gang"), page, _("Svar på udsagnene, tema for tema.")))
    items.extend(_waiting(actor, reviews))
    panel = Panel(
        title=_("Selvvurdering"),
        items=items,
        empty=_("Ingen selvvurdering er i gang, og ingen venter på jer."),
        more_url=url,
        order=ORDER,
    )
    return [], [panel]


def _waiting(actor: Actor, reviews: list[Review]) -> list[Item]:
    """Reviews in which the own side has the next word."""
    found = []
    for row in reviews:
        is_owner = row.municipality_id == actor.authority_id
        other = (row.reviewer if is_owner else row.municipality).name
        mine = (State.SENT,) if is_owner else (State.ASKED, State.ACCEPTED)
        if (state := state_of(row)) in mine:
            page = reverse("readiness:review", args=[row.pk])
            found.append(Item(_("Gennemgang med %s") % other, page, str(state.label)))
    return found
