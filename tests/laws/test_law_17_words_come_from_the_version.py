"""Law 17: the words of an instrument come from its version, never from a constant beside it.

Subjects: every text of every version (labels, bands, titles, questions, anchors, hints), looked for
in every string of the code, in the texts between tags of every template and in the scripts. A word
that is both (a heading that happens to be a title) stands in ``SAME_WORDS`` with its reason.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from screening.engine.definition import to_plain
from screening.versions.instruments import PUBLISHED, load_instrument
from stopext.launch.paths import PACKAGES

ROOT = Path(__file__).resolve().parents[2]
#: Codes and values of a definition that are no words.
NO_WORDS = {"key", "version", "axis", "indicator", "indicators", "weight", "lower", "calls_for"}
NO_WORDS |= {"domain", "items", "meaning", "asks", "at_least", "show_if"}
#: Word -> why the code says it too.
SAME_WORDS = {
    "Delvist": "the style guide shows how a scale is drawn; it belongs to no version",
    "Har borgeren talt om at ville dø eller om at tage afsked?": (
        "the question about danger at intake, asked before there is a screening"
    ),
    "Ikke til stede": "the style guide shows how a scale is drawn; it belongs to no version",
    "Nej": "the answer to any question",
    "beskyttende forhold": "the name of the axis, which is the engine's; also a domain's title",
}
BETWEEN_TAGS = re.compile(r">([^<>{}]+)<|{% translate \"([^\"]+)\"|\"([^\"\n]+)\"")


@cache
def words() -> frozenset[str]:
    """Every text of every version."""
    found = {text for version in PUBLISHED for text in _texts(to_plain(load_instrument(*version)))}
    return frozenset(_plain(text) for text in found if len(text) > 3)


def _texts(value: object, name: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, str(key))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner, name)
    elif isinstance(value, str) and (name not in NO_WORDS):
        yield value


def _plain(text: str) -> str:
    return " ".join(text.split()).strip(" .,:").casefold()


def strings() -> Iterator[tuple[str, str]]:
    """Every string of the code, the templates and the scripts, with its place."""
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            if "migrations" not in path.parts and "demo" not in path.parts:
                for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                    if isinstance(node, ast.Constant) and isinstance(node.value, str):
                        yield str(path.relative_to(ROOT)), node.value
    for folder, ending in (("templates", "*.html"), ("static/src", "*.js")):
        for path in (ROOT / folder).rglob(ending):
            for match in BETWEEN_TAGS.finditer(path.read_text(encoding="utf-8")):
                yield str(path.relative_to(ROOT)), next(filter(None, match.groups()), "")


def test_no_constant_repeats_a_word_of_a_version() -> None:
    looked = [*strings()]
    repeated = sorted({f"{place}: {text}" for place, text in looked if _plain(text) in words()})

    assert [found for found in repeated if found.rpartition(": ")[2] not in SAME_WORDS] == []
    assert {*SAME_WORDS} <= {found.rpartition(": ")[2] for found in repeated}
    assert len(words()) > 500
    assert len(looked) > 10_000
