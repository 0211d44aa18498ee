"""Municipal action plans as data, and the template they are written from."""

from knowledge.plans.models.borrowing import Borrowing, digest_of, wording_field, wording_of
from knowledge.plans.models.decisions import Decision
from knowledge.plans.models.parts import (
    Action,
    ActionCard,
    Effect,
    Goal,
    Indicator,
    Measurement,
    PlanPart,
    PlanSection,
)
from knowledge.plans.models.plan import Plan, PlanQuerySet
from knowledge.plans.models.reports import StatusReport
from knowledge.plans.models.revisions import Revision
from knowledge.plans.models.template import PlanTemplate, TemplateSection
from knowledge.plans.models.work import InternalNote, InternalRow, Override, Task

__all__ = [
    "Action",
    "ActionCard",
    "Borrowing",
    "Decision",
    "Effect",
    "Goal",
    "Indicator",
    "InternalNote",
    "InternalRow",
    "Measurement",
    "Override",
    "Plan",
    "PlanPart",
    "PlanQuerySet",
    "PlanSection",
    "PlanTemplate",
    "Revision",
    "StatusReport",
    "Task",
    "TemplateSection",
    "digest_of",
    "wording_field",
    "wording_of",
]
