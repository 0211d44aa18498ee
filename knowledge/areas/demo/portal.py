"""What mappings bring to the demo: one area, finished."""

from __future__ import annotations

from knowledge.areas.demo import told
from stopext.web import registry
from stopext.web.registry import DemoStep

registry.register_demo_step(DemoStep("Areas", told.write), order=18)
