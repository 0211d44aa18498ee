"""Hand the heads of the log's chain to somebody else."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from stopext.audit import exporting, verifier
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
            newest = _newest(out)
            with log_as_it_is():
                added = list(exporting.heads(newest))
            with out.open("a", encoding="utf-8", newline="\n") as file:
                file.writelines(line + "\n" for line in added)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise CommandError(f"Cannot write {out}: {error.strerror}.") from error
        self.stdout.write(f"{len(added)} heads added to {out}.")


def _newest(file: Path) -> int:
    if not file.exists():
        return 0
    try:
        with file.open(encoding="utf-8") as lines:
            return max(verifier.read_heads(lines), default=0)
    except (ValueError, KeyError) as error:
        raise CommandError(f"{file} holds no heads: nothing was added.") from error
