"""A cell of Excel as the text that a person would have typed."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from knowledge.plans.exchange.columns import Column, canonical
from stopext.web.dates import format_date
from stopext.web.fields import EARLIEST, LATEST
from stopext.web.forms import NumberField

_ESCAPED = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)")
#: A year that was typed in a cell of days becomes a day of 1905.
_REAL = 1950


class Unclear(ValueError):  # noqa: N818 (an answer, not a fault)
    """A cell that could mean something else than it shows; carries the Danish reason."""


def said(cell: Any, column: Column) -> str:
    """The cell's text, in the form in which fields are compared.

    Raises:
        Unclear: a formula, an error, or a value that Excel has made into something else.
    """
    value = cell.value
    if value is None:
        return ""
    _refuse_made(cell)
    if isinstance(value, date):
        return canonical(column, _day(value, cell.number_format or "", column))
    if isinstance(value, int | float):
        return canonical(column, _number(value, cell.number_format or "", column))
    return canonical(column, _ESCAPED.sub("_", str(value)).replace("_x000D_", ""))


def _refuse_made(cell: Any) -> None:
    if cell.data_type == "f":
        raise Unclear(_("Cellen er en formel. Skriv værdien i stedet."))
    if cell.data_type == "e":
        raise Unclear(_("Cellen viser en fejl fra Excel."))
    if isinstance(cell.value, bool | time | timedelta):
        raise Unclear(_("Cellen er hverken tekst, tal eller dato."))


def _day(value: date, shape: str, column: Column) -> str:
    day = value.date() if isinstance(value, datetime) else value
    if isinstance(column.field, NumberField):
        raise Unclear(_("Excel har gjort tallet til en dato. Skriv tallet igen som tal."))
    if day.year < _REAL:
        raise Unclear(_("Excel har gjort året til en dato. Skriv et ' foran, f.eks. '2027."))
    if column.is_period and "d" not in shape.lower():
        return date_format(day, "F Y") if "m" in shape.lower() else str(day.year)
    return format_date(day)


def _number(value: float, shape: str, column: Column) -> str:
    if "%" in shape:
        raise Unclear(_("Tallet står i procent. Skriv det uden procenttegn."))
    if column.is_day or (column.is_period and not EARLIEST.year <= value <= LATEST.year):
        raise Unclear(_("Tallet kan ikke læses som en dato. Skriv f.eks. 1.4.2027."))
    plain = f"{Decimal(repr(value)):f}"
    return plain.removesuffix(".0").replace(".", ",")
