"""Earlier values of what a case says, by field: who changed it, when and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from casework.models import (
    Case,
    Concern,
    Consent,
    Contact,
    Correction,
    InformationRequest,
    Party,
    Review,
    Subject,
    Triage,
)
from stopext.access.actor import Actor

OF_SUBJECT = ("name", "other_names", "cpr", "birth_year", "description", "address_protected")
OF_CASE = ("form", "gang_link", "online")
#: What tells who a protected source is; shown on the page that asks for a purpose, and only there.
OF_SOURCE = frozenset({"referrer_type", "referrer_name", "referrer_contact", "public_employee"})


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one field, in words."""

    at: datetime
    by_name: str
    reason: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changes:
    """Changes by field, the newest first, and what was changed beside the fields."""

    by_field: dict[str, list[Change]]
    others: list[tuple[str, Change]]


def earlier_values(actor: Actor, case: Case) -> Changes:
    """Everything that was corrected, completed or joined on the case."""
    fields = {**_labels(Subject, OF_SUBJECT), **_labels(Case, OF_CASE)}
    changes = Changes(defaultdict(list), [])
    for row in Correction.objects.for_actor(actor).filter(case=case).order_by("-at"):
        for each in row.changes:
            if {"concern", "request", "record"} & each.keys():
                continue
            change = _change(row, each)
            if each["label"] in fields:
                changes.by_field[fields[each["label"]]].append(change)
            else:
                changes.others.append((each["label"], change))
    return changes


def earlier_of_concern(
    actor: Actor, case: Case, concern: Concern, *, source: bool
) -> dict[str, list[Change]]:
    """What was corrected in one concern of the case, by field, the newest first. ``source``: also
    what tells who a protected source is, to who has said what for."""
    found: dict[str, list[Change]] = defaultdict(list)
    covered = OF_SOURCE if concern.protected_source and not source else frozenset()
    for row in Correction.objects.for_actor(actor).filter(case=case).order_by("-at"):
        for each in row.changes:
            if each.get("concern") == str(concern.pk) and each["field"] not in covered:
                found[each.get("question", each["field"])].append(_change(row, each))
    return found


def earlier_of_records(actor: Actor, case: Case) -> dict[str, dict[str, list[Change]]]:
    """What was corrected in first assessments, reviews, questions, contacts, consents and
    those around the citizen, by their key and by field, the newest first."""
    found: dict[str, dict[str, list[Change]]] = defaultdict(lambda: defaultdict(list))
    for row in Correction.objects.for_actor(actor).filter(case=case).order_by("-at"):
        for each in row.changes:
            # Before an answer had several columns, a correction named the question it was of.
            key = each.get("record") or each.get("request")
            if key:
                found[key][each.get("field", "answer")].append(_change(row, each))
    return found


def times_corrected(changes: dict[str, list[Change]]) -> int:
    """How often a record was corrected, from what was changed in it."""
    return len({change.at for several in changes.values() for change in several})


def times_written(actor: Actor, case: Case, asked: InformationRequest) -> int:
    """How often anything was written of a question that was asked: its answer, and corrections of
    either. Whoever has seen fewer does not know what her text is an answer, or a question, to now.
    """
    corrected = times_corrected(earlier_of_records(actor, case).get(str(asked.pk), {}))
    return corrected + (asked.answered_at is not None)


def add_corrections(actor: Actor, case: Case, rows: Iterable[Any]) -> None:
    """Give each row that can be corrected what it said before, as ``earlier_fields``: name of the
    field and its changes. One query where there is such a row."""
    kinds = (Triage, Review, InformationRequest, Party, Contact, Consent)
    records: list[Any] = [row for row in rows if isinstance(row, kinds)]
    found = earlier_of_records(actor, case) if records else {}
    for row in records:
        changed = found.get(str(row.pk), {})
        row.earlier_fields = [
            (row._meta.get_field(name).verbose_name, changes) for name, changes in changed.items()
        ]


def _change(row: Correction, each: dict[str, str]) -> Change:
    return Change(row.at, row.by_name, row.reason, each["before"], each["after"])


def _labels(model: type[Any], names: Sequence[str]) -> dict[str, str]:
    return {str(model._meta.get_field(name).verbose_name): name for name in names}
