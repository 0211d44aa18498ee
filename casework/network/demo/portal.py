"""What the network brings to the demo."""

from __future__ import annotations

from casework.network.demo import written
from stopext.web import registry
from stopext.web.registry import DemoStep

registry.register_demo_step(DemoStep("Network", written.write), order=26)
