"""Run the job worker."""

from __future__ import annotations

import asyncio
import signal
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from procrastinate.contrib.django import app


class Command(BaseCommand):
    """Runs periodic and queued jobs until it is stopped; a second worker shares the work.

    Stopping lets the job at hand finish. Give it the database login ``portal_job``.

    Not ``manage.py procrastinate worker``: when that loses the database, it stops as if it had
    been told to, with exit code 0, and no supervisor starts it again.
    """

    help = "Run the job worker until it is stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        """Work until SIGINT or SIGTERM.

        Raises:
            CommandError: the work ended although nobody asked.
        """
        asyncio.run(_work())


async def _work() -> None:
    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]
    with app.replace_connector(connector) as worker:
        async with worker.open_async():
            work = asyncio.ensure_future(
                worker.run_worker_async(
                    concurrency=2,
                    shutdown_graceful_timeout=20,
                    delete_jobs="successful",
                    install_signal_handlers=False,
                )
            )
            for number in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(number, work.cancel)
            await asyncio.wait([work])
            if not work.cancelled():
                work.result()
                raise CommandError("The worker ended without being told to.")
