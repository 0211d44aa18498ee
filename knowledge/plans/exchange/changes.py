"""What a workbook that was sent back would change in the draft, field by field.

Three texts of a field are compared: as it was fetched (a digest), in the file, and in the draft.
What only the file changed is taken over; what both changed differently somebody must choose.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _

from knowledge.plans.choices import ActionStatus
from knowledge.plans.exchange.columns import Column, Sheet, digest, posted, sheets, typed
from knowledge.plans.exchange.shapes import Fault, Line, Sent
from knowledge.plans.exchange.workbook import labels
from knowledge.plans.models import Plan
from stopext.access import clock

KEEP, TAKE = "keep", "take"
#: Where a whole row is removed in the file and changed in the draft.
_ROW = "row"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a row: what the draft says and what the file says, in words."""

    name: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Question:
    """Both sides changed it. ``code`` is another when the draft changes once more."""

    code: str
    label: str
    draft: str
    file: str


@dataclass(slots=True)
class Change:
    """A row that would be added, changed or removed."""

    sheet: Sheet
    line: Line
    title: str
    row: Any = None
    fields: list[Field] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    """What would be stored, of a link the key of what it hangs on."""


@dataclass(slots=True)
class Changes:
    """Everything a file would change, what has to be chosen, and what is left out."""

    added: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    removed: list[Change] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    undecided: bool = False

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed or self.questions)


def changes(plan: Plan, sent: Sent, chosen: Mapping[str, str]) -> Changes:
    """Compare ``sent`` with a draft read with its parts. ``chosen`` answers questions by code."""
    found = Changes(faults=list(sent.faults))
    judge = _Judge(plan, chosen, found)
    for line in sent.lines:
        judge.judge(line)
    return found


class _Judge:
    def __init__(self, plan: Plan, chosen: Mapping[str, str], found: Changes) -> None:
        self.chosen, self.found, self.sheets = chosen, found, sheets()
        self.names = labels(plan)
        self.rows: dict[str, Any] = {}
        for rows in (plan.goals, plan.actions, plan.indicators, plan.measurements):
            for row in rows.all():
                self.rows[str(row.pk)] = row
                if row.origin:
                    self.rows.setdefault(str(row.origin), row)

    def judge(self, line: Line) -> None:
        """One row of the file."""
        sheet = self.sheets[line.sort]
        if not line.key:
            self._added(sheet, line)
            return
        row = self.rows.get(line.key)
        if row is not None and not line.number:
            self._removed(sheet, line, row)
        elif row is not None:
            self._changed(sheet, line, row)
        elif line.number:
            why = _("En kollega har fjernet rækken fra kladden imens. Jeres rettelser er ikke med.")
            self._fault(sheet, line, None, " · ".join(filter(None, line.texts.values())), why)

    def _added(self, sheet: Sheet, line: Line) -> None:
        texts = {one.name: line.texts.get(one.name, "") for one in sheet.columns}
        if texts.get("status") == "":
            texts["status"] = str(ActionStatus.PLANNED.label)
        change = Change(sheet, line, self._title(sheet, texts))
        if self._read(change, texts, {one.name for one in sheet.columns}):
            filled = [one for one in sheet.columns if texts[one.name]]
            change.fields = [
                Field(one.name, one.heading, "", self._words(texts[one.name])) for one in filled
            ]
            self.found.added.append(change)
            self.names[f"row {line.number}"] = change.title

    def _removed(self, sheet: Sheet, line: Line, row: Any) -> None:
        now = {one.name: typed(one, row) for one in sheet.columns}
        change = Change(sheet, line, str(row), row)
        if all(digest(self._old(text, line)) == line.base.get(n) for n, text in now.items()):
            self.found.removed.append(change)
            return
        told = _("%(sheet)s: “%(title)s”") % {"sheet": sheet.title, "title": row}
        words = " · ".join(self._words(text) for text in now.values() if text)
        if self._takes(line, _ROW, told, words, _("Fjernet i filen")):
            self.found.removed.append(change)

    def _changed(self, sheet: Sheet, line: Line, row: Any) -> None:
        texts = {one.name: typed(one, row) for one in sheet.columns}
        change = Change(sheet, line, str(row), row)
        for column in sheet.columns:
            after, before = line.texts.get(column.name), texts[column.name]
            if after is None or self._here(after) == before:
                continue
            is_news = digest(self._old(before, line)) != line.base.get(column.name)
            told = f"{self._where(sheet, line)}: {column.heading}"
            words = (self._words(before), self._words(after))
            if is_news and not self._takes(line, column.name, told, *words):
                continue
            texts[column.name] = after
            change.fields.append(Field(column.name, column.heading, *words))
        if line.faults or change.fields:
            names = {one.name for one in change.fields}
            if self._read(change, texts, names) and change.fields:
                self.found.changed.append(change)

    def _takes(self, line: Line, name: str, told: str, draft: str, file: str) -> bool:
        """Ask, and whether the file is what was chosen."""
        code = "c" + digest(f"{line.key} {name} {draft} {file}")
        empty = _("(tomt)")
        self.found.questions.append(Question(code, told, draft or empty, file or empty))
        self.found.undecided |= self.chosen.get(code) not in {KEEP, TAKE}
        return self.chosen.get(code) == TAKE

    def _read(self, change: Change, texts: Mapping[str, str], names: set[str]) -> bool:
        """Ask the form of the sort; what it refuses is told, and the row is left out whole."""
        sheet, line = change.sheet, change.line
        for name, why in line.faults.items():
            self._fault(sheet, line, sheet.column(name), "", why)
        data = {one.name: posted(one, texts[one.name]) for one in sheet.columns if one.field}
        form = form_of(sheet, data)
        form.is_valid()
        for name, problems in form.errors.items():
            column = next((one for one in sheet.columns if one.name == name), None)
            if column and column.name not in line.faults:
                told = _("Vælg en af: %s.") % ", ".join(column.labels)
                why = told if column.labels else " ".join(map(str, problems))
                self._fault(sheet, line, column, texts[name], why)
        link = sheet.columns[0]
        hung = self._here(texts[link.name])
        if hung not in self.names and link.name not in line.faults:
            self._fault(sheet, line, link, "", _("Det, rækken hører under, er ikke i kladden."))
        if form.errors or line.faults or hung not in self.names:
            return False
        change.values = {n: v for n, v in form.cleaned_data.items() if n in _stored(names)}
        if link.name in names:
            change.values[f"{link.name}_id"] = hung
        return True

    def _old(self, text: str, line: Line) -> str:
        """A link as the file knows it, when it was fetched from the plan in force."""
        row = self.rows.get(text)
        if row is not None and row.origin and str(self.rows[line.key].pk) != line.key:
            return str(row.origin)
        return text

    def _here(self, text: str) -> str:
        """A link as the draft knows it."""
        row = self.rows.get(text)
        return str(row.pk) if row is not None else text

    def _words(self, text: str) -> str:
        return self.names.get(self._here(text), text)

    def _title(self, sheet: Sheet, texts: Mapping[str, str]) -> str:
        return texts[sheet.columns[1].name] or _("Uden navn")

    def _where(self, sheet: Sheet, line: Line) -> str:
        return _("%(sheet)s, række %(row)s") % {"sheet": sheet.title, "row": line.number}

    def _fault(self, sheet: Sheet, line: Line, column: Column | None, text: str, why: str) -> None:
        where = self._where(sheet, line)
        where = f"{where}, {column.heading}" if column else where
        self.found.faults.append(Fault(where=where, text=self._words(text), why=why))


def form_of(sheet: Sheet, data: Mapping[str, Any]) -> Any:
    """The form of a sort, filled in."""
    extra: dict[str, Any] = {}
    if sheet.sort.slug == "handling":
        extra["practices"] = ()
    if sheet.sort.slug == "maaling":
        extra["today"] = clock.today()
    return sheet.sort.form({**data, "idempotency_key": str(uuid4())}, **extra)


def _stored(names: set[str]) -> set[str]:
    """Fields of the model of fields of the form."""
    return names | {f"{name}_precision" for name in names if name in {"start", "end"}}
