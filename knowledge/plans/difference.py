"""What is said otherwise in one version of a plan than in another, section by section."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from knowledge.plans.choices import ChangeKind, SectionKind
from knowledge.plans.models import Plan
from knowledge.plans.outline import practices_of
from knowledge.plans.sorts import SORTS
from knowledge.plans.wording import Piece, changed
from stopext.web.templatetags.portal import dk_number

_HEAD = ("title", "organisation_model", "vision")
#: What is reported and not written is no change of the plan; precision is told with its date.
_UNTOLD = {"status", "status_reason", "start_precision", "end_precision"}
_PARTS = {
    "maal": "goals",
    "handling": "actions",
    "indikator": "indicators",
    "kort": "actioncards",
}


@dataclass(frozen=True, slots=True)
class PartChange:
    """A section or a part that came, went or says something else: its fields with their words."""

    heading: str
    kind: ChangeKind
    fields: list[tuple[str, list[Piece]]]


@dataclass(frozen=True, slots=True)
class Difference:
    """From the older to the newer version: sort of part to what happened."""

    older: Plan
    newer: Plan
    groups: list[tuple[str, list[PartChange]]]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many of each kind, those that occur."""
        found = Counter(one.kind for _heading, changes in self.groups for one in changes)
        return [(str(kind.label), found[kind]) for kind in ChangeKind if found[kind]]


def difference(older: Plan, newer: Plan) -> Difference:
    """Of two versions read with their parts. One query."""
    actions = [*older.actions.all(), *newer.actions.all()]
    titles: dict[Any, str] = {page: row.title for page, row in practices_of(actions).items()}
    titles |= {row.pk: row.title for row in actions}
    groups = [(_("Titel, organisering og vision"), list(_head(older, newer)))]
    groups.append((_("Afsnit"), list(_sections(older, newer))))
    for slug, rows in _PARTS.items():
        names = [name for name in SORTS[slug].names if name not in _UNTOLD]
        old, new = getattr(older, rows).all(), getattr(newer, rows).all()
        found = list(_parts(old, new, names, titles))
        groups.append((_plural(slug), found))
    return Difference(older, newer, [(heading, found) for heading, found in groups if found])


def newest_first(plans: Iterable[Plan]) -> list[Plan]:
    """Versions of a municipality's plan by their adoption, and by number on the same day."""

    def order(plan: Plan) -> tuple[Any, int]:
        number = re.match(r"\d+", plan.version)
        return plan.adopted_on, int(number.group()) if number else 0

    return sorted(plans, key=order, reverse=True)


def _plural(slug: str) -> str:
    return {
        "maal": _("Mål"),
        "handling": _("Handlinger"),
        "indikator": _("Indikatorer"),
        "kort": _("Action cards"),
    }[slug]


def _head(older: Plan, newer: Plan) -> Iterator[PartChange]:
    if fields := _fields(older, newer, _HEAD, {}):
        yield PartChange(newer.title, ChangeKind.CHANGED, fields)


def _sections(older: Plan, newer: Plan) -> Iterator[PartChange]:
    before, after = (
        {row.kind: row.text.strip() for row in plan.plansections.all()} for plan in (older, newer)
    )
    for kind in SectionKind:
        old, new = before.get(kind, ""), after.get(kind, "")
        if pieces := changed(old, new):
            how = ChangeKind.CHANGED if old and new else _came(bool(new))
            yield PartChange(str(kind.label), how, [("", pieces)])


def _parts(
    before: Iterable[Any], after: Iterable[Any], names: Iterable[str], titles: Mapping[Any, str]
) -> Iterator[PartChange]:
    """Copies are known by their origin, parts of plans that were loaded by what they are called."""
    rest, rows = {row.pk: row for row in before}, list(after)
    copied = {new.origin for new in rows}
    by_name = {str(row): row for row in rest.values() if row.pk not in copied}
    for new in rows:
        named = by_name.get(str(new))
        old = rest.pop(new.origin, None) or (rest.pop(named.pk, None) if named else None)
        if fields := _fields(old, new, names, titles):
            yield PartChange(str(new), ChangeKind.CHANGED if old else ChangeKind.ADDED, fields)
    for old in rest.values():
        yield PartChange(str(old), ChangeKind.REMOVED, _fields(old, None, names, titles))


def _came(is_new: bool) -> ChangeKind:
    return ChangeKind.ADDED if is_new else ChangeKind.REMOVED


def _fields(
    old: Any, new: Any, names: Iterable[str], titles: Mapping[Any, str]
) -> list[tuple[str, list[Piece]]]:
    some = new or old
    found = []
    for name in names:
        said = [_said(row, name, titles) if row else "" for row in (old, new)]
        if pieces := changed(*said):
            found.append((capfirst(str(some._meta.get_field(name).verbose_name)), pieces))
    return found


def _said(row: Any, name: str, titles: Mapping[Any, str]) -> str:
    value = getattr(row, name)
    if name in {"start", "end"}:
        return str(getattr(row, f"{name}s"))
    if name == "practice_page":
        return titles.get(value, "")
    if isinstance(value, list):
        said = [titles.get(each, "") if isinstance(each, UUID) else str(each) for each in value]
        return "\n".join(filter(None, said))
    if isinstance(value, Decimal):
        return dk_number(value)
    shown = getattr(row, f"get_{name}_display", None)
    return str(shown() if shown else value or "")
