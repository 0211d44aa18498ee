"""A status report as PDF/UA and as a workbook: what was frozen and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill

from knowledge.plans.exchange.paper import Block, heading, texts, typeset
from knowledge.plans.exchange.workbook import plain_text
from knowledge.plans.models import StatusReport
from stopext.web.dates import format_date
from stopext.web.templatetags.portal import dk_date

_WIDTHS = (44, 30, 26, 18, 44, 44, 18)


def report_paper(report: StatusReport) -> bytes:
    """The PDF of a report. No query."""
    place = report.content["place"]
    told = _("Frosset %s") % dk_date(report.frozen_at)
    data = {
        "title": str(report),
        "about": _("%(report)s, %(place)s. %(told)s.")
        % {"report": report, "place": place, "told": told},
        "footer": f"{place} · {report} · {told}",
        "blocks": list(_blocks(report)),
    }
    return typeset(json.dumps(data, ensure_ascii=False))


def report_book(report: StatusReport) -> bytes:
    """The workbook of a report: what it says, its actions, and its readings. No query."""
    book = Workbook()
    book.remove(book.active)
    book.properties.creator = book.properties.lastModifiedBy = "StopEkstremisme"
    book.properties.title = str(report)
    content = report.told
    notes = [
        *((_("Bemærkning"), line) for line in report.remark.splitlines() if line.strip()),
        *((_("Opfølgning"), line) for line in content["follow_up"]),
        *((_("Siden sidst"), line) for line in _since(content)),
    ]
    _sheet(book, _("Rapport"), [_("Hvad"), _("Indhold")], [*_facts(report), *notes])
    head = [_("Handling"), _("Mål"), _("Ansvarlig"), _("Status"), _("Begrundelse")]
    more = [_("Slutdato og vurdering"), _("Senest meldt"), _("Tid")]
    _sheet(book, _("Handlinger"), [*head, *more], list(_action_rows(content)))
    head = [_("Indikator"), _("Enhed"), _("Udgangspunkt"), _("Ønsket niveau")]
    more = [_("Bemærkning"), _("Målt den"), _("Tal")]
    _sheet(book, _("Målinger"), [*head, *more], list(_reading_rows(content)))
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _facts(report: StatusReport) -> Iterator[tuple[str, str]]:
    content = report.told
    yield _("Kommune"), content["place"]
    yield _("Periode"), report.period
    yield _("Frosset"), dk_date(report.frozen_at)
    yield _("Plan"), _("%(title)s, version %(version)s") % content
    yield _("Vedtaget"), format_date(date.fromisoformat(content["adopted_on"]))
    yield _("Revideres senest"), format_date(date.fromisoformat(content["revision_due"]))
    yield _("Fremdrift"), content["progress"]


def _since(content: Mapping[str, Any]) -> list[str]:
    if content["is_first"]:
        return [_("Det er den første rapport om planen.")]
    return content["since"] or [_("Der er ikke meldt noget siden den forrige rapport.")]


def _blocks(report: StatusReport) -> Iterator[Block]:
    content = report.told
    yield {"kind": "facts", "rows": list(_facts(report))}
    if report.remark:
        yield heading(1, _("Bemærkning"))
        yield from texts(report.remark)
    if content["follow_up"]:
        yield heading(1, _("Opfølgning"))
        yield {"kind": "list", "items": content["follow_up"]}
    yield heading(1, _("Meldt siden sidst"))
    yield {"kind": "list", "items": _since(content)}
    yield heading(1, _("Mål og handlinger"))
    for goal in content["goals"]:
        yield heading(2, goal["text"])
        yield {"kind": "text", "text": " ".join(filter(None, (f"{goal['level']}.", goal["words"])))}
        if goal["actions"]:
            yield {
                "kind": "table",
                "widths": [4, 3, 3, 4],
                "head": [_("Handling"), _("Ansvarlig"), _("Tid"), _("Status")],
                "rows": [_told(row) for row in goal["actions"]],
            }
        if goal["indicators"]:
            yield {
                "kind": "table",
                "widths": [4, 2, 2, 4],
                "head": [_("Indikator"), _("Udgangspunkt"), _("Ønsket niveau"), _("Senest målt")],
                "rows": [_counted(row) for row in goal["indicators"]],
            }


def _told(row: Mapping[str, Any]) -> list[str]:
    status = f"{row['status']}: {row['reason']}".removesuffix(": ")
    held = ". ".join(filter(None, (status.removesuffix("."), row["pace"])))
    return [row["title"], row["owner"], row["time"], held]


def _counted(row: Mapping[str, Any]) -> list[str]:
    start, aim = (f"{row[name]} {row['unit']}" for name in ("start", "aim"))
    return [row["name"], start, aim, f"{row['latest']} {row['way']}".strip()]


def _action_rows(content: Mapping[str, Any]) -> Iterator[list[Any]]:
    for goal in content["goals"]:
        for row in goal["actions"]:
            facts = [row["owner"], row["status"], row["reason"], row["pace"]]
            told = row["reported_on"]
            on = date.fromisoformat(told) if told else None
            yield [row["title"], goal["text"], *facts, on, row["time"]]


def _reading_rows(content: Mapping[str, Any]) -> Iterator[list[Any]]:
    for row in (one for goal in content["goals"] for one in goal["indicators"]):
        head = [row["name"], row["unit"], Decimal(row["baseline"]), Decimal(row["target"])]
        for on, value, note in row["readings"] or [("", "", "")]:
            day = date.fromisoformat(on) if on else None
            yield [*head, note, day, Decimal(value) if value else None]


def _sheet(book: Workbook, title: str, head: list[str], rows: list[Any]) -> None:
    page = book.create_sheet(str(title))
    for place, row in enumerate([head, *rows], 1):
        for column, value in enumerate(row, 1):
            cell = page.cell(place, column)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(value, str):
                plain_text(cell, value)
            else:
                cell.value = value
                cell.number_format = "dd-mm-yyyy" if isinstance(value, date) else "#,##0.##"
    for cell in page[1]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E6E6E6")
    for cell, width in zip(page[1], _WIDTHS, strict=False):
        page.column_dimensions[cell.column_letter].width = width
    page.freeze_panes = "A2"
    page.print_title_rows, page.page_setup.orientation = "1:1", "landscape"
    page.page_setup.fitToHeight, page.sheet_properties.pageSetUpPr.fitToPage = 0, True
