"""Put the project's own instrument files into the database."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from screening.engine.definition import to_plain
from screening.models import Instrument, InstrumentVersion
from screening.versions.instruments import CURRENT, PUBLISHED, load_instrument

#: Two different functions at the centre; persons are named once versions are written in the portal.
PREPARED_BY = "Centrets metodegruppe"
PUBLISHED_BY = "Centrets faglige ledelse"
#: When each file was published, and when the version after it took over.
DATES = {
    "0.9": (datetime(2018, 9, 3, 7, tzinfo=UTC), datetime(2026, 5, 4, 7, tzinfo=UTC)),
    "1.0": (datetime(2026, 5, 4, 7, tzinfo=UTC), datetime(2026, 11, 2, 7, tzinfo=UTC)),
    "1.1": (datetime(2026, 11, 2, 7, tzinfo=UTC), None),
}


def load_published() -> int:
    """Add the published versions that are missing, and retire those a later one replaced; answers
    how many were added. Safe to repeat.

    Raises:
        ValueError: a stored version differs from its file or from its own hash; none of them may
            ever change.
    """
    added = 0
    for key, number in PUBLISHED:
        definition = load_instrument(key, number)
        instrument, _new = Instrument.objects.get_or_create(
            key=key, defaults={"title": definition.title}
        )
        stored = InstrumentVersion.objects.filter(instrument=instrument, version=number).first()
        if stored is None:
            InstrumentVersion.objects.create(**_fields(instrument, key, number))
            added += 1
        elif (stored.definition, stored.content_hash) != (
            to_plain(definition),
            definition.content_hash(),
        ):
            raise ValueError(f"{key} {number} is stored with another content than its file")
        else:
            _retire(stored, DATES[number][1])
    return added


def _retire(stored: InstrumentVersion, ended: datetime | None) -> None:
    """Before its successor is added: an instrument has one published version."""
    if ended and stored.status == InstrumentVersion.Status.PUBLISHED:
        stored.status, stored.retired_at = InstrumentVersion.Status.RETIRED, ended
        stored.save(update_fields=["status", "retired_at"])


def _fields(instrument: Instrument, key: str, number: str) -> dict[str, Any]:
    definition = load_instrument(key, number)
    published_at, retired_at = DATES[number]
    return {
        "instrument": instrument,
        "version": number,
        "definition": to_plain(definition),
        "content_hash": definition.content_hash(),
        "status": "published" if (key, number) == CURRENT else "retired",
        "changelog": definition.changes,
        "prepared_by": PREPARED_BY,
        "published_by": PUBLISHED_BY,
        "published_at": published_at,
        "retired_at": retired_at,
    }
