"""What cohorts bring to the demo."""

from __future__ import annotations

from knowledge.cohorts.demo import made
from stopext.web import registry
from stopext.web.registry import DemoStep

registry.register_demo_step(DemoStep("Cohort", made.make), order=18)
