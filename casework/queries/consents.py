"""Consents of a case: what can be rested on, what rests on them, and which end soon."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q

from casework.models import Case, Consent, Disclosure
from casework.models.case import ENDED
from casework.models.consent import POLICE_SHARE
from casework.rules.consents import SOON, ConsentAnswer, ConsentGiver, ConsentTo
from casework.rules.inquiries import ASKABLE
from stopext.access import clock
from stopext.access.actor import Actor


def holding(today: date, prefix: str = "") -> Q:
    """The condition that :meth:`Consent.holds` asks of a row, over ``prefix``."""
    lasting = Q(**{f"{prefix}lasts_until__isnull": True}) | Q(
        **{f"{prefix}lasts_until__gte": today}
    )
    given = {f"{prefix}answer": ConsentAnswer.YES, f"{prefix}withdrawn_at__isnull": True}
    return lasting & Q(**given)


def letting_share(today: date, prefix: str = "") -> Q:
    """The condition that :meth:`Consent.lets_share` asks of a row, over ``prefix``."""
    purpose, receiver = POLICE_SHARE
    what = {f"{prefix}purpose": purpose, f"{prefix}receiver": receiver}
    return holding(today, prefix) & Q(**what)


def to_share_on(actor: Actor, case: Case) -> list[Consent]:
    """What sharing with the police district can rest on today, the newest first. Where the citizen
    herself said no that day or later, nobody else's yes."""
    return _to_rest_on(actor, case, letting_share(clock.today()))


def to_ask_on(actor: Actor, case: Case) -> list[Consent]:
    """The same of what fetching information from an authority can rest on."""
    what = Q(purpose=ConsentTo.INFORMATION, receiver__in=ASKABLE)
    return _to_rest_on(actor, case, holding(clock.today()) & what)


def _to_rest_on(actor: Actor, case: Case, what: Q) -> list[Consent]:
    rows = Consent.objects.for_actor(actor).filter(case=case)
    same = {"purpose": OuterRef("purpose"), "receiver": OuterRef("receiver")}
    own_no = rows.filter(
        answer=ConsentAnswer.NO,
        giver=ConsentGiver.CITIZEN,
        given_on__gte=OuterRef("given_on"),
        **same,
    )
    found = rows.filter(what, Q(giver=ConsentGiver.CITIZEN) | ~Exists(own_no))
    return list(found.order_by("-given_on", "-at", "pk"))


def last_days(rows: Iterable[Consent]) -> dict[str, date | None]:
    """Last day of each, by its key."""
    return {str(row.pk): row.lasts_until for row in rows}


def carrying(actor: Actor, case: Case) -> Disclosure | None:
    """What a screening together with the police rests on: of the running disclosures that still
    have their ground the one that lasts longest."""
    rows = _running(actor).filter(case=case).select_related("consent").order_by("-expires_at")
    today = clock.today()
    return next((row for row in rows if not row.lost_consent(today)), None)


def resting(actor: Actor, case: Case) -> dict[UUID, list[Disclosure]]:
    """The running disclosures of the case by the consent that each rests on."""
    found: dict[UUID, list[Disclosure]] = defaultdict(list)
    for row in _running(actor).filter(case=case, consent__isnull=False).order_by("at", "pk"):
        found[row.consent_id].append(row)
    return found


def ending(actor: Actor) -> Any:
    """Consents in running cases that end soon, with the ``number`` of the case."""
    today = clock.today()
    rows = Consent.objects.for_actor(actor).filter(
        holding(today), lasts_until__range=(today, today + SOON)
    )
    return rows.exclude(case__state__in=ENDED).annotate(number=F("case__number"))


def without_consent(actor: Actor) -> Any:
    """Running disclosures whose consent lets nobody share any longer, with the ``number``."""
    rows = _running(actor).filter(consent__isnull=False)
    rows = rows.exclude(letting_share(clock.today(), "consent__"))
    return rows.annotate(number=F("case__number"))


def _running(actor: Actor) -> Any:
    return Disclosure.objects.for_actor(actor).filter(
        revoked_at__isnull=True, expires_at__gt=clock.now()
    )
