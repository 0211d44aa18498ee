"""Read the demonstration plans of municipalities. Pure; the shape follows the plan template."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.corpus.loader import CONTENT_DIR, ContentError

PLAN_STATUSES = ("draft", "hearing", "approved", "adopted", "revising", "expired")
ACTION_STATUSES = ("planned", "running", "paused", "done", "dropped")
ORGANISATION_MODELS = ("coordinator", "forum_ad_hoc", "forum_fixed")
SECTION_KINDS = (
    "purpose",
    "target_groups",
    "local_picture",
    "organisation",
    "handling",
    "emergency",
    "building",
    "anticipating",
    "intervening",
    "cooperation",
    "competence",
    "communication",
    "evaluation",
)


@dataclass(frozen=True)
class Measurement:
    on: date
    value: float
    note: str


@dataclass(frozen=True)
class Indicator:
    """Something counted regularly; ``baseline``, ``target`` and values share ``unit``."""

    name: str
    baseline: float
    target: float
    unit: str
    frequency: str
    measurements: tuple[Measurement, ...]


@dataclass(frozen=True)
class Action:
    title: str
    level: str
    target_group: str
    owner: str
    start: date
    end: date
    status: str
    practice: str
    cost_note: str


@dataclass(frozen=True)
class Goal:
    text: str
    level: str
    actions: tuple[Action, ...]
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True)
class ActionCard:
    audience: str
    steps: tuple[str, ...]
    contacts: tuple[str, ...]
    owner: str


@dataclass(frozen=True)
class Plan:
    """A municipal action plan; ``revision_due`` lies at most four years after adoption
    (barnets lov § 15, stk. 3). ``adopted_on`` is None until the council has adopted it."""

    municipality_code: str
    title: str
    status: str
    version: str
    adopted_on: date | None
    adopted_by: str
    valid_from: date | None
    revision_due: date
    organisation_model: str
    vision: str
    sections: dict[str, str]
    goals: tuple[Goal, ...]
    action_cards: tuple[ActionCard, ...]


def load_plans(folder: Path = CONTENT_DIR / "plans") -> list[Plan]:
    """Return every plan, ordered by municipality code. Raises ContentError on a missing key."""
    return [load_plan(path) for path in sorted(folder.glob("*.toml"))]


def load_plan(path: Path) -> Plan:
    """Return one plan; the file is named after the municipality code."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    try:
        return Plan(
            municipality_code=path.stem,
            title=data["title"],
            status=data["status"],
            version=data["version"],
            adopted_on=data.get("adopted_on"),
            adopted_by=data["adopted_by"],
            valid_from=data.get("valid_from"),
            revision_due=data["revision_due"],
            organisation_model=data["organisation_model"],
            vision=data["vision"],
            sections={kind: data["sections"][kind] for kind in SECTION_KINDS},
            goals=tuple(_goal(row) for row in data["goal"]),
            action_cards=tuple(_action_card(row) for row in data["action_card"]),
        )
    except KeyError as missing:
        raise ContentError(f"{path.name}: feltet {missing} mangler.") from missing


def _goal(row: dict[str, Any]) -> Goal:
    return Goal(
        text=row["text"],
        level=row["level"],
        actions=tuple(Action(**action) for action in row["action"]),
        indicators=tuple(_indicator(indicator) for indicator in row["indicator"]),
    )


def _indicator(row: dict[str, Any]) -> Indicator:
    fields = {key: value for key, value in row.items() if key != "measurements"}
    measurements = tuple(Measurement(**item) for item in row["measurements"])
    return Indicator(**fields, measurements=measurements)


def _action_card(row: dict[str, Any]) -> ActionCard:
    return ActionCard(row["audience"], tuple(row["steps"]), tuple(row["contacts"]), row["owner"])
