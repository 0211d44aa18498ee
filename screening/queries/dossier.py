"""One screening as one actor sees it: the row, her own rating, the other's, and what they share."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.http import Http404

from screening.engine.definition import Definition
from screening.engine.states import BOTH_READ, State
from screening.models import Consensus, Rating, Screening
from screening.models.screening import OVERSEERS, with_version
from stopext.access.actor import Actor
from stopext.access.roles import Kind, Permission


@dataclass
class Dossier:
    """What a page or an action needs; three queries."""

    actor: Actor
    screening: Screening
    mine: Rating | None
    """The rating of the actor's own authority."""
    other: Rating | None
    """The other authority's rating; None until the database opens it."""
    writing: bool = False
    """Whether the screening is held for the actor, who has sent something."""

    @property
    def form(self) -> Definition:
        """The questions that are asked."""
        return self.screening.form

    @property
    def is_municipality(self) -> bool:
        """Whether the actor belongs to the owner; otherwise to the invited district."""
        return self.actor.kind is Kind.MUNICIPALITY

    @property
    def party(self) -> str:
        """The actor's side: ``municipality`` or ``police``."""
        return "municipality" if self.is_municipality else "police"

    @property
    def is_rater(self) -> bool:
        """Whether the actor is the one who answers, or may begin to."""
        return self.mine is None or self.mine.rater_id == self.actor.user_id

    @property
    def oversees(self) -> bool:
        """Whether the actor's role looks after the authority's screenings."""
        return self.actor.role in OVERSEERS

    @property
    def is_asked(self) -> bool:
        """Whether the screening is still to be answered."""
        return self.screening.state == State.OPEN and self.screening.subject_ended_at is None

    @property
    def can_answer(self) -> bool:
        """Whether the actor may write answers and judgement now."""
        unlocked = self.mine is None or not self.mine.is_locked
        return self.is_asked and unlocked and self.is_rater

    @property
    def can_take_over(self) -> bool:
        """Whether the actor may continue a colleague's unlocked rating."""
        started = self.mine is not None and not self.mine.is_locked
        return self.is_asked and started and not self.is_rater and self.oversees

    @property
    def can_add(self) -> bool:
        """Whether the actor may add to the locked rating of her authority."""
        return bool(self.mine and self.mine.is_locked and (self.is_rater or self.oversees))

    @property
    def can_cancel(self) -> bool:
        """Whether the actor may call the screening off."""
        orders = self.is_municipality and self.actor.can(Permission.ORDER_SCREENING)
        return orders and self.screening.state == State.OPEN

    @property
    def other_locked_at(self) -> object:
        """When the other authority locked; known to both although the rating itself is hidden."""
        row = self.screening
        return row.police_locked_at if self.is_municipality else row.municipality_locked_at

    @property
    def other_name(self) -> str:
        """The other authority as words in the middle of a sentence."""
        return "politiet" if self.is_municipality else "kommunen"

    @property
    def can_open_alone(self) -> bool:
        """Whether the municipality may go on without the police, whose access has ended."""
        return bool(
            self.is_municipality
            and self.screening.state == State.OPEN
            and self.mine
            and self.mine.is_locked
            and not self.screening.police_has_access
        )

    @property
    def can_compare(self) -> bool:
        """Whether there are two opened ratings to compare."""
        both = self.mine is not None and self.other is not None
        return both and self.screening.state in BOTH_READ

    def consensus(self) -> Consensus | None:
        """The shared rating, if it has been begun; one query."""
        rows = Consensus.objects.for_actor(self.actor)
        found: Consensus | None = rows.filter(screening=self.screening).first()
        if found is not None:
            found.screening = self.screening
        return found

    def both(self) -> tuple[Rating, Rating]:
        """The municipality's rating and the police's.

        Raises:
            Http404: there is nothing to compare yet.
        """
        if not self.can_compare or self.mine is None or self.other is None:
            raise Http404
        return (self.mine, self.other) if self.is_municipality else (self.other, self.mine)


def hold(pk: UUID) -> None:
    """Nobody else who writes in this screening does so until the transaction ends: what is read
    from now on is what is stored. Also before there is a row that could be locked."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(pk)])


def get_dossier(actor: Actor, pk: UUID, *, writing: bool = False) -> Dossier:
    """The screening with what the actor may see of it; held when she is ``writing``.

    Raises:
        Http404: no such screening, or not for this actor.
    """
    if writing:
        hold(pk)
    row = with_version(Screening.objects.for_actor(actor)).filter(pk=pk).first()
    if row is None:
        raise Http404
    found = dossier_of(actor, row)
    found.writing = writing
    return found


def dossier_of(actor: Actor, screening: Screening) -> Dossier:
    """The dossier of a row that was opened for the actor; one query."""
    mine = other = None
    for rating in Rating.objects.for_actor(actor).filter(screening=screening):
        rating.screening = screening
        if rating.authority_id == actor.authority_id:
            mine = rating
        else:
            other = rating
    return Dossier(actor, screening, mine, other)
