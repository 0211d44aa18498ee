"""What the files of demonstration plans hold; the shape follows the national plan template."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self, TypeVar

from django.utils.translation import gettext as _
from pydantic import AfterValidator, Field, StringConstraints, model_validator

from knowledge.articles.choices import TriangleLevel
from knowledge.corpus.reading import Shape, Slug, Text, Texts
from knowledge.plans.choices import (
    ActionStatus,
    OrganisationModel,
    PlanLeg,
    PlanStatus,
    SectionKind,
)

Content = TypeVar("Content")


class Measurement(Shape):
    """One reading of an indicator."""

    on: date
    value: float
    note: str


class Indicator(Shape):
    """Something counted regularly; ``baseline``, ``target`` and values share ``unit``."""

    name: Text
    baseline: float
    target: float
    unit: Text
    frequency: Text
    measurements: tuple[Measurement, ...]


class Action(Shape):
    """What is done to reach a goal; ``practice`` is the slug of the article it follows."""

    title: Text
    level: TriangleLevel
    target_group: Text
    owner: Text
    start: date
    end: date
    status: ActionStatus
    practice: Slug
    cost_note: Text


class Goal(Shape):
    """What the municipality wants to reach."""

    text: Text
    level: TriangleLevel
    actions: tuple[Action, ...] = Field(alias="action")
    indicators: tuple[Indicator, ...] = Field(alias="indicator")


class ActionCard(Shape):
    """A short memo for staff."""

    audience: Text
    steps: Texts
    contacts: Texts
    owner: Text


def _whole(sections: dict[str, Content]) -> dict[str, Content]:
    """The thirteen sections in the order of the national concept."""
    missing = [kind.value for kind in SectionKind if kind.value not in sections]
    if missing:
        raise ValueError(_("afsnittet %s mangler.") % missing[0])
    return {kind.value: sections[kind.value] for kind in SectionKind}


class Plan(Shape):
    """A municipal action plan. ``adopted_on`` is None until the council has adopted it."""

    municipality_code: Annotated[str, StringConstraints(pattern=r"^\d{4}$")]
    title: Text
    status: PlanStatus
    version: Text
    adopted_on: date | None = None
    adopted_by: str
    valid_from: date | None = None
    revision_due: date
    organisation_model: OrganisationModel
    vision: Text
    sections: Annotated[dict[SectionKind, Text | Literal[""]], AfterValidator(_whole)]
    """Empty where nobody has come to it yet, which is so in a draft only."""
    goals: tuple[Goal, ...] = Field(alias="goal")
    action_cards: tuple[ActionCard, ...] = Field(alias="action_card")

    @model_validator(mode="after")
    def _written(self) -> Self:
        if self.status != PlanStatus.DRAFT and not all(self.sections.values()):
            raise ValueError(_("et afsnit har ingen tekst."))
        return self


class TemplateSection(Shape):
    """What one of the thirteen parts is for, what it rests on, and a text to begin with."""

    leg: PlanLeg
    guidance: Text
    paragraph: Text
    model_text: Text


class Template(Shape):
    """A version of the national template."""

    version: Annotated[Text, StringConstraints(max_length=20)]
    published_on: date
    sections: Annotated[dict[SectionKind, TemplateSection], AfterValidator(_whole)]
