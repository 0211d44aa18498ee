"""How it stands with a case that was handed over to the police district."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Subquery, TextChoices
from django.utils.translation import gettext_lazy as _

from casework.models import Case, Disclosure, HandOverAnswer
from casework.rules.codes import HandOverReply
from casework.rules.disclosure import DisclosureStatus
from casework.rules.workflow import State
from stopext.access import clock
from stopext.access.actor import Actor


class HandOverStatus(TextChoices):
    """What the district has answered; derived, never stored."""

    WAITING = "waiting", _("Venter på politikredsens svar")
    ACCEPTED = "accepted", _("Politikredsen har taget imod sagen")
    REFUSED = "refused", _("Politikredsen har afvist sagen")
    LAPSED = "lapsed", _("Ikke besvaret: delingen er udløbet eller trukket tilbage")
    NOTHING_SENT = "nothing_sent", _("Der er ikke sendt noget til politikredsen i portalen")


#: The case is the municipality's to settle again: anew to the police, or back.
OPEN_AGAIN = frozenset({HandOverStatus.REFUSED, HandOverStatus.LAPSED, HandOverStatus.NOTHING_SENT})


@dataclass(frozen=True, slots=True)
class HandOver:
    """The latest hand-over of a case, and its answer."""

    status: HandOverStatus
    row: Disclosure | None = None
    answer: HandOverAnswer | None = None

    @property
    def is_open_again(self) -> bool:
        """Whether the municipality decides what happens next."""
        return self.status in OPEN_AGAIN

    @property
    def is_waiting(self) -> bool:
        """Whether the district can still answer, and has not."""
        return self.status is HandOverStatus.WAITING

    @property
    def is_accepted(self) -> bool:
        """Whether the district has taken the case over."""
        return self.status is HandOverStatus.ACCEPTED

    @property
    def still_read(self) -> bool:
        """Whether the district that refused can read what was handed over."""
        row = self.row
        return (
            self.status is HandOverStatus.REFUSED
            and row is not None
            and row.status(clock.now()) is DisclosureStatus.ACTIVE
        )


def latest_hand_over(actor: Actor, case: Case) -> HandOver:
    """Of a case that the actor sees. Two queries at most."""
    rows = Disclosure.objects.for_actor(actor).filter(case=case, hand_over=True)
    row = rows.order_by("-at", "-pk").first()
    if row is None:
        return HandOver(HandOverStatus.NOTHING_SENT)
    answer = HandOverAnswer.objects.for_actor(actor).filter(disclosure=row).first()
    return HandOver(_status(row, answer), row, answer)


def _status(row: Disclosure, answer: HandOverAnswer | None) -> HandOverStatus:
    if answer is not None:
        return HandOverStatus(answer.reply)
    active = row.status(clock.now()) is DisclosureStatus.ACTIVE
    return HandOverStatus.WAITING if active else HandOverStatus.LAPSED


def received_hand_overs(actor: Actor) -> Any:
    """What is handed over to the police district and lasts, with the ``reply`` to each."""
    answers = HandOverAnswer.objects.for_actor(actor).filter(disclosure=OuterRef("pk"))
    rows = Disclosure.objects.for_actor(actor).filter(hand_over=True)
    return rows.annotate(reply=Subquery(answers.values("reply")[:1]))


def waiting_hand_overs(actor: Actor) -> Any:
    """Hand-overs that the police district can still answer and has not: the municipality waits."""
    rows = Disclosure.objects.for_actor(actor).filter(
        hand_over=True,
        case__state=State.POLICE,
        revoked_at__isnull=True,
        expires_at__gt=clock.now(),
    )
    answers = HandOverAnswer.objects.for_actor(actor).filter(disclosure=OuterRef("pk"))
    return rows.exclude(Exists(answers))


def refused_hand_overs(actor: Actor) -> Any:
    """Refusals that nobody has followed up: the case still stands as handed over, and has not been
    handed over anew."""
    later = Disclosure.objects.for_actor(actor).filter(
        case=OuterRef("case"), hand_over=True, at__gt=OuterRef("disclosure__at")
    )
    rows = HandOverAnswer.objects.for_actor(actor).filter(
        reply=HandOverReply.REFUSED, case__state=State.POLICE
    )
    return rows.exclude(Exists(later)).annotate(number=F("case__number"))
