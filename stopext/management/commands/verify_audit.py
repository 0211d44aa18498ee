"""Prove that the log is whole."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from stopext.audit import exporting, verifier
from stopext.management.reading import log_as_it_is

#: A sealer that runs every minute is never this far behind, in seconds.
LONGEST_WAIT = 300

_OUTSIDE = """
    select e.id from audit.event e
    where not exists (select from audit.sealed s where s.event_id = e.id)
        and not exists (select from audit.pending p where p.event_id = e.id) order by e.id
"""
_GONE = """
    select p.event_id from audit.pending p
    where not exists (select from audit.event e where e.id = p.event_id) order by 1
"""
_STRAY = """
    select s.event_id from audit.sealed s
    where not exists (select from audit.seal l where l.seq = s.seq) order by 1
"""
_TWICE = "select event_id from audit.pending join audit.sealed using (event_id) order by 1"
_WAITING = """
    select count(*), coalesce(extract(epoch from now() - min(e.at)), 0)::bigint
    from audit.pending p join audit.event e on e.id = p.event_id
"""


class Command(BaseCommand):
    """Chain, Merkle roots, sizes and times, and what has not been sealed yet.

    With ``--heads`` also against the heads another party keeps, which is what finds a chain that
    was rewritten as a whole and a tail that was cut. Exit code 1 when something is wrong.
    """

    help = "Check the log for changed, removed, inserted, swapped, re-timed and cut-off events."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--heads", type=Path, metavar="FILE")
        parser.add_argument("--longest-wait", type=int, default=LONGEST_WAIT, metavar="SECONDS")

    def handle(self, *args: Any, **options: Any) -> None:
        heads = _heads(options["heads"]) if options["heads"] else {}
        with log_as_it_is():
            report = verifier.Verifier(heads).verify(exporting.lines())
            report.findings += _unsealed_findings()
            waiting, seconds = _ask(_WAITING)[0]
        if seconds > options["longest_wait"]:
            report.findings.append(
                f"{waiting} events wait for their seal, the oldest for {seconds} seconds:"
                " is the job worker running?"
            )
        self.stdout.write(f"{waiting} events wait for their seal.")
        for line in verifier.summary(report):
            self.stdout.write(line)
        if report.findings:
            sys.exit(1)


def _unsealed_findings() -> list[str]:
    texts = {
        "event {} was not written through the log's door": _OUTSIDE,
        "event {} was removed before its seal": _GONE,
        "event {} names a seal that does not exist": _STRAY,
        "event {} waits for a seal it already has": _TWICE,
    }
    return [text.format(number) for text, question in texts.items() for (number,) in _ask(question)]


def _ask(question: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return list(cursor.fetchall())


def _heads(file: Path) -> dict[int, dict[str, Any]]:
    try:
        with file.open(encoding="utf-8") as lines:
            return verifier.read_heads(lines)
    except OSError as error:
        raise CommandError(f"Cannot read {file}: {error.strerror}.") from error
    except (ValueError, KeyError) as error:
        raise CommandError(f"{file} holds no heads.") from error
