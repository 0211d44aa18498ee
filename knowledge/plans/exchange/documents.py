"""A Word document as blocks in the order they are read: headings, paragraphs and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from docx import Document
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from knowledge.plans.exchange.guesses import plain, section_of
from knowledge.plans.exchange.packages import Package, broken
from knowledge.plans.exchange.shapes import Fault
from stopext.web.text import clean_text

_HEADING = re.compile(r"(?:heading|overskrift|title|titel)\s*(\d?)", re.IGNORECASE)
_NUMBERED = re.compile(r"^\s*((?:\d+\.)*\d+)\.?\s+\S")
LONGEST, MOST_COLUMNS = 110, 40
#: A heading that only looks like one stands below those that are marked as such.
_BELOW_STYLES = 9
_IN_BOX = qn("w:txbxContent")
#: The same box again, for Word from before 2010.
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
#: What is in the file and not read, by its part or mark in it.
_UNREAD = {
    "w:drawing": _("Billeder og figurer"),
    "w:footnoteReference": _("Fodnoter"),
    "w:commentReference": _("Kommentarer"),
}


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (``level`` from 1), a paragraph (0), or a table with the texts of its cells."""

    text: str = ""
    level: int = 0
    rows: list[list[str]] = field(default_factory=list)


def blocks(package: Package) -> tuple[list[Block], list[Fault]]:
    """The whole document, and what of it is not read.

    Raises:
        Invalid: it cannot be read.
    """
    try:
        document = Document(package.stream())
        found = list(_inside(document))
        unread = [
            Fault(where=name, text="", why=_("Det kan ikke hentes ind og er ikke læst."))
            for mark, name in _UNREAD.items()
            if next(document.element.body.iter(qn(mark)), None) is not None
        ]
    except Exception as error:  # what a parser of others raises for a file gone wrong is anything
        raise broken() from error
    return found, unread


def _inside(part: Any) -> Iterator[Block]:
    for block in part.iter_inner_content():
        if isinstance(block, Table):
            yield from _table(block)
        elif isinstance(block, Paragraph):
            yield from _paragraph(block)


def _paragraph(paragraph: Paragraph) -> Iterator[Block]:
    text = _text(paragraph._p)
    if text:
        level = _level(paragraph, text)
        is_item = not level and _is_item(paragraph)
        yield Block(f"- {text}" if is_item else text, level)
    for box in paragraph._p.iter(_IN_BOX):
        again = next(box.iterancestors(_FALLBACK), None) is not None
        if again or next(box.iterancestors(qn("w:p"))) is not paragraph._p:
            continue
        for inner in box.iterchildren(qn("w:p")):
            yield from _paragraph(Paragraph(inner, paragraph._parent))


def _text(element: Any) -> str:
    """Its words, also those of tracked insertions; a box inside it has paragraphs of its own."""
    signs = [
        one.text or "" if one.tag == qn("w:t") else "\n" if one.tag == qn("w:br") else " "
        for one in element.iter(qn("w:t"), qn("w:tab"), qn("w:br"))
        if next(one.iterancestors(qn("w:p"))) is element
    ]
    return clean_text("".join(signs)).strip()


def _level(paragraph: Paragraph, text: str) -> int:
    """How high a heading it is, by its style, its looks or its words; 0 for none."""
    name = (paragraph.style.name if paragraph.style else "") or ""
    if found := _HEADING.match(name):
        return int(found[1] or 1)
    if len(text) > LONGEST or "\n" in text or text.endswith((".", ",", ";", ":")):
        return 0
    numbered = _NUMBERED.match(text)
    depth = numbered[1].count(".") + 1 if numbered else _BELOW_STYLES
    runs = [run for run in paragraph.runs if run.text.strip()]
    if runs and all(run.bold for run in runs):
        return depth
    if text.isupper() and len(text) > 3:
        return depth
    return depth if numbered and section_of(plain(text)) else 0


def _is_item(paragraph: Paragraph) -> bool:
    style = (paragraph.style.name if paragraph.style else "") or ""
    in_list = paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None
    return in_list or style.startswith("List")


def _table(table: Table) -> Iterator[Block]:
    """A table of texts; one that only lays out the page is read as what stands in it."""
    rows = [list(_cells(row._tr, table)) for row in table.rows]
    if len(rows) == 1 or max(map(len, rows), default=0) <= 1:
        for row in rows:
            for cell in filter(None, row):
                yield from _inside(cell)
        return
    yield Block(rows=[["\n".join(_words(cell)) if cell else "" for cell in row] for row in rows])


def _cells(row: Any, table: Table) -> Iterator[_Cell | None]:
    """Each cell once, and nothing for the other columns that it covers: as many as it says that
    could be."""
    for cell in row.tc_lst[:MOST_COLUMNS]:
        yield _Cell(cell, table)
        yield from [None] * (min(cell.grid_span, MOST_COLUMNS) - 1)


def _words(cell: Any) -> Iterator[str]:
    for block in _inside(cell):
        if block.rows:
            yield from (" · ".join(filter(None, row)) for row in block.rows)
        elif block.text:
            yield block.text
