"""What a self-assessment says, theme by theme, in words: no total, and nobody above anybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from knowledge.readiness.choices import GAPS, Level
from knowledge.readiness.questions import Questionnaire, Statement, Theme


@dataclass(frozen=True, slots=True)
class Said:
    """One statement with what is said of it, and earlier."""

    statement: Statement
    level: str
    note: str = ""
    link: str = ""
    before: str = ""
    """The level of the self-assessment it is compared with."""

    @property
    def label(self) -> str:
        """The level in a word."""
        return str(Level(self.level).label) if self.level else _("Ikke besvaret")

    @property
    def words(self) -> str:
        """The statement's own wording of the level; empty where nobody knows."""
        return self.statement.levels[int(self.level) - 1] if self.level.isdigit() else ""

    @property
    def is_gap(self) -> bool:
        """Whether the plan should do something about it."""
        return self.level in GAPS

    @property
    def moved(self) -> str:
        """How the level differs from the earlier one, in words; empty without one."""
        if not self.before:
            return ""
        if self.before == self.level:
            return _("Som før")
        return _("Før: %s") % str(Level(self.before).label).lower()


@dataclass(frozen=True, slots=True)
class Block:
    """A theme with its statements."""

    theme: Theme
    said: list[Said]

    @property
    def answered(self) -> int:
        """How many statements have an answer."""
        return sum(bool(one.level) for one in self.said)

    @property
    def words(self) -> str:
        """The theme in a sentence: first the whole, then each level there is, the lowest first."""
        counts = Counter(one.level for one in self.said)
        parts = [
            f"{counts[level]} {str(level.label).lower()}"
            for level in (*GAPS, Level.SETTLED, Level.PROVEN)
            if counts[level]
        ]
        if counts[""]:
            parts.append(_("%s ikke besvaret") % counts[""])
        return f"{self._whole()}: {', '.join(parts)}."

    def _whole(self) -> str:
        gaps = sum(one.is_gap or not one.level for one in self.said)
        if not gaps:
            return _("Alt er på plads")
        return _("Noget er på plads") if gaps < len(self.said) else _("Intet er på plads endnu")


def blocks(
    questions: Questionnaire,
    answers: Mapping[str, Mapping[str, str]],
    before: Mapping[str, str] | None = None,
) -> list[Block]:
    """The themes of a questionnaire with what is said of each statement, by code: level, note and
    link; ``before`` holds earlier levels, of which those that are not asked any more are left out.
    """
    earlier = before or {}
    return [
        Block(
            theme,
            [
                Said(one, before=earlier.get(one.code, ""), **answers.get(one.code, {"level": ""}))
                for one in theme.statements
            ],
        )
        for theme in questions.themes
    ]


def gaps(found: Iterable[Block]) -> list[Said]:
    """What the plan should do something about, the lowest first, in the order of the themes."""
    said = [one for block in found for one in block.said if one.is_gap]
    return sorted(said, key=lambda one: GAPS.index(Level(one.level)))
