"""What self-assessments bring to the demo: one with remarks that were answered, and one open."""

from __future__ import annotations

from knowledge.readiness.demo import told
from stopext.web import registry
from stopext.web.registry import DemoStep

registry.register_demo_step(DemoStep("Self-assessments", told.write), order=17)
