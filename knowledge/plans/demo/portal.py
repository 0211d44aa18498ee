"""What the plans bring to the demo: a revision, a plan that is followed up, and a reminder."""

from __future__ import annotations

from knowledge.plans.demo import followed, revised, told
from stopext.web import registry
from stopext.web.registry import DemoStep

registry.register_demo_step(DemoStep("Revised plan", revised.begin), order=15)
registry.register_demo_step(DemoStep("Followed plan", followed.follow), order=16)
registry.register_demo_step(DemoStep("Reminders", told.tell), order=16)
