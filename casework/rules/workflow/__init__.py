"""The life of a case: states, who may move it, what must be in place, and what comes next."""

from casework.rules.workflow.diagram import diagram
from casework.rules.workflow.guidance import GUIDANCE, OWNERS, STATE_CLOCKS, Guidance, clock_for
from casework.rules.workflow.rules import (
    Step,
    WorkflowError,
    can_transition,
    check_transition,
    missing_fields,
    next_steps,
)
from casework.rules.workflow.states import FINAL, PAUSABLE, REVIEWED, Field, Gate, State
from casework.rules.workflow.transitions import TRANSITIONS, Transition

__all__ = [
    "FINAL",
    "GUIDANCE",
    "OWNERS",
    "PAUSABLE",
    "REVIEWED",
    "STATE_CLOCKS",
    "TRANSITIONS",
    "Field",
    "Gate",
    "Guidance",
    "State",
    "Step",
    "Transition",
    "WorkflowError",
    "can_transition",
    "check_transition",
    "clock_for",
    "diagram",
    "missing_fields",
    "next_steps",
]
