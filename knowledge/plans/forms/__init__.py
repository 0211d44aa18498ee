"""The forms of a plan: its head, its sections, its parts, its adoption, and progress."""

from knowledge.plans.forms.adopting import AdoptForm
from knowledge.plans.forms.fields import LinesField, PeriodField, agenda_field
from knowledge.plans.forms.numbers import IndicatorForm, MeasurementForm
from knowledge.plans.forms.parts import ActionForm, CardForm, EffectForm, GoalForm, changing
from knowledge.plans.forms.progress import StatusForm, TaskForm
from knowledge.plans.forms.writing import BeginForm, HeadForm, SectionForm

__all__ = [
    "ActionForm",
    "AdoptForm",
    "BeginForm",
    "CardForm",
    "EffectForm",
    "GoalForm",
    "HeadForm",
    "IndicatorForm",
    "LinesField",
    "MeasurementForm",
    "PeriodField",
    "SectionForm",
    "StatusForm",
    "TaskForm",
    "agenda_field",
    "changing",
]
