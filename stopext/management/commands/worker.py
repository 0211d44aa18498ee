"""Run the job worker."""

from __future__ import annotations

import asyncio
from typing import Any

from django.core.management.base import BaseCommand
from procrastinate.contrib.django import app


class Command(BaseCommand):
    """Runs periodic and queued jobs until it is stopped; a second worker shares the work.

    Stopping lets the job at hand finish. Give it the database login ``portal_job``.
    """

    help = "Run the job worker until it is stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        """Work until SIGINT or SIGTERM."""
        with app.replace_connector(app.connector.get_worker_connector()) as worker:  # type: ignore[attr-defined]
            options = {
                "concurrency": 2,
                "shutdown_graceful_timeout": 20.0,
                "delete_jobs": "successful",
            }
            asyncio.run(worker.run_worker_async(**options))
