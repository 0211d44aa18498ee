"""What was changed from one wording to another, word by word. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

#: Words with the blanks after them, and line breaks for themselves.
_WORDS = re.compile(r"\n+|[^\S\n]+|[^\s]+[^\S\n]*")
#: Unchanged words that stay on each side of a change.
AROUND = 25
#: So many words of a wording running are still that wording; of a short one half of its words.
RUN = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stayed, came (``is_new``) or went (``is_old``), or stand for words left out."""

    text: str
    is_new: bool = False
    is_old: bool = False
    is_gap: bool = False


def changed(old: str, new: str) -> list[Piece]:
    """The whole of both wordings in the order in which they are read: what went before what came.
    Nothing when they say the same."""
    before, after = _WORDS.findall(old.strip()), _WORDS.findall(new.strip())
    if _bare(before) == _bare(after):
        return []
    return list(_shortened(_pieces(before, after)))


def is_left(old: str, new: str) -> bool:
    """Whether anything of ``old`` still stands in ``new``, in other letters or between other words;
    words that any two texts share are nothing."""
    before, after = (re.findall(r"\w+", text.lower()) for text in (old, new))
    size = max(1, min(RUN, (len(before) + 1) // 2))
    return not _runs(before, size).isdisjoint(_runs(after, size))


def _runs(words: list[str], size: int) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}


def _pieces(before: list[str], after: list[str]) -> Iterator[Piece]:
    # Blanks at the end of a word are no change: what is compared is the words alone.
    matcher = SequenceMatcher(None, _bare(before), _bare(after), autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            yield Piece("".join(after[k:m]))
            continue
        if i < j:
            yield Piece("".join(before[i:j]).rstrip(" "), is_old=True)
        if k < m:
            yield Piece("".join(after[k:m]).rstrip(" "), is_new=True)


def _bare(words: Iterable[str]) -> list[str]:
    return [word.strip(" \t") for word in words]


def _shortened(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Of long unchanged stretches the words next to a change."""
    found = list(pieces)
    for place, piece in enumerate(found):
        words = _WORDS.findall(piece.text)
        head = AROUND if place else 0
        tail = AROUND if place + 1 < len(found) else 0
        if piece.is_new or piece.is_old or len(words) <= head + tail + AROUND:
            yield piece
            continue
        if head:
            yield Piece("".join(words[:head]))
        yield Piece("", is_gap=True)
        if tail:
            yield Piece("".join(words[-tail:]))
