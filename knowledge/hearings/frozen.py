"""A draft as a hearing keeps it: its parts in order, as data. Nothing internal is among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from knowledge.plans.choices import SectionKind
from knowledge.plans.models import Plan
from stopext.web.templatetags.portal import dk_number

Part = dict[str, Any]


def freeze(plan: Plan) -> list[Part]:
    """The parts of a draft read with its parts: ``key``, ``heading``, ``level`` (2 or 3), ``text``
    and ``facts`` (pairs of label and value) of each. Sections without text are left out."""
    return [*_sections(plan), *_goals(plan), *_cards(plan)]


def _part(row: Any, heading: str, level: int, text: str = "", facts: Any = ()) -> Part:
    said = [[str(label), str(value)] for label, value in facts if value]
    return {"key": str(row.pk), "heading": heading, "level": level, "text": text, "facts": said}


def _sections(plan: Plan) -> Iterator[Part]:
    order = {kind: place for place, kind in enumerate(SectionKind.values)}
    if plan.vision.strip():
        yield _part(plan, _("Vision"), 2, plan.vision)
    for row in sorted(plan.plansections.all(), key=lambda row: order[row.kind]):
        if row.text.strip():
            yield _part(row, str(row.get_kind_display()), 2, row.text)


def _goals(plan: Plan) -> Iterator[Part]:
    for number, goal in enumerate(plan.goals.all(), 1):
        facts = [(_("Niveau"), goal.get_level_display())]
        yield _part(goal, _("Mål %s") % number, 2, goal.text, facts)
        yield from _actions(row for row in plan.actions.all() if row.goal_id == goal.pk)
        yield from _indicators(row for row in plan.indicators.all() if row.goal_id == goal.pk)


def _actions(rows: Iterable[Any]) -> Iterator[Part]:
    for row in rows:
        facts = [
            (_("For hvem"), row.target_group),
            (_("Ansvarlig"), row.owner),
            (_("Samarbejdspartnere"), row.partners),
            (_("Fra"), row.starts),
            (_("Til"), row.ends),
            (_("Økonomi"), row.cost_note),
        ]
        yield _part(row, _("Handling: %s") % row.title, 3, "", facts)


def _indicators(rows: Iterable[Any]) -> Iterator[Part]:
    for row in rows:
        facts = [
            (_("Udgangspunkt"), f"{dk_number(row.baseline)} {row.unit}"),
            (_("Ønsket niveau"), f"{dk_number(row.target)} {row.unit}"),
            (_("Hvor tit"), row.frequency),
            (_("Kilde"), row.source),
        ]
        yield _part(row, _("Indikator: %s") % row.name, 3, "", facts)


def _cards(plan: Plan) -> Iterator[Part]:
    for card in plan.actioncards.all():
        facts = [(_("Kontakt"), ", ".join(card.contacts)), (_("Ejer"), card.owner)]
        steps = "\n".join(f"{place}. {step}" for place, step in enumerate(card.steps, 1))
        yield _part(card, _("Action card: %s") % card.audience, 2, steps, facts)


def part_of(parts: Iterable[Part], key: object) -> Part | None:
    """A part of the frozen version; none when it is all of it that is meant."""
    return next((part for part in parts if part["key"] == str(key)), None)


def heading_of(parts: Iterable[Part], key: object) -> str:
    """What a part of the frozen version is called; all of it when it is none of them."""
    found = part_of(parts, key)
    return str(found["heading"]) if found else _("Planen som helhed")
