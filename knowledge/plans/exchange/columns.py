"""The three sheets of a plan: which columns they have, and a field as the text of its cell.

A field is compared as the text that stands in its cell, in one form: a number as Danes write it, a
day in words, a code by its label. So the same meaning is the same text, however it was typed.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from knowledge.plans import schedule
from knowledge.plans.forms import PeriodField
from knowledge.plans.sorts import SORTS, Sort
from stopext.web.dates import format_date
from stopext.web.forms import DateField, NumberField
from stopext.web.text import clean_line, clean_text

_DIGITS = 12
#: Not in the file: lists of titles of the hub and of other actions, chosen in the portal.
LEFT_OUT = {"practice_page", "needs", "start_precision", "end_precision"}
_WIDTHS = {"title": 44, "name": 44, "note": 44, "status_reason": 40, "cost_note": 30, "unit": 14}
_LINKS = {"goal": _("Mål"), "indicator": _("Indikator")}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the field it shows, and the field of the form that reads it; none of a link."""

    name: str
    heading: str
    field: forms.Field | None

    @property
    def labels(self) -> list[str]:
        """What may be chosen, of a code."""
        if not isinstance(self.field, forms.ChoiceField):
            return []
        choices: Any = self.field.choices
        return [str(label) for code, label in choices if code]

    @property
    def width(self) -> int:
        """Characters that are seen."""
        return 40 if self.field is None else _WIDTHS.get(self.name, 20)

    @property
    def is_text(self) -> bool:
        """Whether the cell is text to Excel too, so that nothing typed in it is turned into
        something else. Periods are: "2027" would become a day of 1905."""
        return not isinstance(self.field, NumberField) and not self.is_day

    @property
    def is_period(self) -> bool:
        """A time as precisely as it is known."""
        return isinstance(self.field, PeriodField)

    @property
    def is_day(self) -> bool:
        """A day and nothing less precise."""
        return isinstance(self.field, DateField) and not self.is_period


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of parts of one sort."""

    sort: Sort
    title: Any
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column:
        """The column of a field."""
        return next(one for one in self.columns if one.name == name)


def sheets() -> dict[str, Sheet]:
    """The sheets by the sort of their rows, with headings in the reader's language."""
    titles = {"handling": _("Handlinger"), "indikator": _("Indikatorer"), "maaling": _("Målinger")}
    return {
        slug: Sheet(SORTS[slug], title, tuple(_columns(SORTS[slug])))
        for slug, title in titles.items()
    }


def _columns(sort: Sort) -> list[Column]:
    found = [Column(sort.link, str(_LINKS[sort.link]), None)]
    for name in sort.names:
        if name not in LEFT_OUT:
            stored: Any = sort.model._meta.get_field(name)
            label = stored.verbose_name
            found.append(Column(name, capfirst(str(label)), sort.form.base_fields[name]))
    return found


def typed(column: Column, row: Any) -> str:
    """A stored field as the text of its cell; of a link the key of what the row hangs on."""
    if column.field is None:
        return str(getattr(row, f"{column.name}_id"))
    value = getattr(row, column.name)
    if value is None or value == "":
        return ""
    if column.is_period:
        value = (value, getattr(row, f"{column.name}_precision"))
    if isinstance(column.field, forms.ChoiceField):
        choices: Any = column.field.choices
        value = dict(choices).get(value, value)
    return _written(column, value)


def canonical(column: Column, text: str) -> str:
    """Text of a cell in the one form in which it is compared; as it is when it cannot be read."""
    plain = clean_text(text).strip()
    field = column.field
    if field is None or not plain:
        return plain
    if isinstance(field, forms.ChoiceField):
        known = {label.casefold(): label for label in column.labels}
        return known.get(plain.casefold(), plain)
    if not isinstance(field, DateField | NumberField):
        return _written(column, plain)
    try:
        return _written(column, field.clean(plain))
    except forms.ValidationError:
        return plain


def _written(column: Column, value: Any) -> str:
    if isinstance(value, tuple):
        return schedule.written(*value)
    if isinstance(value, date):
        return format_date(value)
    widget: Any = column.field.widget if column.field else None
    if isinstance(value, Decimal):
        return str(widget.format_value(value))
    text = clean_text(str(value)).strip()
    return text if isinstance(widget, forms.Textarea) else clean_line(text)


def posted(column: Column, text: str) -> str:
    """The text as the form takes it: a code for its label."""
    if isinstance(column.field, forms.ChoiceField):
        choices: Any = column.field.choices
        return next((str(code) for code, label in choices if code and str(label) == text), text)
    return text


def digest(text: str) -> str:
    """What the file carries of each field, to tell who changed it since."""
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
