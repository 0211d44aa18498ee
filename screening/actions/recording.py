"""How the actions write to the log and ask the database to move the screening on."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection, models

from screening.models import Screening
from stopext.audit.record import note


def record(
    action: str, row: models.Model, screening: Screening, **details: str | int | bool | None
) -> None:
    """One event about ``row``, found again by the case's key. Codes and counts only, never which
    question: the log outlives the case, and what is critical about somebody may be her health."""
    note(
        action,
        row._meta.label_lower,
        row.pk,
        subject_key=screening.subject_id.bytes,
        details={"screening": str(screening.pk), **details},
    )


def overruled(told: Collection[str]) -> dict[str, bool]:
    """The detail of an event that passed a warning of a protected source."""
    return {"source_known": True} if told else {}


def settle(screening: Screening) -> None:
    """Let the database read locks and signatures, and take over what it decided."""
    with connection.cursor() as cursor:
        cursor.execute("select sec.settle_screening(%s)", [screening.pk])
        screening.state = cursor.fetchone()[0]
