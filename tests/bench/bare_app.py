"""A page with one query: bare, or inside the portal's frame. What the servers are compared on."""

from __future__ import annotations

import os
from typing import Any

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application

from stopext.settings import base

BARE = os.environ.get("BENCH_FRAME") != "portal"


def _make() -> Any:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stopext.settings.test")
    settings.ROOT_URLCONF = "tests.bench.bare_urls"
    for entry in settings.DATABASES.values():
        entry["OPTIONS"]["pool"] = {"min_size": 2, "max_size": 8, "timeout": 10}
    django.setup()
    if BARE:
        settings.MIDDLEWARE = []
    else:
        settings.PORTAL_PAGE_SECONDS = base.PORTAL_PAGE_SECONDS
    return get_wsgi_application()


application = _make()
