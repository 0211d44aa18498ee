"""Load the published instrument versions."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from screening.engine.parsing import DefinitionError
from screening.models import InstrumentVersion
from screening.versions.loading import load_published
from screening.wording.faults import tell_definition


class Command(BaseCommand):
    """Idempotent; needs the owner's login. Part of every installation, after ``migrate``."""

    help = "Load the published instrument versions that are missing."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Add what is missing, or say clearly that a stored version was tampered with."""
        try:
            added = load_published()
        except DefinitionError as error:
            raise CommandError(tell_definition(error.problems)) from error
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{InstrumentVersion.objects.count()} versions, {added} added.")
