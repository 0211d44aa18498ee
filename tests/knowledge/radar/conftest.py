"""Who looks at the radar."""

from __future__ import annotations

from tests.knowledge.cohorts.conftest import adviser
from tests.knowledge.plans.conftest import CANARY, draft, everywhere, lead, leader

__all__ = ["CANARY", "adviser", "draft", "everywhere", "lead", "leader"]
