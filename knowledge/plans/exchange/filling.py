"""What the pieces of a foreign plan put into a draft: only where nothing stands yet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from knowledge.articles.choices import TriangleLevel
from knowledge.plans.choices import ActionStatus, SectionKind
from knowledge.plans.exchange.changes import form_of
from knowledge.plans.exchange.columns import Sheet, canonical, posted, sheets
from knowledge.plans.exchange.shapes import Fault, Foreign, Piece
from knowledge.plans.models import Plan
from knowledge.plans.sorts import SORTS
from stopext.web.text import clean_line, clean_text, without_shapers

VISION, GOALS, ACTIONS, INDICATORS = "vision", "goals", "actions", "indicators"
TABLES = {ACTIONS: "handling", INDICATORS: "indikator"}
SLUGS = tuple(TABLES.values())
LONGEST, LONGEST_VISION, LONGEST_GOAL = 10_000, 600, 1000
#: "2026-2027", "marts 2026 til maj 2027"; a day with dashes is no period.
_PARTS = re.compile(r"\s+(?:-|–|til)\s+|(?<=\d{4})\s*[-–]\s*(?=\d{4}$)")


@dataclass(slots=True)
class Part:
    """A goal, an action or an indicator that would be added, under the goal with these words."""

    sheet: Sheet | None
    goal: str
    level: str
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def told(self) -> str:
        """What it is, and its words."""
        sort = self.sheet.sort if self.sheet else SORTS["maal"]
        return f"{sort.words['one']}: {next(iter(self.values.values()))}"


@dataclass(slots=True)
class Filling:
    """What would be written in the draft, and what not and why."""

    texts: dict[str, str] = field(default_factory=dict)
    """Section, or ``vision``, to its text."""
    parts: list[Part] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def told(self) -> list[str]:
        """What goes in, in words."""
        names = {VISION: _("Vision"), **{kind.value: str(kind.label) for kind in SectionKind}}
        return [*(names[code] for code in self.texts), *(part.told for part in self.parts)]


def standing(plan: Plan) -> dict[str, str]:
    """What the draft says already in each place that holds one text."""
    return {VISION: plan.vision, **{row.kind: row.text for row in plan.plansections.all()}}


def filling(plan: Plan, foreign: Foreign, places: Mapping[int, str]) -> Filling:
    """Compare the file with a draft read with its parts; ``places`` says where each piece goes."""
    found = Filling(faults=list(foreign.faults))
    filler = _Filler(plan, found)
    placed = [(piece, places.get(n, "")) for n, piece in enumerate(foreign.pieces)]
    filler.texts(placed)
    for piece, place in placed:
        if place == GOALS:
            filler.goals(piece)
        elif place in TABLES and piece.rows:
            filler.table(piece, TABLES[place])
        elif not place:
            filler.fault(piece, words_of(piece), _("I har valgt ikke at bruge det."))
    return found


def columns_by_name() -> dict[str, str]:
    """What a column of a table can be read as, of actions and of indicators, with its heading."""
    known = {slug: {one.name: one.heading for one in sheets()[slug].columns} for slug in SLUGS}
    actions, indicators = (known[slug] for slug in SLUGS)
    period = f"{actions['start']}, {actions['end']}"
    return {
        **actions,
        "period": period,
        **{n: h for n, h in indicators.items() if n not in actions},
    }


def words_of(piece: Piece) -> str:
    """A piece as text, a table as one line to a row."""
    rows = [" · ".join(filter(None, row)) for row in piece.rows]
    return "\n".join([piece.text, *rows]).strip()


class _Filler:
    def __init__(self, plan: Plan, found: Filling) -> None:
        self.plan, self.found, self.sheets = plan, found, sheets()
        self.known = {"": {_same(row.text) for row in plan.goals.all()}}
        self.known["handling"] = {_same(row.title) for row in plan.actions.all()}
        self.known["indikator"] = {_same(row.name) for row in plan.indicators.all()}

    def texts(self, placed: list[tuple[Piece, str]]) -> None:
        """All pieces of one place, in their order, where nothing stands."""
        stands = standing(self.plan)
        for place, before in stands.items():
            pieces = [piece for piece, where in placed if where == place]
            text = "\n\n".join(_under_heading(pieces))
            if not text:
                continue
            longest = LONGEST_VISION if place == VISION else LONGEST
            if before.strip():
                why = _("Der står allerede noget i kladden. Teksten er ikke sat ind.")
            elif len(text) > longest:
                why = _("Teksten er for lang: højst %s tegn. Den er ikke sat ind.") % longest
            else:
                self.found.texts[place] = clean_text(text)
                continue
            for piece in pieces:
                self.fault(piece, words_of(piece), why)

    def goals(self, piece: Piece) -> None:
        """Each line is a goal; of a table what stands in its column of goals, or in its first."""
        at = piece.fields.index("goal") if "goal" in piece.fields else 0
        for line in piece.text.splitlines() or [row[at] for row in piece.rows[1:] if row[at]]:
            self._goal(piece, clean_line(line.strip().removeprefix("- ")), piece.level)

    def table(self, piece: Piece, slug: str) -> None:
        """Each row is an action or an indicator; a goal goes on until another is named."""
        sheet, goal = self.sheets[slug], ""
        for heading, name in zip(piece.rows[0], piece.fields, strict=True):
            if heading and not name:
                self.fault(piece, heading, _("Kolonnen er ikke hentet."))
        for row in piece.rows[1:]:
            said = dict(zip(piece.fields, row, strict=True))
            goal = said.get("goal") or goal or self._general(piece)
            self._row(piece, sheet, row, said, goal)
        if "goal" not in piece.fields:
            why = _("Målet står ikke i tabellen. Overskriften er brugt som mål: se efter.")
            self.fault(piece, self._general(piece), why)

    def _row(
        self, piece: Piece, sheet: Sheet, row: list[str], said: dict[str, str], goal: str
    ) -> None:
        level = level_in(said.get("level", ""))
        if not level:
            if said.get("level"):
                told = _("Niveauet kendes ikke. Det, I har valgt for tabellen, er brugt.")
                self.fault(piece, said["level"], told)
            level = piece.level
        data = {"status": str(ActionStatus.PLANNED.label), **_read(sheet, _timed(said))}
        data["level"] = str(dict(TriangleLevel.choices).get(level, ""))
        words, name = " · ".join(filter(None, row)), _own(sheet)[0].name
        form = self._form(piece, sheet, data, words)
        if form is None:
            return
        if _same(form.cleaned_data[name]) in self.known[sheet.sort.slug]:
            self.fault(piece, words, _("Den står allerede i kladden."))
            return
        if not self._goal(piece, clean_line(goal), level):
            return
        self.known[sheet.sort.slug].add(_same(form.cleaned_data[name]))
        said_of = form.cleaned_data
        values = {each: said_of[each] for each in sheet.sort.names if each in said_of}
        self.found.parts.append(Part(sheet, _same(goal), level, values))

    def _form(self, piece: Piece, sheet: Sheet, data: dict[str, str], words: str) -> Any:
        """The valid form of a row without what cannot be read; none when too little is left."""
        for _again in range(2):
            said = {one.name: posted(one, data.get(one.name, "")) for one in _own(sheet)}
            form = form_of(sheet, said)
            if form.is_valid():
                return form
            for one in _own(sheet):
                if one.name in form.errors:
                    self.fault(piece, words, f"{one.heading}: {' '.join(form.errors[one.name])}")
                    data[one.name] = str(ActionStatus.PLANNED.label) if one.name == "status" else ""
        self.fault(piece, words, _("Rækken er ikke hentet: der er for lidt, der kan læses."))
        return None

    def _goal(self, piece: Piece, text: str, level: str) -> bool:
        """Whether there is such a goal, or will be."""
        form = SORTS["maal"].form({"text": text, "level": level})
        form.is_valid()
        for name, why in (
            ("text", _("Målet er tomt eller for langt.")),
            ("level", _("Målets forebyggelsesniveau er ikke valgt.")),
        ):
            if name in form.errors:
                self.fault(piece, text, why)
                return False
        if _same(text) not in self.known[""]:
            self.known[""].add(_same(text))
            values = {name: form.cleaned_data[name] for name in ("text", "level")}
            self.found.parts.append(Part(None, _same(text), values["level"], values))
        return True

    def _general(self, piece: Piece) -> str:
        return piece.heading or _("Handlinger fra filen")

    def fault(self, piece: Piece, text: str, why: str) -> None:
        """Something that does not go in."""
        where = f"{piece.where}: {piece.heading}" if piece.heading else piece.where
        self.found.faults.append(Fault(where=where, text=text, why=why))


def _own(sheet: Sheet) -> list[Any]:
    return [column for column in sheet.columns if column.field]


def _same(text: str) -> str:
    return without_shapers(clean_line(text)).casefold()


def _under_heading(pieces: Iterable[Piece]) -> Iterator[str]:
    """Their texts, with the headings that a section of several has."""
    several = list(pieces)
    for piece in several:
        title = f"{piece.heading}\n" if piece.heading and len(several) > 1 else ""
        yield f"{title}{words_of(piece)}"


def _timed(said: Mapping[str, str]) -> dict[str, str]:
    """A period in one column as a start and an end; one time alone is the end."""
    period = said.get("period", "").strip()
    first, *rest = _PARTS.split(period, 1)
    if rest and not re.search(r"\d{4}", first):
        first = f"{first} {rest[0].split()[-1]}"
    times = {"start": first, "end": rest[0]} if rest else {"end": period}
    return {**times, **{name: text for name, text in said.items() if name and text}}


def _read(sheet: Sheet, said: Mapping[str, str]) -> dict[str, str]:
    """The texts in the forms of their columns."""
    names = {column.name: column for column in _own(sheet)}
    return {n: canonical(names[n], capfirst(text)) for n, text in said.items() if n in names}


def level_in(words: str) -> str:
    """The level that is named in words; empty when none is."""
    said = words.casefold()
    named = (str(one) for one in TriangleLevel if str(one.label).casefold() in said or one in said)
    return next(named, "")


def lacks_level(piece: Piece, place: str) -> bool:
    """Whether something in it would be a goal or an action and says no level itself."""
    if place == GOALS:
        return True
    if place not in TABLES or not piece.rows:
        return False
    at = piece.fields.index("level") if "level" in piece.fields else None
    return at is None or not all(level_in(row[at]) for row in piece.rows[1:])
