"""A content file with a fault is refused, with its name, the place and Danish words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from knowledge.corpus import loader
from knowledge.corpus.reading import ContentError
from knowledge.plans.choices import SectionKind

ARTICLE = loader.CONTENT_DIR / "articles" / "mentorforloeb.md"
PLAN = loader.CONTENT_DIR / "plans" / "0851.toml"
GLOSSARY = loader.CONTENT_DIR / "glossary.toml"
GUIDE = loader.CONTENT_DIR / "concerned.toml"


def refusal(load: Callable[[Path], Any], path: Path) -> str:
    """What is said about the file."""
    with pytest.raises(ContentError) as caught:
        load(path)
    return str(caught.value)


def spoilt(folder: Path, source: Path, old: str, new: str) -> Path:
    """A copy of a good file with one thing changed."""
    text = source.read_text(encoding="utf-8")
    assert old in text
    copy = folder / source.name
    copy.write_text(text.replace(old, new, 1), encoding="utf-8")
    return copy


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('level = "national"\n', "", "feltet level mangler."),
        ('level = "national"', 'level = "galaktisk"', "feltet level har en værdi, som ikke er"),
        ('audience = ["professional"', 'audience = ["fagperson"', "feltet audience.1 har en værdi"),
        ('type = "practice"', 'type = "praksis"', "feltet type har en værdi"),
        ("updated = 2026-03-04", 'updated = "i går"', "feltet updated har ikke den rigtige form."),
        ('title = "Mentor', 'overskrift = "x"\ntitle = "Mentor', "feltet overskrift kendes ikke."),
        ('grade = "B"', 'grade = "E"', "feltet evidence.target_group.grade har en værdi"),
        ("[evidence.method]", "[evidence.metode]", "feltet evidence.method mangler."),
        ('gist = "', 'gist = "' + "x" * 300, "feltet gist er for langt."),
        ('staffing = "', 'staffing = ""\nx = "', "feltet staffing er tomt."),
        ('slug = "mentorforloeb"', 'slug = "mentor"', "slug og filnavn er forskellige."),
        ("+++\n", "", "filen mangler indledning mellem to linjer med +++."),
        ("+++\n", "+++\nx = [\n", "filen er ikke gyldig TOML"),
        (
            'publisher = "',
            'url = "javascript:x"\npublisher = "',
            "feltet sources.1.url har ikke den rigtige form.",
        ),
    ],
)
def test_a_spoilt_article(tmp_path: Path, old: str, new: str, said: str) -> None:
    told = refusal(loader.load_article, spoilt(tmp_path, ARTICLE, old, new))

    assert told.startswith("mentorforloeb.md: ")
    assert said in told


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('status = "adopted"', 'status = "vedtaget"', "feltet status har en værdi"),
        ('status = "running"', 'status = "på vej"', "feltet goal.1.action.1.status har en værdi"),
        ("start = 2024-05-01", "start = 24", "feltet goal.1.action.1.start har ikke den rigtige"),
        ("purpose = ", "formaal = ", "har en værdi, som ikke er på listen."),
        ("baseline = 62\n", "", "feltet goal.1.indicator.1.baseline mangler."),
    ],
)
def test_a_spoilt_plan(tmp_path: Path, old: str, new: str, said: str) -> None:
    told = refusal(loader.load_plan, spoilt(tmp_path, PLAN, old, new))

    assert told.startswith("0851.toml: ")
    assert said in told


def test_a_plan_without_one_of_the_thirteen_sections(tmp_path: Path) -> None:
    line = next(
        each for each in PLAN.read_text(encoding="utf-8").split("\n") if each.startswith("purpose")
    )

    told = refusal(loader.load_plan, spoilt(tmp_path, PLAN, f"{line}\n", ""))

    assert told == f"0851.toml: afsnittet {SectionKind.PURPOSE.value} mangler."


def test_only_a_draft_leaves_a_section_empty(tmp_path: Path) -> None:
    text = PLAN.read_text(encoding="utf-8")
    line = next(each for each in text.split("\n") if each.startswith("purpose"))
    told = refusal(loader.load_plan, spoilt(tmp_path, PLAN, line, 'purpose = ""'))

    assert told == "0851.toml: et afsnit har ingen tekst."
    drafts = [plan for plan in loader.load_plans() if plan.status == "draft"]
    assert any("" in plan.sections.values() for plan in drafts)


def test_a_plan_is_named_after_its_municipality(tmp_path: Path) -> None:
    copy = tmp_path / "aalborg.toml"
    copy.write_text(PLAN.read_text(encoding="utf-8"), encoding="utf-8")

    assert "municipality_code har ikke den rigtige form." in refusal(loader.load_plan, copy)


def test_every_fault_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    copy = spoilt(tmp_path, GLOSSARY, "english = ", "engelsk = ")

    told = refusal(loader.load_terms, copy)

    assert (
        told == "glossary.toml: feltet term.1.english mangler. feltet term.1.engelsk kendes ikke."
    )


def test_a_spoilt_guide(tmp_path: Path) -> None:
    told = refusal(loader.load_guide, spoilt(tmp_path, GUIDE, 'title = "Tegn', 'titel = "Tegn'))

    assert "concerned.toml: feltet serious_signs.title mangler." in told
