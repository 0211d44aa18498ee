"""Take over what stands in a file: as one deed, in one transaction, against the draft as it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from knowledge.plans.actions.parts import new_part, take_out
from knowledge.plans.actions.rows import hold_draft, store
from knowledge.plans.exchange.changes import Change, Changes, changes
from knowledge.plans.exchange.shapes import Sent
from knowledge.plans.models import Plan
from stopext.access.actor import Actor
from stopext.access.errors import Conflict
from stopext.audit.record import note


@transaction.atomic
def take_over_workbook(*, by: Actor, draft: Plan, sent: Sent, chosen: Mapping[str, str]) -> Changes:
    """Add, change and remove what the file adds, changes and removes; what was not understood and
    what the draft was chosen for stays. Nothing is written when nothing is new.

    Raises:
        Refused: the role may not, or there is no draft.
        Conflict: another draft, or both sides changed something that nobody has chosen about.
    """
    held = hold_draft(by)
    if held.pk != draft.pk:
        raise Conflict(_("Kladden er en anden end den, du læste."))
    found = changes(held, sent, chosen)
    if found.undecided:
        raise Conflict(_("Kladden er ændret imens. Se ændringerne igen."))
    made: dict[str, Any] = {}
    for change in found.added:
        _add(held, change, made)
    for change in found.changed:
        store(change.row, _linked(change, made))
    for change in found.removed:
        take_out(by, change.row)
    counts = {name: len(getattr(found, name)) for name in ("added", "changed", "removed")}
    if any(counts.values()):
        note("plan.workbook", "plans.plan", held.pk, details=counts)
    return found


def _add(plan: Plan, change: Change, made: dict[str, Any]) -> None:
    row = new_part(plan, change.sheet.sort.model, _linked(change, made))
    made[f"row {change.line.number}"] = row.pk


def _linked(change: Change, made: Mapping[str, Any]) -> dict[str, Any]:
    """The values, with the key that a new row has got since they were read."""
    link = f"{change.sheet.sort.link}_id"
    if link not in change.values:
        return change.values
    return {**change.values, link: made.get(change.values[link], change.values[link])}
