"""Fill the demo: what each app has registered in its ``demo/portal.py``."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import autodiscover_modules
from tqdm import tqdm

from stopext.accounts.demo import people
from stopext.web.registry import DEMO_STEPS, Progress

LARGEST_SCALE = 2_000_000


class Command(BaseCommand):
    """Idempotent: what is there is left alone, and a broken-off run goes on where it stopped.

    Runs as ``portal_app`` through the same actions, context and log as everybody; needs migrated
    tables, ``load_reference_data`` and ``load_knowledge``.
    """

    help = "Load invented demo data (only under the demo settings)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``--scale N`` adds N generated cases; ``--print-logins`` only lists people."""
        parser.add_argument("--scale", type=int, default=0, metavar="N")
        parser.add_argument("--print-logins", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load everything that is missing.

        Raises:
            CommandError: not the demo, or a scale out of range.
        """
        if not getattr(settings, "PORTAL_IS_DEMO", False):
            raise CommandError("Demo data belong to the demo: start it with make demo.")
        if not 0 <= options["scale"] <= LARGEST_SCALE:
            raise CommandError(f"--scale takes a number from 0 to {LARGEST_SCALE}.")
        if options["print_logins"]:
            self.stdout.write(people.persona_table())
            return
        autodiscover_modules("demo.portal")
        for step in DEMO_STEPS:
            self._step(step.title, step.work)
        for step in DEMO_STEPS:
            if options["scale"] and step.generate:
                self._step(f"Generated: {step.title}", partial(step.generate, options["scale"]))

    def _step(self, title: str, work: Callable[[Progress], object]) -> None:
        with tqdm(desc=title, unit="", leave=True) as bar:

            def progress(done: int, total: int) -> None:
                bar.total = total
                bar.update(done - bar.n)

            work(progress)
