"""What accounts brings to the demo: its people."""

from __future__ import annotations

from stopext.accounts.demo import people
from stopext.web import registry
from stopext.web.registry import DemoStep

# First: everything else is done by somebody.
registry.register_demo_step(DemoStep("People", people.create_personas), order=0)
