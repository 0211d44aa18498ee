"""Who is around the citizen of a case, as somebody may see it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from casework.models import Case, Party, PartyRelation
from stopext.access.actor import Actor


@dataclass(frozen=True, slots=True)
class Around:
    """Those around the citizen now and before, and the cases in which she is around somebody."""

    now: list[Party]
    before: list[Party]
    elsewhere: list[PartyRelation]


def around(actor: Actor, case: Case) -> Around:
    """Two queries. Each party has as ``citizen_of`` the relations to cases of her own that the
    actor may see, those that were ended last."""
    parties = list(Party.objects.for_actor(actor).filter(case=case).order_by("-since", "at", "pk"))
    rows = PartyRelation.objects.for_actor(actor).filter(Q(case=case) | Q(other=case))
    own: dict[UUID, list[PartyRelation]] = defaultdict(list)
    elsewhere = []
    for row in rows.order_by("undone_at", "at", "pk"):
        if row.case_id == case.pk:
            own[row.party_id].append(row)
        elif row.undone_at is None:
            elsewhere.append(row)
    for party in parties:
        party.citizen_of = own[party.pk]
        party.case = case
    return Around(
        [party for party in parties if party.until is None],
        [party for party in parties if party.until is not None],
        elsewhere,
    )
