"""Given names that no rule of spelling brings together: forms in other languages, short forms."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path

from casework.rules.identity.names import spelling_token
from casework.rules.identity.sounds import sounds, tells_apart

FILE = Path(__file__).with_name("aliases.txt")


def same_names(token: str) -> frozenset[str]:
    """Names that ``token`` (one spelling-folded word) is a form of in some language."""
    return _names("=", token)


def short_forms(token: str) -> frozenset[str]:
    """Names that ``token`` is, or is a short form of."""
    return frozenset().union(*(_names("~", one) for one in {token, *same_names(token)}))


def _names(mark: str, token: str) -> frozenset[str]:
    known = _table()[mark]
    return frozenset().union(*(known.get(one, ()) for one in _marks_of(token)))


def _marks_of(token: str) -> set[str]:
    """The word itself, and its sounds where they are enough to know it by."""
    return {token} | {f"/{code}" for code in sounds(token) if tells_apart(code)}


@cache
def _table() -> dict[str, dict[str, set[str]]]:
    found: dict[str, dict[str, set[str]]] = {"=": defaultdict(set), "~": defaultdict(set)}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line[:1] in found:
            mark, *names = map(spelling_token, line.split())
            for name in names:
                for one in _marks_of(name):
                    found[mark][one].add(names[0])
    return found
