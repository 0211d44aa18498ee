"""The repeat search of each concern on the case page: what was shown, and what was answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from casework.models import Case, RepeatCheck
from casework.queries.timeline import Entry
from casework.rules.codes import MatchAnswer
from stopext.access.actor import Actor


@dataclass(frozen=True, slots=True)
class Answered:
    """One card of a search. ``cases`` are those of that citizen that the reader may open today."""

    explanation: str
    answer: str
    cases: list[Case]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A repeat search with its answers."""

    by_name: str
    at: datetime
    compared: str
    cards: list[Answered]


def add_checks(actor: Actor, case: Case, entries: Iterable[Entry]) -> None:
    """Give every concern among ``entries`` its ``verdict``; two queries, whatever is shown."""
    concerns = {entry.row.pk: entry.row for entry in entries if entry.kind == "concern"}
    rows = RepeatCheck.objects.for_actor(actor).filter(case=case, concern__in=list(concerns))
    checks = {row.concern_id: row for row in rows}
    known = _cases_of(actor, checks.values())
    for key, concern in concerns.items():
        check = checks.get(key)
        concern.verdict = None if check is None else _verdict(check, known)


def _cases_of(actor: Actor, checks: Iterable[RepeatCheck]) -> dict[UUID, list[Case]]:
    subjects = {UUID(hit["subject"]) for check in checks for hit in check.hits}
    found: dict[UUID, list[Case]] = {key: [] for key in subjects}
    rows = Case.objects.for_actor(actor).filter(subject_id__in=subjects)
    for row in rows.order_by("received_at"):
        found[row.subject_id].append(row)
    return found


def _verdict(check: RepeatCheck, known: dict[UUID, list[Case]]) -> Verdict:
    cards = [
        Answered(
            hit["explanation"],
            str(MatchAnswer(hit["answer"]).label),
            known[UUID(hit["subject"])],
        )
        for hit in check.hits
    ]
    return Verdict(check.by_name, check.at, check.compared, cards)
