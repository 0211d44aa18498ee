"""Read a workbook of ours that comes back: which rows are others than they were fetched."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from knowledge.plans.exchange.cells import Unclear, said
from knowledge.plans.exchange.columns import Column, Sheet, digest, sheets
from knowledge.plans.exchange.packages import Package, broken
from knowledge.plans.exchange.shapes import Fault, Line, Sent
from knowledge.plans.exchange.workbook import FORMAT, MEMORY, READ_ONLY
from stopext.access.errors import Invalid

#: Rows with something in them, rows at all, and columns that are looked at.
MOST_ROWS, LAST_ROW, MOST_COLUMNS = 5000, 100_000, 40
Row = tuple[int, tuple[Any, ...]]


@dataclass(slots=True)
class Memory:
    """What the file remembers of when it was fetched."""

    rows: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)
    """Of each sort: key to digests."""
    keys: dict[tuple[str, str], str] = field(default_factory=dict)
    """Key of a goal or an indicator by what it is and its label."""


def loaded(package: Package) -> Any:
    """The workbook, to be read row by row.

    Raises:
        Invalid: it cannot be read.
    """
    try:
        return load_workbook(package.stream(), read_only=True)
    except Exception as error:  # what a parser of others raises for a file gone wrong is anything
        raise broken() from error


def is_ours(book: Any) -> bool:
    """Whether it was fetched here."""
    return MEMORY in book.sheetnames


def rows_of(page: Any) -> Iterator[Row]:
    """The rows that say something, with their numbers.

    Raises:
        Invalid: there are too many, or they cannot be read.
    """
    found = 0
    try:
        # Without a last row of ours, the one that the file says it has would hide those below it.
        rows = page.iter_rows(max_row=LAST_ROW + 1, max_col=MOST_COLUMNS)
        for number, row in enumerate(rows, 1):
            if any(cell.value is not None for cell in row):
                found += 1
                if found > MOST_ROWS:
                    break
                yield number, row
            elif number > LAST_ROW:
                found = LAST_ROW
                break
    except Exception as error:  # as above
        raise broken() from error
    if found > MOST_ROWS:
        told = _("Arket “%(name)s” har mere end %(most)s rækker. Del filen op.")
        raise Invalid(told % {"name": page.title, "most": MOST_ROWS}, "file")


def read(book: Any, name: str) -> Sent:
    """What is new in a file of ours.

    Raises:
        Invalid: its hidden sheet is not as we wrote it, or it is too large.
    """
    memory = _memory(book)
    found = Sent(name=name, lines=[], faults=[])
    for sheet in sheets().values():
        if str(sheet.title) in book.sheetnames:
            _Reader(sheet, memory, found).read(book[str(sheet.title)])
        else:
            why = _("Arket er der ikke. Intet er ændret eller fjernet i planen af den grund.")
            found.faults.append(Fault(where=str(sheet.title), text="", why=why))
    known = {MEMORY, *(str(sheet.title) for sheet in sheets().values()), *map(str, READ_ONLY)}
    for page in book.worksheets:
        if page.title not in known:
            why = _("Arket er ikke et af portalens og er ikke læst.")
            found.faults.append(Fault(where=page.title, text="", why=why))
    return found


def _memory(book: Any) -> Memory:
    rows = [[cell.value for cell in row[:4]] for _number, row in rows_of(book[MEMORY])]
    if not rows or [str(one) for one in rows[0][:2]] != [MEMORY, FORMAT]:
        raise broken()
    memory = Memory()
    try:
        for sort, key, was, label in rows[1:]:
            if label:
                memory.keys[str(sort), _words(label)] = str(key)
            else:
                memory.rows.setdefault(str(sort), {})[str(key)] = dict(json.loads(was))
    except (TypeError, ValueError) as error:
        raise broken() from error
    return memory


def _words(value: object) -> str:
    return " ".join(str(value or "").replace("_x005F_", "_").split()).casefold()


class _Reader:
    """One sheet."""

    def __init__(self, sheet: Sheet, memory: Memory, found: Sent) -> None:
        self.sheet, self.memory, self.found = sheet, memory, found
        self.known = memory.rows.get(sheet.sort.slug, {})
        self.seen: set[str] = set()
        self.places: dict[int, Column] = {}
        self.key_at: int | None = None

    def read(self, page: Any) -> None:
        """Every row, then those that are gone."""
        for number, row in rows_of(page):
            if not self.places:
                self._head(row)
            else:
                self._line(number, row)
        if self.key_at is None:
            why = _("Den skjulte kolonne med nøgler mangler. Hent filen igen, og ret i den.")
            raise Invalid(f"{self.sheet.title}: {why}", "file")
        slug = self.sheet.sort.slug
        gone = [key for key in self.known if key not in self.seen]
        self.found.lines += [Line(sort=slug, key=key, base=self.known[key]) for key in gone]

    def _head(self, row: tuple[Any, ...]) -> None:
        by_heading = {one.heading.casefold(): one for one in self.sheet.columns}
        for place, cell in enumerate(row):
            text = _words(cell.value)
            if text == _("Nøgle").casefold():
                self.key_at = place
            elif column := by_heading.get(text):
                self.places[place] = column
            elif text:
                self._fault(1, str(cell.value), _("Kolonnen kendes ikke og er ikke læst."))
        for column in self.sheet.columns:
            if column not in self.places.values():
                self._fault(1, column.heading, _("Kolonnen mangler. Den er ikke ændret i planen."))

    def _line(self, number: int, row: tuple[Any, ...]) -> None:
        key = str(row[self.key_at].value or "") if self.key_at is not None else ""
        line = Line(sort=self.sheet.sort.slug, number=number)
        if key and key not in self.known:
            self._fault(number, key, _("Nøglen er ikke en, filen er hentet med."))
            return
        if key and key not in self.seen:  # a row that was copied is a new one
            line.key, line.base = key, self.known[key]
            self.seen.add(key)
        for place, column in self.places.items():
            self._field(line, column, row[place])
        if line.faults or (line.texts if line.key else any(line.texts.values())):
            self.found.lines.append(line)

    def _field(self, line: Line, column: Column, cell: Any) -> None:
        try:
            text = said(cell, column)
            if column.field is None and text:
                text = self._link(column, text)
        except Unclear as reason:
            line.faults[column.name] = str(reason)
            return
        if not line.key or digest(text) != line.base.get(column.name):
            line.texts[column.name] = text

    def _link(self, column: Column, text: str) -> str:
        """The key of what is named, or the row of an indicator that is new in the file."""
        if key := self.memory.keys.get((column.name, _words(text))):
            return key
        for line in self.found.lines:
            is_new = not line.key and line.sort == "indikator" and column.name == "indicator"
            if is_new and _words(line.texts.get("name")) == _words(text):
                return f"row {line.number}"
        raise Unclear(_("“%s” er ikke på listen. Vælg på listen, eller opret det først.") % text)

    def _fault(self, number: int, text: str, why: str) -> None:
        where = _("%(sheet)s, række %(row)s") % {"sheet": self.sheet.title, "row": number}
        self.found.faults.append(Fault(where=where, text=text, why=why))
