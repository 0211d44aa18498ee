"""Take over what stands in a file: as one deed, in one transaction, against the draft as it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from knowledge.plans.actions.parts import new_part, take_out
from knowledge.plans.actions.rows import hold_draft, store
from knowledge.plans.exchange.changes import Change, Changes, changes
from knowledge.plans.exchange.filling import VISION, Filling, filling
from knowledge.plans.exchange.shapes import Foreign, Sent
from knowledge.plans.models import Goal, Plan
from stopext.access.actor import Actor
from stopext.access.errors import Conflict
from stopext.audit.record import note
from stopext.web.text import clean_line, without_shapers


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


@transaction.atomic
def fill_from_file(
    *, by: Actor, draft: Plan, foreign: Foreign, places: Mapping[int, str]
) -> Filling:
    """Put the pieces of a foreign plan where somebody has placed them, where nothing stands yet.

    Raises:
        Refused: the role may not, or there is no draft.
        Conflict: ``draft`` is not the draft any more.
    """
    held = hold_draft(by)
    if held.pk != draft.pk:
        raise Conflict(_("Kladden er en anden end den, du læste."))
    found = filling(held, foreign, places)
    for row in held.plansections.all():
        if row.kind in found.texts:
            store(row, {"text": found.texts[row.kind]})
    if VISION in found.texts:
        store(held, {"vision": found.texts[VISION]})
    goals = {without_shapers(clean_line(row.text)).casefold(): row for row in held.goals.all()}
    for part in found.parts:
        if part.sheet is None:
            goals[part.goal] = new_part(held, Goal, part.values)  # type: ignore[assignment]
        else:
            new_part(held, part.sheet.sort.model, part.values, goal=goals[part.goal])
    if found.texts or found.parts:
        counts = {"texts": len(found.texts), "parts": len(found.parts)}
        note("plan.import", "plans.plan", held.pk, details=counts)
    return found
