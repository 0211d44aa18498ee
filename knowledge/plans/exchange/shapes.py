"""What was understood of a workbook that was sent back. Kept as text between sending and
confirming, so of the rows only those that differ from what was fetched."""

from __future__ import annotations

from pydantic import BaseModel


class Fault(BaseModel):
    """Something that was not understood: where it stands, what it says, and why not."""

    where: str
    text: str
    why: str


class Line(BaseModel):
    """A row that was added, changed or removed in the file."""

    sort: str
    key: str = ""
    """Of the row as it was fetched; empty of a new one."""
    number: int = 0
    """Its row in the sheet; 0 of one that is not there any more."""
    texts: dict[str, str] = {}
    """Field to what stands in the file, of a stored row where that is something else than what was
    fetched. A new indicator that measurements hang on is named by its row: ``row 7``."""
    base: dict[str, str] = {}
    """Field to the digest of what was fetched."""
    faults: dict[str, str] = {}
    """Field to why its cell is not understood."""


class Sent(BaseModel):
    """A whole file."""

    name: str
    lines: list[Line]
    faults: list[Fault]


class Piece(BaseModel):
    """A part of a foreign file: a text under its heading, or a table with its head first."""

    where: str
    heading: str = ""
    text: str = ""
    rows: list[list[str]] = []
    fields: list[str] = []
    """Of a table: what each column is taken for; empty where it is not understood."""
    place: str = ""
    """Where it goes: a section, ``vision``, ``goals``, ``actions``, ``indicators``; or nowhere."""
    level: str = ""
    """The level that somebody chose for what says none itself; no goal or action is without one."""


class Foreign(BaseModel):
    """A plan that was written elsewhere."""

    name: str
    pieces: list[Piece]
    faults: list[Fault]


class Report(BaseModel):
    """What a foreign file became: what went in, and what did not."""

    name: str
    filled: list[str]
    faults: list[Fault]
