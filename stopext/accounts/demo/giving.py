"""A role that waits in the demo: one administrator has given it, the other has not confirmed it."""

from __future__ import annotations

from stopext.access import clock
from stopext.access.roles import Role
from stopext.accounts.actions import invite
from stopext.accounts.demo.acting import administrator
from stopext.accounts.models import Authority, Invitation
from stopext.web.registry import Progress

#: A municipality of which nobody works here yet, and who will be the first.
PLACE = 101
EMAIL = "bente.eksempelsen@demo.example"


def give(progress: Progress) -> None:
    """The first leader of a municipality, invited by the second administrator; again when nobody
    has answered in time."""
    with administrator(1) as by:
        made = Invitation.objects.for_actor(by).filter(email=EMAIL, expires_at__gt=clock.now())
        if not made.exists():
            invite(
                by=by,
                authority=Authority.objects.get(pk=PLACE),
                email=EMAIL,
                name="Bente Eksempelsen",
                title="Leder af forebyggelse",
                role=Role.LEADER,
            )
    progress(1, 1)
