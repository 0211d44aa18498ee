"""Who of those that see a restricted case can approve its closing, and who no longer sees it."""

from __future__ import annotations

from collections.abc import Iterable

from casework.models import Case, CaseAssignment, CaseReader
from stopext.access.actor import Actor
from stopext.access.roles import Role
from stopext.access.scoping import ScopedQuerySet
from stopext.accounts.models import Membership, in_force


def named_leaders(by: Actor, case: Case) -> ScopedQuerySet:
    """Leaders among the readers of a restricted case; nobody else can approve its closing."""
    readers = CaseReader.objects.for_actor(by).filter(case=case, until__isnull=True)
    leaders: ScopedQuerySet = Membership.objects.for_actor(by).filter(
        in_force(), role=Role.LEADER, user_id__in=readers.values("user_id")
    )
    return leaders


def other_leaders(by: Actor, case: Case) -> ScopedQuerySet:
    """Leaders who can approve what ``by`` asks for."""
    every = Membership.objects.for_actor(by).filter(in_force(), role=Role.LEADER)
    seeing = named_leaders(by, case) if case.restricted else every
    others: ScopedQuerySet = seeing.exclude(user_id=by.user_id)
    return others


def lacks_leader(by: Actor, case: Case) -> bool:
    """Whether the case is restricted to people of whom none can approve its closing."""
    return case.restricted and not named_leaders(by, case).exists()


def shut_out(
    case: Case, team: Iterable[CaseAssignment], readers: Iterable[CaseReader]
) -> list[CaseAssignment]:
    """Those of the team, the coordinator among them, whom the list keeps from the case."""
    if not case.restricted:
        return []
    seeing = {row.user_id for row in readers}
    return [row for row in team if row.user_id not in seeing]
