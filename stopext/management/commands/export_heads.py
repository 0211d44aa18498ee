"""Hand the heads of the log's chain to somebody else."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from stopext.audit import exporting
from stopext.management.reading import log_as_it_is


class Command(BaseCommand):
    """Adds the heads that the file lacks; never changes a line that is there.

    Keep the file where nobody who can write the database can write it.
    """

    help = "Add new heads of the log's chain to a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--out", required=True, type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        out: Path = options["out"]
        try:
            with log_as_it_is():
                added = exporting.add_heads(out)
        except OSError as error:
            raise CommandError(f"Cannot write {out}: {error.strerror}.") from error
        self.stdout.write(f"{added} heads added to {out}.")
