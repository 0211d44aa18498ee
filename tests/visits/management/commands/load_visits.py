"""Loads the kinds of visits."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from tests.visits.models import VisitKind


class Command(BaseCommand):
    """Idempotent."""

    def handle(self, *args: Any, **options: Any) -> None:
        VisitKind.objects.get_or_create(name="Hjemmebesøg")
