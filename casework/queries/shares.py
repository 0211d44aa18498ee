"""What the police district can still see, and what it says of it."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, Subquery

from casework.models import Disclosure, HandOverAnswer, Receipt, ShareCheck, ShareReply
from casework.queries.consents import without_consent
from casework.rules.clocks import COPENHAGEN
from casework.rules.disclosure import ShareAnswer
from stopext.access import clock
from stopext.access.actor import Actor
from stopext.accounts.models import Authority


def not_relevant(actor: Actor) -> Any:
    """Answers that the district has no use of what it can still see, with the ``number``."""
    rows = ShareReply.objects.for_actor(actor).filter(
        reply=ShareAnswer.NOT_RELEVANT,
        disclosure__revoked_at__isnull=True,
        disclosure__expires_at__gt=clock.now(),
    )
    return rows.annotate(number=F("case__number"))


def month_of(day: date) -> date:
    """The month of a day, as its first."""
    return day.replace(day=1)


def open_shares(actor: Actor) -> Any:
    """Disclosures of the cases that the actor sees, which others can see now."""
    return Disclosure.objects.for_actor(actor).filter(
        revoked_at__isnull=True, expires_at__gt=clock.now()
    )


def unchecked(actor: Actor) -> Any:
    """Those that began before this month, and that nobody has gone through in it."""
    month = month_of(clock.today())
    begun = datetime.combine(month, time(), tzinfo=COPENHAGEN)
    checks = ShareCheck.objects.for_actor(actor).filter(disclosure=OuterRef("pk"), month=month)
    return open_shares(actor).filter(~Exists(checks), at__lt=begun)


def with_state(actor: Actor, rows: Any) -> Any:
    """Disclosures with what stands in the list beside them: to whom (``district``), who has opened
    them (``opened_by``), the ``reply``, or to a hand-over whether it was ``taken``, and whether it
    ``has_words``, whether one ``goes_on`` from them, whether each ``lost_its_consent``, what the
    case is in (``state``), and who went through them this month (``checked_by``,
    ``checked_at``)."""
    here = {"disclosure": OuterRef("pk")}
    opened = Receipt.objects.for_actor(actor).filter(**here)
    replies = ShareReply.objects.for_actor(actor).filter(**here)
    answers = HandOverAnswer.objects.for_actor(actor).filter(**here)
    month = month_of(clock.today())
    checks = ShareCheck.objects.for_actor(actor).filter(**here, month=month)
    lapsed = without_consent(actor).filter(pk=OuterRef("pk"))
    later = Disclosure.objects.for_actor(actor).filter(renews=OuterRef("pk"))
    settled = replies.filter(~Q(reply=ShareAnswer.MESSAGE))
    return rows.annotate(
        district=Subquery(Authority.objects.filter(pk=OuterRef("district_id")).values("name")[:1]),
        opened_by=ArraySubquery(opened.order_by("name").values("name").distinct()),
        reply=Subquery(settled.values("reply")[:1]),
        taken=Subquery(answers.values("reply")[:1]),
        state=F("case__state"),
        has_words=Exists(replies.filter(reply=ShareAnswer.MESSAGE)),
        goes_on=Exists(later),
        lost_its_consent=Exists(lapsed),
        checked_by=Subquery(checks.values("by_name")[:1]),
        checked_at=Subquery(checks.values("at")[:1]),
    )
