"""Check that every locked profile still follows from its answers."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from screening.versions.verification import Fault, faults_of, locked_ratings


class Command(BaseCommand):
    """Reads with the database login ``portal_job``, which sees locked ratings only, and changes
    nothing. Ends with status 1 and the ratings' ids when something differs."""

    help = "Recompute the stored profiles of locked ratings and compare them exactly."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``--municipality 851`` checks one authority."""
        parser.add_argument("--municipality", type=int, default=None)

    def handle(self, *args: Any, municipality: int | None = None, **options: Any) -> None:
        """Check all of them, with a progress bar on a terminal."""
        total, rows = locked_ratings(municipality)
        quiet = not sys.stderr.isatty()
        faults: list[Fault] = []
        for rating in tqdm(rows, total=total, unit="vurdering", disable=quiet):
            faults += faults_of(rating)
        for fault in faults:
            self.stdout.write(f"{fault.rating_id}: {fault.what}")
        if faults:
            raise CommandError(f"{len(faults)} af {total} låste vurderinger stemmer ikke.")
        self.stdout.write(f"{total} låste vurderinger stemmer.")
