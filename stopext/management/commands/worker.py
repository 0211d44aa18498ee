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
        asyncio.run(_work())


async def _work() -> None:
    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]
    with app.replace_connector(connector) as worker:
        async with worker.open_async():
            await worker.run_worker_async(
                concurrency=2, shutdown_graceful_timeout=20, delete_jobs="successful"
            )
