"""Hand the heads of the log's chain to whoever keeps them outside the database."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from stopext.access import jobs
from stopext.audit import exporting


def hand_out_heads() -> None:
    """Add the new heads to the file that another party fetches or keeps (``PORTAL_HEADS_FILE``).

    Raises:
        OSError, CommandError: as ``exporting.add_heads``.
    """
    if settings.PORTAL_HEADS_FILE:
        with jobs.working(jobs.READ_LOG):
            exporting.add_heads(Path(settings.PORTAL_HEADS_FILE))
