"""Write the sealed log to a file."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import datetime, time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_date

from stopext.audit import exporting
from stopext.management.reading import log_as_it_is


class Command(BaseCommand):
    """JSON lines, readable by ``stopext/audit/verifier.py`` alone.

    The file appears whole or not at all. ``--since`` takes a date (YYYY-MM-DD): seals made from
    that day on, Danish time; such an export can only be joined to its past by exported heads.
    """

    help = "Write the sealed log to a file of JSON lines."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--out", required=True, type=Path, metavar="FILE")
        parser.add_argument("--since", metavar="DATE")

    def handle(self, *args: Any, **options: Any) -> None:
        out: Path = options["out"]
        since = _moment(options["since"]) if options["since"] else None
        count = 0
        part = out.with_name(out.name + ".part")
        try:
            with log_as_it_is(), part.open("w", encoding="utf-8", newline="\n") as file:
                first = exporting.first_seal(since)
                for line in exporting.lines(first) if first else ():
                    file.write(line + "\n")
                    count += line.startswith('{"event"')
            part.replace(out)
        except OSError as error:
            raise CommandError(f"Cannot write {out}: {error.strerror}.") from error
        finally:
            part.unlink(missing_ok=True)
        self.stdout.write(f"{count} events written to {out}.")


def _moment(text: str) -> datetime:
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None:
        raise CommandError(f"--since must be a date like 2026-01-31, not {text}.")
    return timezone.make_aware(datetime.combine(day, time.min))
