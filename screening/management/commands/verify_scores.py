"""Check that every locked profile still follows from its answers."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from tqdm import tqdm

from screening.versions.verification import JOB, Breach, Fault, Verifier, locked_ratings
from stopext.access import jobs

BREACHES = {
    Breach.VERSION: _("vurderingsrammen er ændret, efter at den blev udgivet"),
    Breach.UNREADABLE: _("indholdet kan ikke læses med versionen"),
    Breach.PROFILE: _("profilen er en anden"),
    Breach.HASH: _("kontrolsummen er en anden"),
}


class Command(BaseCommand):
    """Reads with the database login ``portal_job``, which sees locked ratings only and only here,
    and changes nothing. Ends with status 1 and the ratings' ids when something differs."""

    help = "Recompute the stored profiles of locked ratings and compare them exactly."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``--municipality 851`` checks one authority."""
        parser.add_argument("--municipality", type=int, default=None)

    def handle(self, *args: Any, municipality: int | None = None, **options: Any) -> None:
        """Check all of them, with a progress bar on a terminal."""
        with jobs.working(JOB):
            total, faults = _verified(municipality)
        for fault in faults:
            self.stdout.write(f"{fault.rating_id}: {BREACHES[fault.breach]}")
        if faults:
            raise CommandError(
                gettext("%(faults)s af %(total)s låste vurderinger stemmer ikke.")
                % {"faults": len(faults), "total": total}
            )
        self.stdout.write(gettext("%(total)s låste vurderinger stemmer.") % {"total": total})


def _verified(municipality: int | None) -> tuple[int, list[Fault]]:
    total, rows = locked_ratings(municipality)
    verifier, faults, quiet = Verifier(), list[Fault](), not sys.stderr.isatty()
    for rating in tqdm(rows, total=total, unit=gettext("vurdering"), disable=quiet):
        faults += verifier.faults_of(rating)
    return total, faults
