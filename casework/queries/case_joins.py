"""Cases that were led into another one: which, by which join, and when they may go."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from casework.models import Case, CaseJoin, Concern
from casework.models.case import ENDED
from casework.queries.joins import cases_of, joins_of, open_to_the_same
from casework.rules.workflow import State
from stopext.access.actor import Actor
from stopext.access.scoping import ScopedQuerySet, unscoped

#: States in which a case is not worked on here.
NOT_RUNNING = ENDED | {State.POLICE, State.AFTERCARE}
STOOD = "joins of cases that the caller has opened and locked"


@dataclass(frozen=True, slots=True)
class Joined:
    """What a case has to do with others: the one it was led into, and those led into it."""

    away: CaseJoin | None
    here: list[tuple[CaseJoin, list[Concern]]]
    """With the concerns of the case that was led here, for whom it is open to."""
    kept_until: date | None
    """When the case it was led into may go; nothing while that one is not closed."""


#: Cases that are led into another, each with the day from which that one may go.
Led: TypeAlias = dict[UUID, date | None]


def led_cases() -> Led:
    """Every case of the municipality that is led into another, whoever may open them, and the day
    from which those it was led into may go (nothing while one of them is not closed)."""
    with connection.cursor() as cursor:
        cursor.execute("select id, kept_until from sec.led_cases()")
        return dict(cursor.fetchall())


def led_with(case: Case) -> Led:
    """``led_cases``, asked of a closed case alone: no other can be led into another."""
    return led_cases() if case.state == State.CLOSED else {}


def waits(case: Case, today: date) -> bool:
    """Whether the case may not go yet because the one it was led into may not."""
    return case.pk in _waiting(led_with(case), today)


def is_due(case: Case, today: date, led: Led | None = None) -> bool:
    """Whether the case may be erased: its own time has come, and that of what it was led into.
    ``led`` is ``led_with`` the case, where that is known."""
    if not case.may_be_erased(today):
        return False
    return case.pk not in _waiting(led_with(case) if led is None else led, today)


def erasable(rows: Any, today: date) -> Any:
    """Those of ``rows`` for which :func:`is_due` holds."""
    due = rows.filter(state=State.CLOSED, delete_earliest__lte=today)
    free = due.filter(Q(hold_until__isnull=True) | Q(hold_until__lt=today))
    return free.exclude(pk__in=_waiting(led_cases(), today))


def joined(by: Actor, case: Case) -> Joined:
    """The joins of one case that stand; at most four queries."""
    rows = list(_standing(by).filter(Q(case=case) | Q(gone=case)).order_by("at"))
    away = next((row for row in rows if row.gone_id == case.pk), None)
    here = [row for row in rows if row.case_id == case.pk]
    told = Concern.objects.for_actor(by).filter(case__in=[row.gone_id for row in here])
    concerns = list(told.order_by("received_at")) if here else []
    pairs = [(row, [one for one in concerns if one.case_id == row.gone_id]) for row in here]
    return Joined(away, pairs, led_cases().get(case.pk) if away else None)


def others_of(by: Actor, case: Case) -> list[tuple[Case, str]]:
    """The citizen's other cases that the actor sees, each with why it cannot be joined with this
    one (or nothing)."""
    rows = Case.objects.for_actor(by).filter(subject=case.subject_id).exclude(pk=case.pk)
    rows = rows.exclude(state=State.ERASED).order_by("-received_at")
    return [(other, why_not(case, other)) for other in rows]


def why_not(case: Case, other: Case) -> str:
    """Why the two cannot be one case, in words; nothing when they can."""
    if case.pk == other.pk:
        return _("Det er den samme sag.")
    if case.subject_id != other.subject_id:
        return _("Sagerne er om to borgere. Er det samme person, så saml først borgerne.")
    led = led_cases()
    for one in (case, other):
        named = {"number": one.number, "state": str(one.state_code.label).lower()}
        if one.pk in led:
            return _("Sag %(number)s er allerede samlet i en anden sag.") % named
        if one.state in NOT_RUNNING:
            return (
                _("Sag %(number)s er ikke i gang (%(state)s). Begge sager skal være det.") % named
            )
    return ""


def are_led_across(by: Actor, every: Collection[UUID], moved: Collection[UUID]) -> bool:
    """Whether a join that stands has one of the cases among ``moved`` and the other not."""
    rows = unscoped(CaseJoin, reason=STOOD).filter(
        Q(case__in=every) | Q(gone__in=every),
        municipality_id=by.authority_id,
        undone_at__isnull=True,
    )
    pairs = rows.values_list("case_id", "gone_id")
    return any((kept in moved) != (gone in moved) for kept, gone in pairs)


def one_with(by: Actor, case: Case) -> list[UUID]:
    """The cases that standing joins make one with this one, itself aside: of cases, and of two
    citizens, who tell of each other in every case. Two queries at least."""
    found = {case.pk}
    if any(join.undone_at is None for join in joins_of(by, case.subject_id)):
        found |= {*cases_of(by, case.subject_id).values_list("pk", flat=True)}
    fresh = set(found)
    while fresh:
        rows = _standing(by).filter(Q(case__in=fresh) | Q(gone__in=fresh))
        near = {key for pair in rows.values_list("case_id", "gone_id") for key in pair}
        fresh = near - found
        found |= near
    return sorted(found - {case.pk})


def closed_together(by: Actor, case: Case) -> bool:
    """Whether others are one with this case and open to the same people."""
    others = list(Case.objects.for_actor(by).filter(pk__in=one_with(by, case)))
    return bool(others) and open_to_the_same(by, [case, *others])


def _standing(by: Actor) -> ScopedQuerySet:
    rows: ScopedQuerySet = CaseJoin.objects.for_actor(by).filter(undone_at__isnull=True)
    return rows


def _waiting(led: Led, today: date) -> list[UUID]:
    return [key for key, until in led.items() if until is None or until > today]
