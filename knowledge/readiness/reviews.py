"""Where a review is, seen from both sides."""

from __future__ import annotations

from typing import Any

from knowledge.readiness.choices import State
from knowledge.readiness.models import Reply, Review
from stopext.access.actor import Actor


def reply_of(review: Review) -> Reply | None:
    """What the other municipality has said; its rows were fetched with the review."""
    return next(iter(review.replies.all()), None)


def state_of(review: Review) -> State:
    """Where it is: the latest that happened on either side. One query where replies were not
    fetched."""
    reply = reply_of(review)
    if reply and not reply.is_accepted:
        return State.REFUSED
    if review.ended_at or (reply and reply.ended_at):
        return State.ENDED
    if review.answered_at:
        return State.ANSWERED
    if reply is None:
        return State.ASKED
    return State.SENT if reply.sent_at else State.ACCEPTED


def reviews_of(actor: Actor) -> Any:
    """Every review that the actor's municipality is a side of, with both names. Two queries."""
    rows = Review.objects.for_actor(actor).select_related("municipality", "reviewer")
    return rows.prefetch_related("replies")
