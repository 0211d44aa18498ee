"""Municipal action plans as data, and the template they are written from."""

from knowledge.plans.models.borrowing import Borrowing, digest_of, wording_field, wording_of
from knowledge.plans.models.parts import (
    Action,
    ActionCard,
    Goal,
    Indicator,
    Measurement,
    PlanPart,
    PlanSection,
)
from knowledge.plans.models.plan import Plan, PlanQuerySet
from knowledge.plans.models.template import PlanTemplate, TemplateSection

__all__ = [
    "Action",
    "ActionCard",
    "Borrowing",
    "Goal",
    "Indicator",
    "Measurement",
    "Plan",
    "PlanPart",
    "PlanQuerySet",
    "PlanSection",
    "PlanTemplate",
    "TemplateSection",
    "digest_of",
    "wording_field",
    "wording_of",
]
