"""Tests: the demo's address book, the real application role, warnings are errors.

``conftest`` prepares the databases and fills in their addresses before Django connects.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from stopext.settings.base import *  # noqa: F403

SECRET_KEY = "only-for-tests-" * 4
_KEY = Path(tempfile.gettempdir()) / f"portal-test-key-{os.getuid()}"
if not _KEY.exists():
    _KEY.write_text("5a" * 32, encoding="ascii")
PORTAL_KEY_FILE = str(_KEY)
ROOT_URLCONF = "stopext.demo_urls"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
_ROLE = os.environ.get("PORTAL_DATABASE_ROLE", "app")
_URL = os.environ.get(f"PORTAL_{_ROLE.upper()}_URL", "postgresql://unset@127.0.0.1/unset")
# No pool, and one connection that both logins share: a test runs in one thread, inside a
# transaction. A process of its own (a command, a server) has the two connections of production.
DATABASES = {
    "default": database(_URL, "test"),  # noqa: F405
    "cache": database(_URL, "test"),  # noqa: F405
}
if "PORTAL_LOGIN_URL" in os.environ:
    DATABASES = databases(lambda role: os.environ[f"PORTAL_{role.upper()}_URL"], _ROLE)  # noqa: F405
SESSION_COOKIE_NAME = "sid"
CSRF_COOKIE_NAME = "csrf"
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
PORTAL_IS_DEMO = True
PORTAL_MAIL_TRANSPORT = "stopext.accounts.mail.backends.FolderBackend"
PORTAL_MAIL_FOLDER = Path(tempfile.gettempdir()) / f"portal-test-mail-{os.getuid()}"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# A test publishes and reads at once; the tests of the page cache turn it on.
PORTAL_PAGE_SECONDS = 0
# Static files are served by the browser tests' own server; here nothing is collected.
WHITENOISE_AUTOREFRESH = True
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = "UNDEFINED-TEMPLATE-VARIABLE:%s"  # noqa: F405
