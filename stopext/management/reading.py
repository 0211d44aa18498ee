"""How the commands that read the log come to read it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError
from django.db import ProgrammingError

from stopext.access import jobs
from stopext.audit import exporting


@contextmanager
def log_as_it_is() -> Iterator[None]:
    """One moment of the whole log, in the context of the job that may read it.

    Raises:
        CommandError: this process may not read the log.
    """
    with exporting.snapshot():
        try:
            jobs.enter(jobs.READ_LOG)
        except ProgrammingError as error:
            raise CommandError(
                "This process may not read the log: run with PORTAL_DATABASE_ROLE=job and the"
                " master key that load_reference_data was run with."
            ) from error
        yield
