"""Citizens that proved to be one: what is asked before, during and after."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import connection
from django.db.models import Q

from casework.models import Case, CaseReader, CitizenJoin, Subject
from casework.rules.workflow import State
from stopext.access.actor import Actor
from stopext.access.scoping import ScopedQuerySet, unscoped

#: Fields in which one of two values must be chosen.
CHOSEN = ("name", "cpr", "birth_year")
OPENED = "the other side of a join that the caller sees"


def conflicts(one: Subject, other: Subject) -> list[str]:
    """Fields that both know, differently. A CPR number says the year, so with one no year is
    asked about."""
    numbered = bool(one.cpr or other.cpr)
    asked = [name for name in CHOSEN if not (numbered and name == "birth_year")]
    pairs = {name: (getattr(one, name), getattr(other, name)) for name in asked}
    return [name for name, (ours, theirs) in pairs.items() if ours and theirs and ours != theirs]


def cases_of(by: Actor, *subjects: UUID) -> ScopedQuerySet:
    """The citizens' cases that the actor sees."""
    rows: ScopedQuerySet = Case.objects.for_actor(by).filter(subject__in=subjects)
    return rows.exclude(state=State.ERASED)


def hidden_from(seen: Collection[Case], *subjects: UUID) -> set[UUID]:
    """Keys of cases of the citizens, whom the caller knows, that are not among ``seen``; the
    database knows of all."""
    with connection.cursor() as cursor:
        cursor.execute("select sec.cases_about(%s)", [list(subjects)])
        return {key for (key,) in cursor.fetchall()} - {case.pk for case in seen}


def open_to_the_same(by: Actor, cases: Collection[Case]) -> bool:
    """Whether none of the cases is restricted, or all of them to the same people."""
    readers = CaseReader.objects.for_actor(by).filter(
        case__in=[case.pk for case in cases if case.restricted], until__isnull=True
    )
    named: dict[UUID, set[UUID]] = {case.pk: set() for case in cases}
    for reader in readers:
        named[reader.case_id].add(reader.user_id)
    return len({(case.restricted, frozenset(named[case.pk])) for case in cases}) == 1


def joins_of(by: Actor, subject: UUID) -> list[CitizenJoin]:
    """Joins that the citizen's cases stand on, the newest first."""
    rows = CitizenJoin.objects.for_actor(by).filter(kept=subject)
    return list(rows.order_by("-at"))


def latest_join(by: Actor, subject: UUID) -> CitizenJoin | None:
    """The join of the citizen, on either side of it, that was made or undone last."""
    rows = CitizenJoin.objects.for_actor(by).filter(Q(kept=subject) | Q(other=subject))
    return max(rows, key=lambda row: row.undone_at or row.at, default=None)


def across(by: Actor, case: Case, join: CitizenJoin) -> list[Case]:
    """The cases of the other side of a join of the citizen of ``case``, as the actor sees them."""
    moved = str(case.pk) in join.cases
    rows = cases_of(by, join.kept_id, join.other_id).order_by("number")
    return [one for one in rows if (str(one.pk) in join.cases) != moved]


def name_before(case: Case, join: CitizenJoin) -> str:
    """What the citizen of ``case`` was called before a join that stands."""
    name: str = join.before["name"]
    return other_side(join).name if str(case.pk) in join.cases else name


def has_given_way(subject: UUID) -> bool:
    """Whether the citizen herself has since been joined to somebody, who has her cases now."""
    rows = unscoped(CitizenJoin, reason=OPENED).filter(other=subject, undone_at__isnull=True)
    return bool(rows.exists())


def other_side(join: CitizenJoin) -> Subject:
    """The citizen that has no case of her own while she is joined."""
    rows = unscoped(Subject, reason=OPENED).filter(municipality_id=join.municipality_id)
    found: Subject = rows.get(pk=join.other_id)
    return found
