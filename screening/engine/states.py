"""How far a screening has come. The database moves it on from locks and signatures."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Open: being rated. Opened: all ratings locked and visible to both. Agreed: signed by both.
    Cancelled: ordered by mistake; what was written stays with who wrote it."""

    OPEN = "open"
    OPENED = "opened"
    AGREED = "agreed"
    CANCELLED = "cancelled"


#: Both parties may read both ratings.
BOTH_READ = frozenset({State.OPENED, State.AGREED})


class Purpose(StrEnum):
    """Why it was ordered; a code, so that no case text leaves the case."""

    TRIAGE = "triage"
    ANALYSIS = "analysis"
    REVIEW = "review"
    CLOSING = "closing"
    AFTERCARE = "aftercare"


#: The short form that is used at triage.
TRIAGE = "triage"
