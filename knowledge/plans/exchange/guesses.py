"""What a heading or a column of a foreign plan is probably about, by the words in it."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

_WORDS = Path(__file__).parents[1] / "data" / "import_words.csv"
_NUMBER = re.compile(r"^\s*(?:(?:\d+\.?)+|[A-Z]\.|[IVX]+\.)\s+")
#: A cell with more than this is no heading of a column.
_LONGEST_HEAD = 60
_SORTS = {"actions": "action", "indicators": "indicator"}
_NEEDED = {"actions": {"title"}, "indicators": {"name", "baseline", "target"}}


@cache
def _words(about: str) -> list[tuple[str, str]]:
    """Code and word, the longest word first: it says most."""
    with _WORDS.open(encoding="utf-8") as file:
        rows = [(row["code"], row["word"]) for row in csv.DictReader(file) if row["for"] == about]
    return sorted(rows, key=lambda row: -len(row[1]))


def section_of(heading: str) -> str:
    """The section that a heading is about; empty when it says nothing known."""
    return _code("section", plain(heading))


def plain(heading: str) -> str:
    """A heading without its number."""
    return _NUMBER.sub("", heading).strip(" :.\t")


def _code(about: str, text: str) -> str:
    said = text.casefold()
    whole = next((code for code, word in _words(about) if word == said), "")
    return whole or next((code for code, word in _words(about) if _says(said, word)), "")


def _says(text: str, word: str) -> bool:
    """Short words only as words of their own: "til" is in "tilbud"."""
    return re.search(rf"\b{re.escape(word)}" + (r"\b" if len(word) < 4 else ""), text) is not None


def columns_of(head: Sequence[str]) -> tuple[str, list[str]]:
    """``actions``, ``indicators`` or nothing, and the field of each column of a table."""
    best: tuple[int, str, list[str]] = (0, "", [])
    for place, about in _SORTS.items():
        fields: list[str] = []
        for text in head:
            code = _code(about, text) if text and len(text) <= _LONGEST_HEAD else ""
            fields.append("" if code in fields else code)
        known = len([code for code in fields if code])
        if _NEEDED[place] <= set(fields) and known > max(1, best[0]):
            best = (known, place, fields)
    return best[1], best[2]
