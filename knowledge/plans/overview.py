"""The plans of the whole country, counted: what everybody may read, in the country's own order.

Nothing is ranked. A municipality without a plan in the portal may have one on its own pages, so it
counts as "not in the portal" and as nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Func, TextField, Value
from django.db.models.functions import Length
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from knowledge.articles.choices import TriangleLevel
from knowledge.plans.charts import line_chart
from knowledge.plans.choices import ActionStatus, OrganisationModel, SectionKind
from knowledge.plans.mapping import PlanMap, plan_map
from knowledge.plans.models import Action, Goal, Plan, PlanSection
from knowledge.plans.progress import THIN_TEXT
from knowledge.plans.schedule import moved
from stopext.access import clock
from stopext.access.roles import AuthorityKind
from stopext.accounts.models import Authority

#: A revision that is due within so many months is told beforehand.
SOON = 12


@dataclass(frozen=True, slots=True)
class Part:
    """Municipalities of one region or police district, and how many of them have which plan."""

    name: str
    municipalities: int
    with_plan: int
    due_soon: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Share:
    """How many of ``all`` something holds for."""

    label: str
    number: int
    all: int


@dataclass(frozen=True, slots=True)
class Overview:
    """All that the page says."""

    country: Part
    regions: list[Part]
    districts: list[Part]
    map: PlanMap
    adopted: list[tuple[int, int, int]]
    """Year, municipalities that adopted a plan in it, and all that had adopted one by its end."""
    trend: SafeString
    sections: list[Share]
    organisation: list[Share]
    levels: list[Share]
    actions: list[Share]


def overview() -> Overview:
    """Everything counted today, in seven queries however many plans there are."""
    rows = Authority.objects.filter(kind=AuthorityKind.MUNICIPALITY).order_by("name")
    places = list(rows.select_related("police_district"))
    plans = {plan.municipality_id: plan for plan in Plan.objects.public()}
    adopted = _adopted(plans.values())
    return Overview(
        country=_part(_("Hele landet"), places, plans),
        regions=_parts(places, plans, lambda place: place.region_name),
        districts=_parts(places, plans, lambda place: place.police_district.name),
        map=plan_map(places, plans, places),
        adopted=adopted,
        trend=_trend(adopted),
        sections=_sections(len(plans)),
        organisation=_shares(
            OrganisationModel, Counter(plan.organisation_model for plan in plans.values())
        ),
        levels=_shares(TriangleLevel, _counted(Goal, "level")),
        actions=_shares(ActionStatus, _counted(Action, "status")),
    )


def _parts(
    places: Iterable[Authority], plans: Mapping[int, Plan], name_of: Callable[[Any], str]
) -> list[Part]:
    within: dict[str, list[Authority]] = {}
    for place in places:
        within.setdefault(name_of(place), []).append(place)
    return [_part(name, within[name], plans) for name in sorted(within)]


def _part(name: str, places: list[Authority], plans: Mapping[int, Plan]) -> Part:
    today = clock.today()
    soon = moved(today, SOON)
    due = [plans[place.pk].revision_due for place in places if place.pk in plans]
    late = [on for on in due if on and on < today]
    coming = [on for on in due if on and today <= on <= soon]
    return Part(name, len(places), len(due), len(coming), len(late))


def _adopted(plans: Iterable[Plan]) -> list[tuple[int, int, int]]:
    """By year, those in force and those that they have replaced."""
    earlier = Plan.objects.earlier().values_list("municipality_id", "adopted_on")
    days = [*earlier, *((plan.municipality_id, plan.adopted_on) for plan in plans)]
    by_year: dict[int, set[int]] = {}
    for place, on in days:
        if on:
            by_year.setdefault(on.year, set()).add(place)
    so_far: set[int] = set()
    found = []
    for year in range(min(by_year), max(by_year) + 1) if by_year else ():
        so_far |= by_year.get(year, set())
        found.append((year, len(by_year.get(year, ())), len(so_far)))
    return found


def _trend(adopted: list[tuple[int, int, int]]) -> SafeString:
    if not adopted:
        return SafeString()
    latest = adopted[-1][2]
    return line_chart(
        "trend",
        [(date(year, 12, 31), float(total)) for year, _number, total in adopted],
        levels=[],
        latest=str(latest),
        title=_("Kommuner, der har vedtaget en plan, som er lagt i portalen"),
        described=_("Fra %(first)s i %(from)s til %(last)s i %(to)s.")
        % {
            "first": adopted[0][2],
            "from": adopted[0][0],
            "last": latest,
            "to": adopted[-1][0],
        },
    )


def _sections(plans: int) -> list[Share]:
    """In how many plans each of the thirteen is written, by the measure of a plan's own page."""
    stripped = Func(F("text"), Value(" \t\r\n"), function="BTRIM", output_field=TextField())
    rows = PlanSection.objects.public().annotate(length=Length(stripped))
    written = rows.filter(length__gte=THIN_TEXT).order_by().values_list("kind")
    found = dict(written.annotate(Count("pk")))
    return [Share(str(kind.label), found.get(kind, 0), plans) for kind in SectionKind]


def _counted(model: Any, field: str) -> Counter[str]:
    rows = model.objects.public().order_by().values_list(field)
    return Counter(dict(rows.annotate(Count("pk"))))


def _shares(codes: Any, counted: Counter[str]) -> list[Share]:
    every = sum(counted.values())
    return [Share(str(code.label), counted[code], every) for code in codes]
