"""What exercises bring to the demo."""

from __future__ import annotations

from knowledge.exercises.demo import held
from stopext.web import registry
from stopext.web.registry import DemoStep

registry.register_demo_step(DemoStep("Exercises", held.hold), order=17)
