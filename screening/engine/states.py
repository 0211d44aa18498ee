"""How far a screening has come. The database moves it on from locks and signatures."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Open: being rated. Opened: all ratings locked and visible to both. Agreed: signed by both."""

    OPEN = "open"
    OPENED = "opened"
    AGREED = "agreed"


class Purpose(StrEnum):
    """Why it was ordered; a code, so that no case text leaves the case."""

    TRIAGE = "triage"
    ANALYSIS = "analyse"
    REVIEW = "opfoelgning"
    CLOSING = "afslutning"
    AFTERCARE = "eftertjek"


STATE_LABELS: dict[State, str] = {
    State.OPEN: "Besvares",
    State.OPENED: "Åbnet",
    State.AGREED: "Underskrevet",
}
PURPOSE_LABELS: dict[Purpose, str] = {
    Purpose.TRIAGE: "Indledende vurdering",
    Purpose.ANALYSIS: "Analyse i infohus",
    Purpose.REVIEW: "Opfølgning",
    Purpose.CLOSING: "Før afslutning",
    Purpose.AFTERCARE: "Eftertjek",
}
TRIAGE = "triage"
