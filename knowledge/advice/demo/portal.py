"""What advice brings to the demo."""

from __future__ import annotations

from knowledge.advice.demo import asked
from stopext.web import registry
from stopext.web.registry import DemoStep

registry.register_demo_step(DemoStep("Advice", asked.ask), order=17)
