"""Which municipalities are built like one, with what of theirs is public: plan, practices, contact.

Public rows only, whoever asks: a draft is no example for others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from django.utils.translation import gettext as _

from knowledge.articles.choices import TriangleLevel
from knowledge.likeness.distance import USUAL, Neighbour, Weights, neighbours
from knowledge.likeness.facts import Municipality, Theme, municipalities
from knowledge.likeness.words import Numbers, Reason, numbers, reason
from knowledge.plans.choices import SectionKind
from knowledge.plans.models import Action, Goal, Plan, PlanPart, PlanSection, wording_of
from knowledge.search.choices import ArticleKind
from knowledge.search.models import SearchDocument
from stopext.access import clock
from stopext.accounts import contacts
from stopext.accounts.models import Authority, Contact

#: Near ones on the page, and nearest ones with a plan; as many sections in the editor.
SHOWN, WITH_PLAN = 8, 3
#: Goals or actions of the same level that one municipality is the example for.
EACH = 2
Marks = Mapping[int, frozenset[object]]


@dataclass(frozen=True, slots=True)
class Alike:
    """A municipality on the list of another."""

    place: Authority
    reason: Reason
    is_near: bool
    numbers: list[Numbers] = field(default_factory=list)
    plan: Plan | None = None
    practices: list[SearchDocument] = field(default_factory=list)
    contact: Contact | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Those near, and the nearest of the others that have a plan or, with none near, of all."""

    near: list[Alike]
    with_plan: list[Alike]
    least_far: list[Alike]


def alike(one: Municipality, weights: Weights) -> Found:
    """The municipalities like ``one``. Six queries, however many there are."""
    plans = {plan.municipality_id: plan for plan in Plan.objects.public()}
    marks = _marks()
    order = neighbours(one, weights, clock.today(), marks)
    near = [each for each in order if each.is_near][:SHOWN]
    others = [each for each in order if each not in near]
    with_plan = [each for each in others if each.municipality.code in plans][:WITH_PLAN]
    least_far = [] if near else [each for each in others if each not in with_plan][:WITH_PLAN]
    parts = (near, with_plan, least_far)
    made = _made(one, weights, list(chain(*parts)), plans, marks)
    return Found(*([made[each.municipality.code] for each in part] for part in parts))


def _made(
    one: Municipality,
    weights: Weights,
    chosen: Sequence[Neighbour],
    plans: Mapping[int, Plan],
    marks: Marks,
) -> dict[int, Alike]:
    codes = [each.municipality.code for each in chosen]
    places = Authority.objects.select_related("police_district").in_bulk(codes)
    reached = contacts.public_contacts(codes)
    pages = {page for code in codes for page in marks.get(code, ()) if isinstance(page, int)}
    rows = SearchDocument.objects.filter(kind=ArticleKind.PRACTICE, page_id__in=pages)
    practices = list(rows.defer("text", "vector").order_by("title"))
    return {
        each.municipality.code: Alike(
            place=places[each.municipality.code],
            reason=_reason(one, each.municipality, weights, marks),
            is_near=each.is_near,
            numbers=numbers(one, each.municipality),
            plan=plans.get(each.municipality.code),
            practices=[p for p in practices if p.page_id in marks.get(each.municipality.code, ())],
            contact=reached.get(each.municipality.code),
        )
        for each in chosen
    }


def _reason(one: Municipality, other: Municipality, weights: Weights, marks: Marks) -> Reason:
    found = reason(one, other, weights, clock.today())
    if not weights[Theme.PLAN] or one.code not in marks or other.code not in marks:
        return found
    shared = marks[one.code] & marks[other.code]
    levels = [str(level.label).lower() for level in TriangleLevel if level.value in shared]
    said = []
    if levels:
        said.append(_("mål på samme niveau i planerne (%s)") % ", ".join(levels))
    if any(isinstance(mark, int) for mark in shared):
        said.append(_("samme praksis i planerne"))
    return Reason([*found.alike, *said], found.different)


def _marks() -> dict[int, frozenset[object]]:
    """What marks each public plan: the levels of its goals, and the practices it follows by page.
    Two queries."""
    found: dict[int, set[object]] = defaultdict(set)
    goals = Goal.objects.public().order_by().values_list("municipality_id", "level").distinct()
    actions = Action.objects.public().filter(practice_page__isnull=False).order_by()
    pages = actions.values_list("municipality_id", "practice_page").distinct()
    for code, mark in [*goals, *pages]:
        found[code].add(mark)
    return {code: frozenset(marks) for code, marks in found.items()}


@dataclass(frozen=True, slots=True)
class Example:
    """How another municipality wrote a section, a goal or an action."""

    row: Any
    alike: Alike

    @property
    def words(self) -> str:
        """What can be borrowed of it."""
        return wording_of(self.row)


Examples = dict[str, list[Example]]


def examples(code: int, kind: SectionKind) -> list[Example]:
    """The same section of the public plans of those most like a municipality, the nearest first;
    the usual weights count. Two queries."""
    return sections_like(code, [kind]).get(kind, [])


def sections_like(code: int, kinds: Iterable[str]) -> Examples:
    """Examples of several sections, by kind. Two queries."""
    rows = PlanSection.objects.public().filter(kind__in=kinds, text__regex=r"\S")
    return _like(code, rows, "kind")


def parts_like(code: int, model: type[PlanPart], levels: Iterable[str]) -> Examples:
    """Examples of goals or actions by level, of each municipality the first few. Two queries."""
    rows = model.objects.public().filter(level__in=levels)
    return _like(code, rows, "level")


def _like(code: int, rows: Any, by: str) -> Examples:
    one = municipalities().get(code)
    if one is None:
        return {}
    written = set(rows.order_by().values_list(by, "municipality_id").distinct())
    order = neighbours(one, USUAL, clock.today())
    nearest: dict[str, list[Neighbour]] = {}
    for key in sorted({key for key, _place in written}):
        having = [each for each in order if (key, each.municipality.code) in written]
        nearest[key] = having[:WITH_PLAN]
    codes = {each.municipality.code for found in nearest.values() for each in found}
    texts: dict[Any, list[Any]] = defaultdict(list)
    for row in rows.filter(municipality__in=codes).select_related("municipality"):
        texts[getattr(row, by), row.municipality_id].append(row)
    return {
        key: [
            _example(one, each, row)
            for each in found
            for row in texts[key, each.municipality.code][:EACH]
        ]
        for key, found in nearest.items()
    }


def _example(one: Municipality, each: Neighbour, row: Any) -> Example:
    told = reason(one, each.municipality, USUAL, clock.today())
    return Example(row, Alike(row.municipality, told, each.is_near))
