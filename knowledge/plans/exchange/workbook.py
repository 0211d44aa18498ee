"""Write a plan's actions, indicators and measurements as a workbook that can be sent back."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from knowledge.plans.exchange.columns import Column, Sheet, digest, sheets, typed
from knowledge.plans.models import Plan
from knowledge.plans.progress import CLOSED
from stopext.web.forms import NumberField
from stopext.web.text import clean_line

#: The sheet nobody sees: what the rows were when the file was fetched.
MEMORY, FORMAT = "stopekstremisme", "1"
#: Sheets that tell what is changed on pages of the portal alone.
READ_ONLY = (gettext_lazy("Beslutninger"), gettext_lazy("Vurderinger"))
#: Rows below the last one that are made ready for more.
_READY = 200
_TEXT, _DAY, _NUMBER = "@", "dd-mm-yyyy", "#,##0.##"
#: Excel reads _x0041_ in a text as a letter, unless the first sign is written like that itself.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_WIDEST_LABEL = 90


def workbook(plan: Plan) -> bytes:
    """The file of a plan read with its parts."""
    book = Workbook()
    book.remove(book.active)
    book.properties.creator = book.properties.lastModifiedBy = "StopEkstremisme"
    book.properties.title = plan.title
    names = labels(plan)
    for sheet in sheets().values():
        _write(book.create_sheet(str(sheet.title)), sheet, plan, names)
    for title, rows in zip(READ_ONLY, _to_read(plan), strict=True):
        _tell(book.create_sheet(str(title)), rows)
    _remember(book.create_sheet(MEMORY), plan, names)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def rows_of(plan: Plan, sheet: Sheet) -> list[Any]:
    """The rows of a sheet, in the order of what they hang on and their own."""
    order = {str(row.pk): place for place, row in enumerate(plan.goals.all())}
    order |= {str(row.pk): place for place, row in enumerate(plan.indicators.all())}
    rows: Any = getattr(plan, f"{sheet.sort.model._meta.model_name}s").all()
    return sorted(rows, key=lambda row: order.get(typed(sheet.columns[0], row), 0))


def _to_read(plan: Plan) -> list[list[list[Any]]]:
    """What was decided, and how actions go as held beside their dates; headings first."""
    decided = [
        [row.on, row.body_name, row.get_outcome_display(), row.minutes, row.agenda_url, row.remark]
        for row in plan.decisions.all()
    ]
    held = [
        [row.title, row.get_pace_display(), row.pace_note]
        for row in plan.actions.all()
        if row.pace and row.status not in CLOSED
    ]
    heads = [_("Mødedato"), _("Hvem"), _("Beslutning"), _("Punkt"), _("Link"), _("Bemærkning")]
    return [
        [heads, *decided],
        [[_("Handling"), _("Kommunens vurdering"), _("Begrundelse")], *held],
    ]


def _tell(page: Any, rows: list[list[Any]]) -> None:
    """A sheet that is not read again, which it says itself."""
    plain_text(page.cell(1, 1), _("Kun til læsning: det, der skrives her, hentes ikke ind igen."))
    for number, row in enumerate(rows, 2):
        for place, value in enumerate(row, 1):
            cell = page.cell(number, place)
            if isinstance(value, date):
                cell.value, cell.number_format = value, _DAY
            elif value:
                plain_text(cell, str(value))
            cell.font = Font(bold=number == 2)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            page.column_dimensions[get_column_letter(place)].width = 28


def labels(plan: Plan) -> dict[str, str]:
    """What goals and indicators are called in the cells that point at them, by their key. Numbered:
    two may have the same words."""
    found = {}
    for rows in (plan.goals.all(), plan.indicators.all()):
        for number, row in enumerate(rows, 1):
            words = clean_line(str(row))
            short = f"{words[:_WIDEST_LABEL]} …" if len(words) > _WIDEST_LABEL else words
            found[str(row.pk)] = f"{number}. {short}"
    return found


def _write(page: Any, sheet: Sheet, plan: Plan, names: Mapping[str, str]) -> None:
    rows, spans = rows_of(plan, sheet), _spans(plan)
    page.append([_("Nøgle"), *(one.heading for one in sheet.columns)])
    for number, row in enumerate(rows, 2):
        page.cell(number, 1, str(row.pk))
        for place, column in enumerate(sheet.columns, 2):
            _fill(page.cell(number, place), column, row, names)
    for cell in page[1]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E6E6E6")
    page.column_dimensions["A"].hidden = True
    page.freeze_panes = "C2"
    page.auto_filter.ref = f"B1:{get_column_letter(len(sheet.columns) + 1)}{len(rows) + 1}"
    page.print_title_rows, page.page_setup.orientation = "1:1", "landscape"
    page.page_setup.fitToHeight, page.sheet_properties.pageSetUpPr.fitToPage = 0, True
    for place, column in enumerate(sheet.columns, 2):
        _prepare(page, place, column, len(rows) + 1, spans)


def _fill(cell: Any, column: Column, row: Any, names: Mapping[str, str]) -> None:
    text = typed(column, row)
    if column.field is None:
        text = names[text]
    if isinstance(column.field, NumberField) or column.is_day:
        cell.value = getattr(row, column.name)
    elif text:
        plain_text(cell, text)


def plain_text(cell: Any, text: str) -> None:
    """A text as it stands: one that begins with = is no formula."""
    cell.value = _ESCAPE.sub("_x005F_", text)
    cell.data_type = "s"


def _prepare(page: Any, place: int, column: Column, last: int, spans: Mapping[str, str]) -> None:
    """Width, format and choices of a column, also of the rows that are still empty."""
    letter = get_column_letter(place)
    page.column_dimensions[letter].width = column.width
    shape = _TEXT if column.is_text else _DAY if column.is_day else _NUMBER
    for number in range(2, last + _READY + 1):
        cell = page.cell(number, place)
        cell.number_format = shape
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    source = ""
    if column.labels:
        source = '"' + ",".join(column.labels) + '"'
    elif column.field is None:
        source = spans[column.name]
    if source:
        choice = DataValidation("list", formula1=source, allow_blank=True)
        choice.error = _("Vælg en af mulighederne på listen.")
        choice.showErrorMessage = column.field is not None
        page.add_data_validation(choice)
        choice.add(f"{letter}2:{letter}{last + _READY}")


def _spans(plan: Plan) -> dict[str, str]:
    """Where the labels of goals and indicators stand in the hidden sheet; empty of none."""
    goals, every = len(plan.goals.all()), len(plan.goals.all()) + len(plan.indicators.all())
    found = {"goal": (2, goals + 1), "indicator": (goals + 2, every + 1)}
    where = quote_sheetname(MEMORY)
    return {
        name: f"{where}!$D${first}:$D${last}" if last >= first else ""
        for name, (first, last) in found.items()
    }


def _remember(page: Any, plan: Plan, names: Mapping[str, str]) -> None:
    """The keys and the digests of each row; goals and indicators first, with their labels."""
    page.sheet_state = "veryHidden"
    page.append([MEMORY, FORMAT, str(plan.pk)])
    goals = {str(row.pk) for row in plan.goals.all()}
    for key, name in names.items():
        page.append(["goal" if key in goals else "indicator", key])
        cell = page.cell(page.max_row, 4, _ESCAPE.sub("_x005F_", name))
        cell.data_type = "s"
    for slug, sheet in sheets().items():
        for row in rows_of(plan, sheet):
            was = {one.name: digest(typed(one, row)) for one in sheet.columns}
            page.append([slug, str(row.pk), json.dumps(was)])
