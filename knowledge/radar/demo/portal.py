"""What the radar brings to the demo."""

from __future__ import annotations

from knowledge.radar.demo import decided
from stopext.web import registry
from stopext.web.registry import DemoStep

registry.register_demo_step(DemoStep("Radar", decided.make), order=19)
