"""Make the keys of the repeat search anew, after an upgrade that changes how they are made."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from casework.actions.renewing import outdated, renew_some


class Command(BaseCommand):
    """Runs with the database login ``portal_job`` while the portal is in use. Stopped, it goes on
    where it was; run again, it finds nothing to do."""

    help = "Make the stored keys of the repeat search anew."

    def handle(self, *args: Any, **options: Any) -> None:
        """Until none is left, with a progress bar on a terminal."""
        done = 0
        with tqdm(total=outdated(), unit=" borgere", disable=not sys.stderr.isatty()) as bar:
            while renewed := renew_some():
                done += renewed
                bar.update(renewed)
        self.stdout.write(f"{done} citizens renewed, {outdated()} left.")
