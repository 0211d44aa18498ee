"""What the throw-away app brings to the demo."""

from __future__ import annotations

from stopext.web import registry
from stopext.web.registry import DemoStep

registry.register_demo_step(DemoStep("Visits", lambda progress: progress(1, 1)), order=25)
