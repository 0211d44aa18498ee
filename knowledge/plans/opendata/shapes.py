"""What the interface answers with. The OpenAPI document is made from these classes and publishes
their docstrings, which are Danish therefore.

Version 1 only grows: a field is never taken away or given another meaning.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from knowledge.articles.choices import TriangleLevel
from knowledge.plans.choices import (
    ActionStatus,
    Body,
    OrganisationModel,
    Outcome,
    Pace,
    Phase,
    PlanStatus,
    Precision,
    SectionKind,
)

#: Codes whose Danish words the OpenAPI document tells.
CODES = (
    *(ActionStatus, Body, OrganisationModel, Outcome, Pace, Phase, PlanStatus, Precision),
    *(SectionKind, TriangleLevel),
)


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)


class Municipality(_Shape):
    """Den kommune, planen hører til."""

    code: int = Field(ge=101, le=999)
    """Kommunekode."""
    name: str
    slug: str
    """Kommunens navn i adresser."""
    region: str


class Progress(_Shape):
    """Hvor mange af planens handlinger der er i hver status."""

    done: int
    running: int
    waiting: int
    """Planlagt eller på pause."""
    dropped: int
    overdue: int
    """Over slutdatoen og hverken gennemført eller opgivet."""
    excused: int
    """Af dem over slutdatoen: følger planen efter kommunens egen vurdering."""
    late: int
    """Forsinket efter kommunens egen vurdering, uanset slutdatoen."""
    text: str
    """Det samme som en sætning."""


class PlanSummary(_Shape):
    """Hovedtræk af en offentlig plan, der gælder."""

    municipality: Municipality
    title: str
    status: PlanStatus
    version: str
    adopted_on: date
    adopted_by: str
    valid_from: date | None
    revision_due: date
    organisation_model: OrganisationModel
    progress: Progress
    page_url: str = Field(json_schema_extra={"format": "uri"})
    """Planens side med hele teksten."""
    data_url: str = Field(json_schema_extra={"format": "uri"})
    """Planen med mål, handlinger og målinger."""


class Action(_Shape):
    """En handling under et mål."""

    title: str
    level: TriangleLevel
    target_group: str
    owner: str
    """Den ansvarlige funktion."""
    partners: str
    start: date | None
    """Periodens første dag; se ``start_precision``."""
    start_precision: Precision
    end: date | None
    """Periodens sidste dag; se ``end_precision``."""
    end_precision: Precision
    phase: Phase | Literal[""]
    status: ActionStatus
    status_reason: str
    reported_on: date | None
    """Hvornår der sidst blev meldt status på handlingen i denne version."""
    pace: Pace | Literal[""]
    """Kommunens egen vurdering, når den er en anden end datoernes; ellers tom."""
    pace_note: str
    """Hvorfor, når kommunen oplyser det."""
    cost_note: str


class Measurement(_Shape):
    """En måling af en indikator; den sidst meldte for hver dato."""

    on: date
    value: float
    note: str


class Indicator(_Shape):
    """Noget, kommunen tæller. Udgangspunkt, mål og målinger har samme enhed."""

    name: str
    unit: str
    baseline: float
    target: float
    frequency: str
    source: str
    """Hvor tallene kommer fra."""
    measurements: list[Measurement]


class Goal(_Shape):
    """Et mål med det, der gøres og tælles."""

    text: str
    level: TriangleLevel
    actions: list[Action]
    indicators: list[Indicator]


class Decision(_Shape):
    """Hvad et udvalg eller kommunalbestyrelsen besluttede om planen på et møde."""

    on: date
    """Mødets dato."""
    body: Body
    body_name: str
    outcome: Outcome
    minutes: str
    """Punkt i referatet."""
    agenda_url: str
    """Dagsorden eller referat; tom, når kommunen ikke oplyser det."""
    remark: str


class PlanDetail(PlanSummary):
    """En offentlig plan, der gælder."""

    written_sections: list[SectionKind]
    """De af de tretten afsnit i det nationale koncept, som planen har skrevet. Teksten står på
    planens side."""
    decisions: list[Decision]
    """I mødernes rækkefølge."""
    goals: list[Goal]


class PlanPage(_Shape):
    """En side af listen. Følg ``next``, til den er null."""

    results: list[PlanSummary]
    next: str | None
    previous: str | None


class Problem(_Shape):
    """En fejl (RFC 9457)."""

    title: str
    status: int
    request_id: str
    """Forespørgslens nummer; det samme står i driftens log."""
