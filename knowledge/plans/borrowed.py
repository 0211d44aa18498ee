"""Borrowed words as they are credited, and what their origin says today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from knowledge.plans.choices import IN_FORCE
from knowledge.plans.models import (
    Action,
    Borrowing,
    Goal,
    Plan,
    PlanPart,
    PlanSection,
    digest_of,
    wording_of,
)
from knowledge.plans.wording import Piece, changed, is_left
from stopext.access.scoping import opened


@dataclass(frozen=True, slots=True)
class Credit:
    """Where words of a part are from."""

    borrowing: Borrowing
    is_whole: bool
    """Whether the words stand as they were borrowed; otherwise the part builds on them."""

    def __str__(self) -> str:
        told = _("Lånt fra %s") if self.is_whole else _("Bygger på %s")
        return told % self.borrowing


@dataclass(frozen=True, slots=True)
class Change:
    """Borrowed words whose origin says something else by now."""

    borrowing: Borrowing
    part: Any
    source: Any
    """The origin's row in force; none when the words are gone there."""
    new: str

    @property
    def digest(self) -> str:
        """Of the new wording, so that only what was shown is taken over."""
        return digest_of(self.new)

    @property
    def pieces(self) -> list[Piece]:
        """The words that differ."""
        return changed(self.borrowing.text, self.new)


def give_credit(plan: Plan) -> None:
    """Set on each part of a plan read with its parts where it has words from. One query."""
    parts, found = part_of(plan), dict[UUID, list[Credit]]()
    for lent in in_use(plan.borrowings.select_related("origin_place"), parts):
        is_whole = lent.text in wording_of(parts[lent.part])
        found.setdefault(lent.part, []).append(Credit(lent, is_whole))
    for key, credit in found.items():
        parts[key].credit = credit  # type: ignore[misc]


def in_use(borrowings: Iterable[Borrowing], parts: Mapping[UUID, PlanPart]) -> list[Borrowing]:
    """Those of which something is left in the part that borrowed it."""
    found = [one for one in borrowings if one.part in parts]
    return [one for one in found if is_left(one.text, wording_of(parts[one.part]))]


def part_of(plan: Plan) -> dict[UUID, PlanPart]:
    """The sections, goals and actions of a plan by their keys."""
    rows = (*plan.plansections.all(), *plan.goals.all(), *plan.actions.all())
    return {row.pk: row for row in rows}


def changes(borrowings: Iterable[Borrowing], parts: Mapping[UUID, PlanPart]) -> list[Change]:
    """Those whose origin changed since it was seen last. Three queries, however many there are."""
    lent = in_use(borrowings, parts)
    if not lent:
        return []
    places = {one.origin_place_id for one in lent}
    rows = PlanSection.objects.public().filter(municipality__in=places).select_related("plan")
    sections = {(row.municipality_id, row.kind): row for row in rows}
    models: tuple[type[PlanPart], ...] = (Goal, Action)
    chains = {model: _Chain(model, places) for model in models}
    found = []
    for one in lent:
        part = parts[one.part]
        if isinstance(part, PlanSection):
            source = sections.get((one.origin_place_id, part.kind))
        else:
            source = chains[type(part)].end(one.origin_part)
        new = wording_of(source) if source else ""
        if digest_of(new) != one.digest:
            found.append(Change(one, part, source, new))
    return found


class _Chain:
    """From a row of a public plan to its copy in the version in force."""

    def __init__(self, model: type[PlanPart], places: Iterable[int]) -> None:
        rows = opened(model.objects.filter(is_public=True, municipality__in=places))
        self.rows = {row.pk: row for row in rows.select_related("plan")}
        self.next = {row.origin: row.pk for row in self.rows.values() if row.origin}

    def end(self, key: UUID) -> Any:
        """The row that stands for it today, if there is one."""
        while key in self.next:
            key = self.next[key]
        row: Any = self.rows.get(key)
        return row if row is not None and row.plan.status in IN_FORCE else None
