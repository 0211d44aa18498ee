"""What the tables must hold before anybody logs in."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from stopext.access import jobs
from stopext.web.registry import JOBS, REFERENCE_DATA, TASKS


class Command(BaseCommand):
    """Idempotent, as each app's own command is. Needs the owner's login and the master key."""

    help = "Run every command that an app has registered for its reference data."

    def handle(self, *args: Any, **options: Any) -> None:
        """The tokens of the jobs, then in the order the apps named."""
        jobs.issue([*JOBS.as_dict(), *TASKS.as_dict()])
        for command in REFERENCE_DATA:
            call_command(command, stdout=self.stdout)
