"""Tell the other side of a review what happened: a job, for no municipality sees who leads the work
in another.

What was told stands in the notices themselves, so that the job is safe to run twice."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import timedelta
from functools import partial
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge.readiness.choices import State
from knowledge.readiness.models import Reply, Review
from knowledge.readiness.reviews import reviews_of, state_of
from stopext.access import clock, jobs
from stopext.access.actor import Actor
from stopext.access.roles import Role
from stopext.access.scoping import unscoped
from stopext.accounts.models import Membership, in_force
from stopext.notifications.kinds import Line
from stopext.notifications.sending import notify

#: Its name, by which the policies of the tables know it.
JOB = "tell_of_reviews"
#: The kind of its notices; the policy of the notices knows it too.
KIND = "peer_review"
#: So far back it looks for what nobody was told of, as when it stood still; far less than the year
#: for which notices are kept, so that nothing is told again.
BACK = timedelta(days=30)
REASON = "the job, for both sides; its policy lets it"


def tell_of_reviews() -> None:
    """Tell who leads the work on the other side what happened lately."""
    since = clock.now() - BACK
    with jobs.working(JOB):
        replies = unscoped(Reply, reason=REASON)
        news = Q(decided_at__gte=since) | Q(sent_at__gte=since) | Q(ended_at__gte=since)
        told_by_reviewer = {row.review_id: row for row in replies.filter(news)}
        own = Q(asked_at__gte=since) | Q(answered_at__gte=since) | Q(ended_at__gte=since)
        rows = unscoped(Review, reason=REASON).filter(own | Q(pk__in=[*told_by_reviewer]))
        for review in rows.order_by("pk"):
            for place, occasion in happened(review, told_by_reviewer.get(review.pk)):
                notify(
                    KIND,
                    authority_id=place,
                    to=_leading(place),
                    about=review.pk,
                    occasion=occasion,
                )


def happened(review: Review, reply: Reply | None) -> Iterator[tuple[int, str]]:
    """Whom to tell, and of what."""
    for occasion, moment in (
        (State.ASKED, review.asked_at),
        (State.ANSWERED, review.answered_at),
        (State.ENDED, review.ended_at),
    ):
        if moment:
            yield review.reviewer_id, occasion
    if reply is None:
        return
    yield review.municipality_id, State.ACCEPTED if reply.is_accepted else State.REFUSED
    for occasion, moment in ((State.SENT, reply.sent_at), (State.ENDED, reply.ended_at)):
        if moment:
            yield review.municipality_id, occasion


def _leading(place: int) -> set[UUID]:
    """The coordinators; the leaders where there is none."""
    rows = unscoped(Membership, reason=REASON).filter(in_force(), authority_id=place)
    for role in (Role.COORDINATOR, Role.LEADER):
        if found := {*rows.filter(role=role).values_list("user_id", flat=True)}:
            return found
    return set()


def lines(actor: Actor, keys: Collection[UUID]) -> dict[UUID, Line]:
    """What a notice says: what the other side did; else with whom the review is, and where."""
    found = {}
    for row in reviews_of(actor).filter(pk__in=keys):
        is_owner = row.municipality_id == actor.authority_id
        said = {
            "name": (row.reviewer if is_owner else row.municipality).name,
            "state": state_of(row).label.lower(),
        }
        text = _("Gennemgang af selvvurdering med %(name)s: %(state)s") % said
        words = _of_reviewer() if is_owner else _of_owner()
        events = {occasion: told % said for occasion, told in words.items()}
        url = reverse("readiness:review", args=[row.pk])
        found[row.pk] = Line(text, url, partial(_event, events))
    return found


def _event(events: Mapping[str, str], occasion: str) -> str:
    return events.get(occasion, "")


def _of_owner() -> dict[str, str]:
    """What the municipality that asked did."""
    return {
        State.ASKED: _("%(name)s beder jer om at gennemgå sin selvvurdering"),
        State.ANSWERED: _("%(name)s har svaret på jeres bemærkninger til sin selvvurdering"),
        State.ENDED: _("%(name)s har afsluttet gennemgangen af sin selvvurdering"),
    }


def _of_reviewer() -> dict[str, str]:
    """What the municipality that was asked did."""
    return {
        State.ACCEPTED: _("%(name)s har sagt ja til at gennemgå jeres selvvurdering"),
        State.REFUSED: _("%(name)s har sagt nej til at gennemgå jeres selvvurdering"),
        State.SENT: _("%(name)s har sendt bemærkninger til jeres selvvurdering"),
        State.ENDED: _("%(name)s har afsluttet gennemgangen af jeres selvvurdering"),
    }
