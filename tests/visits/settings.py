"""The tests' settings, as they would be with the app's folder inside one of the packages."""

from __future__ import annotations

from stopext.settings.base import own_apps
from stopext.settings.test import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, *own_apps("tests")]  # noqa: F405
