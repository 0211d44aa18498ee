"""Load the scenarios that municipalities exercise with."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from knowledge.exercises.loading import load
from knowledge.exercises.models import Scenario


class Command(BaseCommand):
    """Idempotent; needs the owner's login. Part of every installation, after ``migrate``."""

    help = "Load the scenarios of the library."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say how many changed."""
        changed = load()
        self.stdout.write(f"{Scenario.objects.count()} scenarios, {changed} changed.")
