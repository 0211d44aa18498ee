"""What the plans bring to the demo: a half-written draft, a revision, a plan that is followed up,
and a reminder."""

from __future__ import annotations

from knowledge.plans.demo import followed, half, revised, told
from stopext.web import registry
from stopext.web.registry import DemoStep

registry.register_demo_step(DemoStep("Plans", half.leave_half_written), order=15)
registry.register_demo_step(DemoStep("Revised plan", revised.begin), order=15)
registry.register_demo_step(DemoStep("Followed plan", followed.follow), order=16)
registry.register_demo_step(DemoStep("Reminders", told.tell), order=16)
