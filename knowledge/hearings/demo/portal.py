"""What hearings bring to the demo: an open one with answers, and one that has ended."""

from __future__ import annotations

from knowledge.hearings.demo import heard
from stopext.web import registry
from stopext.web.registry import DemoStep

registry.register_demo_step(DemoStep("Comments and hearings", heard.hear), order=17)
