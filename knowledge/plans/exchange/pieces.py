"""A foreign plan in pieces, each with a guess at where in the draft it goes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from knowledge.plans.exchange import documents, uploaded
from knowledge.plans.exchange.cells import Unclear, said
from knowledge.plans.exchange.columns import Column
from knowledge.plans.exchange.documents import Block
from knowledge.plans.exchange.guesses import columns_of, plain, section_of
from knowledge.plans.exchange.packages import Package
from knowledge.plans.exchange.shapes import Fault, Foreign, Piece
from stopext.access.errors import Invalid

#: Rows of a table among which its head is looked for, and pieces that can be looked through.
_HEAD, MOST = 300, 300
#: Columns and rows from which a table without a known head is kept as one.
_WIDE, _TALL = 3, 2
_PLAIN = Column("", "", None)


def of_document(package: Package, name: str) -> Foreign:
    """A Word document in pieces.

    Raises:
        Invalid: it cannot be read, or says nothing.
    """
    found, faults = documents.blocks(package)
    return _whole(name, _pieces(found), faults)


def of_workbook(book: Any, name: str) -> Foreign:
    """A workbook in pieces: each sheet is a table under its name.

    Raises:
        Invalid: it cannot be read, or says nothing.
    """
    faults: list[Fault] = []
    found: list[Block] = []
    for page in book.worksheets:
        if page.sheet_state != "visible":
            why = _("Arket er skjult og er ikke læst.")
            faults.append(Fault(where=page.title, text="", why=why))
            continue
        rows = [_texts(page, number, row, faults) for number, row in uploaded.rows_of(page)]
        found += [Block(page.title, 1), Block(rows=rows)]
    return _whole(name, _pieces(found), faults)


def _texts(page: Any, number: int, row: Iterable[Any], faults: list[Fault]) -> list[str]:
    texts = []
    for cell in row:
        try:
            texts.append(said(cell, _PLAIN))
        except Unclear as why:
            where = _("%(sheet)s, række %(row)s") % {"sheet": page.title, "row": number}
            faults.append(Fault(where=where, text=str(cell.value), why=str(why)))
            texts.append("")
    return texts


def _whole(name: str, found: Iterable[Piece], faults: list[Fault]) -> Foreign:
    pieces = list(found)
    if not pieces:
        raise Invalid(_("Der er ingen tekst i filen. Er det billeder af sider?"), "file")
    if len(pieces) > MOST:
        raise Invalid(_("Filen har for mange afsnit til at se dem igennem. Del den op."), "file")
    return Foreign(name=name, pieces=pieces, faults=faults)


def _pieces(found: list[Block]) -> Iterator[Piece]:
    """Texts under their headings and tables. A heading that says nothing known takes the place of
    the one above it."""
    above: list[tuple[int, str, str]] = []
    open_piece: Piece | None = None
    for number, block in enumerate(found, 1):
        where = _("Afsnit %s i filen") % number
        if block.level:
            above = [one for one in above if one[0] < block.level]
            own = section_of(plain(block.text)) or (above[-1][2] if above else "")
            above.append((block.level, plain(block.text), own))
            open_piece = None
            continue
        heading, place = (above[-1][1], above[-1][2]) if above else ("", "")
        if block.rows:
            open_piece = None
            yield from _of_table(block.rows, where, heading, place)
        elif not block.text:
            continue
        elif open_piece is not None:
            open_piece.text = f"{open_piece.text}\n{block.text}"
        else:
            open_piece = Piece(where=where, heading=heading, text=block.text, place=place)
            yield open_piece


def _of_table(rows: list[list[str]], where: str, heading: str, place: str) -> Iterator[Piece]:
    width = max(map(len, rows))
    even = [[*row, *[""] * (width - len(row))] for row in rows]
    at, deep, sort, fields = _head(even)
    if sort:
        head = [" ".join(filter(None, cells)) for cells in zip(*even[at : at + deep], strict=True)]
        body = [row for row in even[at + deep :] if any(row)]
        yield from _topics(even[:at], where, heading, place)
        yield Piece(where=where, heading=heading, rows=[head, *body], fields=fields, place=sort)
    elif width >= _WIDE and len(even) > _TALL and not any(_topic(row) for row in even):
        # Foreign headings: whoever sends the file may know what its columns are.
        fields = [""] * width
        yield Piece(where=where, heading=heading, rows=even, fields=fields, place=place)
    else:
        yield from _topics(even, where, heading, place)


def _topic(row: list[str]) -> str:
    first = next(filter(None, row), "")
    return section_of(plain(first)) if len(first) <= documents.LONGEST else ""


def _head(rows: list[list[str]]) -> tuple[int, int, str, list[str]]:
    """Where the head of a table is and how many rows it has, what the table is and its fields."""
    best: tuple[int, int, str, list[str]] = (0, 0, "", [])
    for at in range(min(len(rows), _HEAD)):
        for deep in (1, 2):
            cells = zip(*rows[at : at + deep], strict=True)
            sort, fields = columns_of([" ".join(filter(None, texts)) for texts in cells])
            if sort and len([1 for one in fields if one]) > len([1 for one in best[3] if one]):
                best = (at, deep, sort, fields)
    return best


def _topics(rows: list[list[str]], where: str, heading: str, place: str) -> Iterator[Piece]:
    """A table without a known head: the first cell of a row names what the others tell, or a row
    of one cell what the rows below it tell."""
    for row in rows:
        first, *rest = [text for text in row if text] or [""]
        own = _topic(row)
        if own and not rest and not first.endswith("."):
            heading, place = plain(first), own
        elif rest and len(first) <= documents.LONGEST:
            text = "\n".join(rest)
            yield Piece(where=where, heading=plain(first), text=text, place=own or place)
        elif first:
            whole = "\n".join([first, *rest])
            yield Piece(where=where, heading=heading, text=whole, place=place)
