"""The tables: semicolons, decimal commas and UTF-8 with its mark, as a Danish Excel opens them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from knowledge.articles.choices import TriangleLevel
from knowledge.plans.choices import ActionStatus, Body, Outcome, Pace, Phase, Precision
from knowledge.plans.models import Action, Decision, Indicator, Measurement
from knowledge.plans.opendata.reading import Absolute, plans_in_force, progress_of
from knowledge.plans.progress import CLOSED
from stopext.access.roles import AuthorityKind
from stopext.accounts.models import Authority

#: A spreadsheet takes text that begins so for a formula, and would run it.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
Rows = Iterable[Sequence[object]]


@dataclass(frozen=True, slots=True)
class Table:
    """One file: its name, what it is about, its columns with their meaning, and its rows."""

    slug: str
    title: Any
    columns: tuple[tuple[str, Any], ...]
    rows: Callable[[Absolute], Rows]

    def text(self, absolute: Absolute) -> str:
        """The whole file. A row that ends early is filled with empty cells."""
        file = io.StringIO()
        file.write("\ufeff")
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        names = [name for name, _meaning in self.columns]
        writer.writerow(names)
        for row in self.rows(absolute):
            writer.writerow([*map(cell, row), *[""] * (len(names) - len(row))])
        return file.getvalue()


def cell(value: object) -> object:
    """A value as it stands in the file. Text that a spreadsheet would run gets an apostrophe."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA) else value
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    return value.isoformat() if isinstance(value, date) else value


def _plans(absolute: Absolute) -> Rows:
    plans = {plan.municipality_id: plan for plan in plans_in_force()}
    progress = progress_of(plans.values())
    for place in Authority.objects.filter(kind=AuthorityKind.MUNICIPALITY).order_by("pk"):
        plan = plans.get(place.pk)
        where = (place.pk, place.name, place.region_name)
        if plan is None:
            yield (*where, _("Ingen plan i portalen"))
            continue
        counts = progress[plan.pk]
        yield (
            *where,
            plan.get_status_display(),
            *(plan.title, plan.version, plan.adopted_on, plan.adopted_by, plan.valid_from),
            *(plan.revision_due, plan.get_organisation_model_display()),
            *(counts.done, counts.running, counts.waiting, counts.dropped, counts.overdue),
            *(counts.late, counts.excused),
            absolute(reverse("knowledge:plan", args=[place.slug])),
        )


_WHERE = ("municipality_id", "municipality__name", "plan__version", "goal__text")


def _actions(_absolute: Absolute) -> Rows:
    rows = Action.objects.public().order_by("municipality_id", "goal__position", "position")
    facts = ("title", "target_group", "owner", "partners", "start", "end")
    reasons = ("status_reason", "cost_note")
    codes: dict[str, dict[str, Any]] = {
        "start_precision": dict(Precision.choices),
        "end_precision": dict(Precision.choices),
        "level": dict(TriangleLevel.choices),
        "phase": {**dict(Phase.choices), "": ""},
        "status": dict(ActionStatus.choices),
        "pace": {**dict(Pace.choices), "": ""},
    }
    for *row, why in rows.values_list(*_WHERE, *facts, *reasons, *codes, "pace_note"):
        told = len(row) - len(codes)
        *known, status, pace = row[told:]
        held = "" if status in CLOSED else pace
        words = zip(codes.values(), (*known, status, held), strict=True)
        yield (*row[:told], *(labels[code] for labels, code in words), why if held else "")


def _decisions(_absolute: Absolute) -> Rows:
    rows = Decision.objects.public().order_by("municipality_id", "on", "written_at")
    facts = ("on", "body", "body_name", "outcome", "minutes", "agenda_url", "remark")
    bodies, outcomes = dict(Body.choices), dict(Outcome.choices)
    for *where, body, name, outcome, item, link, remark in rows.values_list(*_WHERE[:3], *facts):
        yield (*where, bodies[body], name, outcomes[outcome], item, link, remark)


def _measurements(_absolute: Absolute) -> Rows:
    """A row for each reading that holds; one without a reading for what is not measured yet."""
    facts = ("name", "unit", "baseline", "target", "frequency", "source")
    rows = Indicator.objects.public().order_by("municipality_id", "goal__position", "position")
    read = _readings()
    for key, *told in rows.values_list("pk", *_WHERE, *facts):
        for reading in read.get(key, [()]):
            yield (*told, *reading)


def _readings() -> dict[Any, list[Sequence[object]]]:
    rows = Measurement.objects.public().order_by("indicator_id", "on", "position")
    told = rows.values_list("indicator_id", "on", "value", "note")
    return {
        key: list({on: (on, value, note) for _key, on, value, note in group}.values())
        for key, group in groupby(told, key=lambda row: row[0])
    }


_PLACE = (("kommunekode", _("Kommunens kode")), ("kommune", _("Kommunens navn")))
_GOAL = (("version", _("Planens version")), ("maal", _("Målet, som det hører til")))
_ALL = (
    Table(
        "planer",
        _("Alle 98 kommuner og deres planer"),
        (
            *_PLACE,
            ("region", _("Regionens navn")),
            ("status", _("Planens status; også kommuner uden plan i portalen står i tabellen")),
            ("titel", _("Planens titel")),
            ("version", _("Planens version")),
            ("vedtaget", _("Dato for vedtagelsen")),
            ("vedtaget_af", _("Hvem der vedtog planen")),
            ("gaelder_fra", _("Dato, planen gælder fra")),
            ("revideres_senest", _("Dato, planen senest skal være revideret")),
            ("organisering", _("Hvordan arbejdet er organiseret")),
            ("gennemfoert", _("Antal handlinger, der er gennemført")),
            ("i_gang", _("Antal handlinger, der er i gang")),
            ("venter", _("Antal handlinger, der er planlagt eller på pause")),
            ("opgivet", _("Antal handlinger, der er opgivet")),
            ("over_slutdato", _("Antal handlinger, der er over deres slutdato")),
            ("vurderet_forsinket", _("Antal handlinger, som kommunen vurderer er forsinkede")),
            (
                "vurderet_efter_planen",
                _("Antal handlinger over slutdato, som kommunen vurderer følger planen"),
            ),
            ("side", _("Planens side med hele teksten")),
        ),
        _plans,
    ),
    Table(
        "handlinger",
        _("Planernes handlinger"),
        (
            *_PLACE,
            *_GOAL,
            ("handling", _("Hvad kommunen gør")),
            ("for_hvem", _("Målgruppen")),
            ("ansvarlig", _("Den ansvarlige funktion")),
            ("sammen_med", _("Samarbejdspartnere")),
            ("fra", _("Første dag i den periode, handlingen begynder i")),
            ("til", _("Sidste dag i den periode, handlingen slutter i")),
            ("begrundelse", _("Kommunens bemærkning til status")),
            ("oekonomi", _("Kommunens note om økonomi")),
            ("fra_periode", _("Om »fra« er en dag, en måned, et kvartal eller et år")),
            ("til_periode", _("Om »til« er en dag, en måned, et kvartal eller et år")),
            ("niveau", _("Forebyggelsesniveau")),
            ("fase", _("Hvor moden handlingen er")),
            ("status", _("Hvor langt handlingen er")),
            ("vurdering", _("Kommunens vurdering, hvis den er en anden end datoernes")),
            ("vurdering_hvorfor", _("Kommunens begrundelse, når den har gjort den offentlig")),
        ),
        _actions,
    ),
    Table(
        "beslutninger",
        _("Udvalgs og kommunalbestyrelsers beslutninger om planerne"),
        (
            *_PLACE,
            _GOAL[0],
            ("dato", _("Mødets dato")),
            ("hvem", _("Udvalg eller kommunalbestyrelse")),
            ("navn", _("Udvalgets navn")),
            ("beslutning", _("Hvad der blev besluttet")),
            ("punkt", _("Punkt i referatet")),
            ("link", _("Dagsorden eller referat")),
            ("bemaerkning", _("Kommunens bemærkning")),
        ),
        _decisions,
    ),
    Table(
        "maalinger",
        _("Planernes indikatorer og målinger"),
        (
            *_PLACE,
            *_GOAL,
            ("indikator", _("Hvad kommunen tæller")),
            ("enhed", _("Enhed for alle tal i rækken")),
            ("udgangspunkt", _("Tallet ved starten")),
            ("oensket_niveau", _("Det tal, kommunen vil nå")),
            ("hyppighed", _("Hvor tit der måles")),
            ("kilde", _("Hvor tallene kommer fra")),
            ("dato", _("Dato for målingen; tom, når der ikke er målt endnu")),
            ("vaerdi", _("Det målte tal; den sidst meldte for hver dato")),
            ("bemaerkning", _("Kommunens bemærkning")),
        ),
        _measurements,
    ),
)
TABLES = {table.slug: table for table in _ALL}
