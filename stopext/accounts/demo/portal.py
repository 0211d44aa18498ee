"""What accounts brings to the demo: its people, their contacts and a role that waits."""

from __future__ import annotations

from stopext.accounts.demo import contacts, giving, people
from stopext.web import registry
from stopext.web.registry import DemoStep

# First: everything else is done by somebody.
registry.register_demo_step(DemoStep("People", people.create_personas), order=0)
registry.register_demo_step(DemoStep("Contacts", contacts.fill_in), order=5)
registry.register_demo_step(DemoStep("Waiting roles", giving.give), order=6)
