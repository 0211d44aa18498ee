"""``make demo``: loopback only, invented data, and log-in by persona.

A module of its own: production settings contain no switch that turns this on.
"""

from __future__ import annotations

import os
from pathlib import Path

from stopext.settings.base import *  # noqa: F403

_ROLE = os.environ.get("PORTAL_DATABASE_ROLE", "app")
_SECRET = os.environ.get("PORTAL_SECRET_KEY_FILE", "")
SECRET_KEY = Path(_SECRET).read_text(encoding="ascii").strip() if _SECRET else "unset-" * 9
PORTAL_KEY_FILE = os.environ.get("PORTAL_KEY_FILE", "")
ROOT_URLCONF = "stopext.demo_urls"
WSGI_APPLICATION = "stopext.demo_wsgi.application"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
DATABASES = databases(  # noqa: F405
    lambda role: os.environ.get(f"PORTAL_{role.upper()}_URL", "postgresql://unset@127.0.0.1/unset"),
    _ROLE,
)
# No TLS on loopback, so no __Host- names: a browser would drop them.
SESSION_COOKIE_NAME = "sid"
CSRF_COOKIE_NAME = "csrf"
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
PORTAL_IS_DEMO = True
# Nothing is sent: mails become files that any mail program opens.
PORTAL_MAIL_TRANSPORT = "stopext.accounts.mail.backends.FolderBackend"
PORTAL_MAIL_FOLDER = ROOT / ".demo" / "mail"  # noqa: F405
