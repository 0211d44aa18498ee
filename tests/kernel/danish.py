"""Danish in our files: which literals and page texts hold it, and which of them reach gettext."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from stopext.launch.paths import PACKAGES, ROOT

#: The names that makemessages looks for; an alias of another name would not be collected.
GETTEXT = frozenset(
    ["_"] + [name + end for name in ("gettext", "ngettext", "pgettext") for end in ("", "_lazy")]
)
LETTERS = re.compile(r"[æøåÆØÅ]")
#: Common words that English does not have.
COMMON = re.compile(
    r"\b(af|alle|allerede|anden|begge|blev|bliver|borgeren|bruges|bør|denne|det|dette|din|dit|du|"
    r"efter|eller|er|et|findes|fordi|fra|fristen|gemt|gyldig\w*|har|hos|hvem|hver|hvis|hvor|hvordan|"
    r"ikke|igen|indtil|ingen|jer|jeres|kan|kun|kunne|lige|mangler|med|mellem|mere|mindst|måtte|"
    r"noget|nogen|nu|og|om|også|sag|sagen|samme|siden|skal|skriv|slet|som|stadig|svar|teksten|til|"
    r"uden|var|ved|vil|vis|være|vurdering\w*|vælg)\b"
)
WORD = re.compile(r"[A-ZÆØÅ][a-zæøå]{2,}")


def files() -> list[Path]:
    """All our Python but the migrations: they repeat choices and messages as they once were."""
    found = (path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts)


def literals(tree: ast.Module) -> Iterator[tuple[ast.Constant, bool]]:
    """Every string that is not a docstring, and whether gettext is called with it."""
    skipped, told = set[int](), set[int]()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and _name(node.targets[0]) == "__all__":
            skipped |= {id(part) for part in ast.walk(node)}
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(id(node.value))  # a docstring, of a module, function, class or attribute
        if isinstance(node, ast.Call) and _name(node.func) in GETTEXT:
            told |= {id(part) for given in node.args for part in ast.walk(given)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in skipped:
            continue
        if isinstance(node.value, str):
            yield node, id(node) in told


def _name(function: ast.expr) -> str:
    return getattr(function, "id", getattr(function, "attr", ""))


def headwords(trees: list[ast.Module]) -> frozenset[str]:
    """The words that gettext is called with as a whole text or as its first word."""
    words = set()
    for tree in trees:
        for node, told in literals(tree):
            if told and (first := WORD.match(str(node.value))):
                words.add(first.group())
    return frozenset(words)


def is_danish(text: str, words: frozenset[str]) -> bool:
    """Danish letters, common Danish words in a sentence, or a title that is Danish elsewhere.

    One small word alone is a code, an address or a draft's name, never a text.
    """
    return bool(
        LETTERS.search(text)
        or (" " in text and COMMON.search(text.lower()))
        or (WORD.fullmatch(text) and text in words)
    )


def bare(source: str, words: frozenset[str]) -> Iterator[tuple[int, str]]:
    """Line and text of every Danish literal that gettext is not called with."""
    for node, told in literals(ast.parse(source)):
        if not told and is_danish(str(node.value), words):
            yield node.lineno, str(node.value)


def unreadable(source: str) -> Iterator[int]:
    """Lines where gettext is called with something that makemessages cannot read."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or _name(node.func) not in GETTEXT:
            continue
        if not (node.args and isinstance(node.args[0], ast.Constant)):
            yield node.lineno


_TOLD = re.compile(
    r"\{% blocktranslate\b.*?\{% endblocktranslate %\}|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->",
    re.DOTALL,
)
_ATTRIBUTES = re.compile(r"""(?:alt|title|placeholder|label|aria-label|data-label)="([^"]+)\"""")


def bare_on_page(template: str, words: frozenset[str]) -> list[str]:
    """Danish between the tags of a template, or in an attribute that is read aloud or shown."""
    rest = _TOLD.sub("", template)
    texts = re.sub(r"<[^>]*>", "\n", rest).splitlines() + _ATTRIBUTES.findall(rest)
    return [text.strip() for text in texts if is_danish(text.strip(), words)]
