"""The questionnaire, read from its files: what was answered keeps the words of its own version."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from knowledge.articles.choices import TriangleLevel
from knowledge.plans.choices import SectionKind

FOLDER = Path(__file__).parent / "data"


class _Said(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Statement(_Said):
    """Something the municipality says how far it is with."""

    code: str
    text: str
    levels: tuple[str, str, str, str]
    """From nothing to tried out."""
    section: SectionKind
    """Of the plan, in which a gap is closed."""
    level: TriangleLevel
    action: str
    """What a plan could do about it; a proposal to start from."""


class Theme(_Said):
    """A central element of the national concept, or one of the two beside them."""

    code: str
    title: str
    lead: str
    statements: tuple[Statement, ...]


class Questionnaire(_Said):
    """One version."""

    number: int
    themes: tuple[Theme, ...]

    def statements(self) -> Iterator[Statement]:
        """All of them, in order."""
        for theme in self.themes:
            yield from theme.statements

    def theme(self, code: str) -> Theme | None:
        """The theme with that code, if there is one."""
        return next((one for one in self.themes if one.code == code), None)

    def statement(self, code: str) -> Statement | None:
        """The statement with that code, if there is one."""
        return next((one for one in self.statements() if one.code == code), None)


@cache
def questionnaire(number: int) -> Questionnaire:
    """A version by its number.

    Raises:
        FileNotFoundError: there is none.
        pydantic.ValidationError: the file says something else than a questionnaire.
    """
    said = tomllib.loads((FOLDER / f"{number}.toml").read_text(encoding="utf-8"))
    return Questionnaire(number=number, **said)


def newest() -> Questionnaire:
    """The version that a new self-assessment is made with."""
    return questionnaire(max(int(file.stem) for file in FOLDER.glob("*.toml")))
