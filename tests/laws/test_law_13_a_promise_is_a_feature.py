"""Law 13: a promise on a page is a feature.

Subjects: every link of every page of the planted town. It leads to a page that its reader may open,
and to a place that is there. The README: each command, target and file it names exists. And every
sentence of the hub's texts that speaks of the portal: it stands in ``promises.py`` with a test.

What this does not see is whether a sentence is so: that is judged by people (the sceptic's walk),
who choose its test. A sentence that is changed or added has to be judged anew.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.laws.pages import Shown, name_of
from tests.laws.promises import PROMISES, WHAT_IT_IS, sentences
from tests.matrix.town import Siege

ROOT = Path(__file__).resolve().parents[2]
OTHERS = ("/static/", "/media/", "/redaktion/")
#: Articles are loaded from files by a command; the planted town has none.
NO_ARTICLES = re.compile(r"^knowledge:(article|plan)$")
#: Keys and secrets of rows in a state that was made for the page and is gone.
ITS_STATE = re.compile("[0-9a-f]{8}-|^/hoering/[^/]{20}")
GONE = {403, 404, 405, 410, 500}


@pytest.mark.matrix
def test_every_link_leads_its_reader_somewhere(siege: Siege, pages: list[Shown]) -> None:
    asked: dict[tuple[str, str], tuple[str, str]] = {}
    for page in pages:
        for target in page.links:
            if target.netloc or target.scheme or target.path.startswith(OTHERS):
                continue
            asked.setdefault((page.person, target.path), (page.name, target.path))
    wrong = sorted({fault for key, place in asked.items() if (fault := _fault(siege, key, place))})

    assert wrong == [], wrong
    assert len(asked) > 150


def _fault(siege: Siege, key: tuple[str, str], place: tuple[str, str]) -> str:
    """What is wrong with where a link leads."""
    person, path = key
    name = name_of(path)
    if not name or name == "knowledge:nowhere":
        return f"{place[0]}: {path} is no address"
    if NO_ARTICLES.match(name) or ITS_STATE.search(path):
        return ""
    status = siege.visitor(person).browser().get(path).status_code
    return f"{place[0]} as {person}: {path} answers {status}" if status in GONE else ""


@pytest.mark.matrix
def test_every_link_within_a_page_leads_to_a_place_on_it(pages: list[Shown]) -> None:
    looked, wrong = 0, set()
    for page in pages:
        ids = set(re.findall(r'\sid="([^"]*)"', page.answer.content.decode()))
        for link in page.links:
            if link.path == page.path and link.fragment:
                looked += 1
                if link.fragment not in ids:
                    wrong.add(f"{page.name}: #{link.fragment}")

    assert sorted(wrong) == []
    assert looked > 100


def test_what_the_readme_names_is_there() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = {*re.findall(r"`make ([a-z-]+)", text), *re.findall(r"(?m)^make ([a-z-]+)", text)}
    commands = {*re.findall(r"manage\.py ([a-z_]+)", text)}
    files = set(re.findall(r"`((?:stopext|casework|screening|knowledge|tests)/[\w./]+)`", text))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    assert sorted(one for one in targets if not re.search(rf"\b{one}\b.*:", makefile)) == []
    assert sorted(commands - {*get_commands()}) == []
    assert sorted(name for name in files if not (ROOT / name).exists()) == []
    assert len(targets) > 3
    assert len(commands | files) > 8


def test_every_sentence_about_the_portal_has_its_test() -> None:
    said = {*sentences()}
    held = {(name, sentence) for name, each in PROMISES.items() for sentence in each}
    tests = {test for each in PROMISES.values() for test in each.values()} - {WHAT_IT_IS}

    assert sorted(said - held) == []
    assert sorted(held - said) == []
    assert [test for test in sorted(tests) if not _exists(*test.split("::"))] == []
    assert len(said) > 20


def _exists(name: str, function: str) -> bool:
    path = ROOT / name
    return path.is_file() and f"def {function}(" in path.read_text(encoding="utf-8")
