"""Earlier values of what is known of the citizen, by field: who changed it, when and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from casework.models import Case, Correction, Subject
from stopext.access.actor import Actor

OF_SUBJECT = ("name", "other_names", "cpr", "birth_year", "description", "address_protected")
OF_CASE = ("form", "gang_link", "online")


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
            change = Change(row.at, row.by_name, row.reason, each["before"], each["after"])
            if each["label"] in fields:
                changes.by_field[fields[each["label"]]].append(change)
            else:
                changes.others.append((each["label"], change))
    return changes


def _labels(model: type[Any], names: Sequence[str]) -> dict[str, str]:
    return {str(model._meta.get_field(name).verbose_name): name for name in names}
