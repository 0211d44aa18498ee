"""Does a text tell who a protected source is? Pure rules; they answer yes or no and quote nothing.

A warning, not a wall: who knows the source can describe her without any of these words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

#: Shorter words of a name are also other words, such as "Bo".
SHORTEST = 3
#: The last digits of a telephone number, without the country's code.
NUMBER_DIGITS = 8
_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"[^\s<>()\[\],;:]+@[^\s<>()\[\],;:]+")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s.\-/()]+(?=\d)")


@dataclass(frozen=True, slots=True)
class Source:
    """Who turned to the municipality and is protected, as she was registered."""

    name: str
    contact: str


def tells_of(source: Source, text: str, *, citizen: str = "") -> bool:
    """Whether the source's e-mail, number, whole name or one word of it stands in the text.

    A word alone counts when it is written as a name, with a capital, and is not one of the
    citizen's own: a mother is not told by the family's name.
    """
    plain, given = _plain(text), f"{source.name} {source.contact}"
    folded = plain.casefold()
    addresses = {found.strip(".").casefold() for found in _ADDRESS.findall(_plain(given))}
    if any(address in folded for address in addresses) or _numbers(given) & _numbers(text):
        return True
    name = _words(source.name)
    own = set(name) - set(_words(citizen))
    written = {word.casefold() for word in _WORD.findall(plain) if word[0].isupper()}
    return _follows(name, _words(text)) or bool(own & written)


def places_told(
    sources: Iterable[Source], texts: Iterable[tuple[str, str]], *, citizen: str
) -> list[str]:
    """Of texts, each with its place: the places where one tells who a source is."""
    known = list(sources)
    return [
        place
        for place, text in texts
        if any(tells_of(source, text, citizen=citizen) for source in known)
    ]


def _plain(text: str) -> str:
    """Without accents, so that a name meets another spelling of it."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _words(text: str) -> list[str]:
    """The words that are long enough to tell, in order."""
    return [word.casefold() for word in _WORD.findall(_plain(text)) if len(word) >= SHORTEST]


def _follows(name: list[str], words: Iterable[str]) -> bool:
    """Whether a name of several words stands in the text as it is, however it is written."""
    return len(name) > 1 and f" {' '.join(name)} " in f" {' '.join(words)} "


def _numbers(text: str) -> set[str]:
    """Telephone numbers, by their last digits."""
    runs = re.findall(r"\d+", _BETWEEN_DIGITS.sub("", text))
    return {run[-NUMBER_DIGITS:] for run in runs if len(run) >= NUMBER_DIGITS}
