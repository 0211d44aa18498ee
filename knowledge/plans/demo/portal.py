"""What the plans bring to the demo: a half-written draft, and one who was told of a limit."""

from __future__ import annotations

from knowledge.plans.demo import half, told
from stopext.web import registry
from stopext.web.registry import DemoStep

registry.register_demo_step(DemoStep("Plans", half.leave_half_written), order=15)
registry.register_demo_step(DemoStep("Reminders", told.tell), order=16)
