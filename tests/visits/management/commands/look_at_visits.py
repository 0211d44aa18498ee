"""Looks at the portal as people do who have the throw-away app, and prints what they see."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.module_loading import autodiscover_modules
from procrastinate.contrib.django import app

from stopext.access.roles import Role
from stopext.accounts.models import Authority
from stopext.web import registry
from tests.support.world import HOME, make_person


class Command(BaseCommand):
    """Prints JSON."""

    def handle(self, *args: Any, **options: Any) -> None:
        home = Authority.objects.get(pk=HOME)
        worker, reporter, reviewer = (
            make_person(home, role) for role in (Role.CASEWORKER, Role.REPORTER, Role.LOG_REVIEWER)
        )
        app.perform_import_paths()  # type: ignore[no-untyped-call]
        autodiscover_modules("demo.portal")
        seen = {
            "start": worker.browser().get("/start/").content.decode(),
            "kinds": worker.browser().get("/besoeg/").content.decode(),
            "refused": reporter.browser().get("/besoeg/").status_code,
            "log": reviewer.browser().get("/log/?action=deny").content.decode(),
            "jobs": sorted(app.tasks),
            "tables": registry.REFERENCE_TABLES.as_dict(),
            "demo": list(registry.DEMO_STEPS.as_dict()),
        }
        self.stdout.write(json.dumps(seen))
