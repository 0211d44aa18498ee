"""What casework brings to the demo: 60 cases in every state, and any number more."""

from __future__ import annotations

from casework.demo import bulk, seed
from stopext.web import registry
from stopext.web.registry import DemoStep

registry.register_demo_step(DemoStep("Cases", seed.seed, generate=bulk.generate), order=20)
