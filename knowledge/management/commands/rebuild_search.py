"""Write the search index again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from knowledge.publishing import indexing


class Command(BaseCommand):
    """Writes every search document and the list of words again from what is published.

    Run with the database login of the owner. Readers see the old index until it is done.
    """

    help = "Write the search index again from what is published."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild and say how many things can be found."""
        with transaction.atomic():
            found = indexing.rebuild()
        self.stdout.write(f"The search knows {found} documents.")
