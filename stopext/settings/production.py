"""Production. Everything secret or local comes from the environment; nothing has a default."""

from __future__ import annotations

import os
from pathlib import Path

from stopext.settings.base import *  # noqa: F403

_ROLE = os.environ.get("PORTAL_DATABASE_ROLE", "app")
SECRET_KEY = Path(os.environ["PORTAL_SECRET_KEY_FILE"]).read_text(encoding="ascii").strip()
PORTAL_KEY_FILE = os.environ["PORTAL_KEY_FILE"]
ALLOWED_HOSTS = os.environ["PORTAL_HOSTS"].split(",")
PORTAL_RP_ID = ALLOWED_HOSTS[0]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
DATABASES = databases(lambda role: os.environ[f"PORTAL_{role.upper()}_URL"], _ROLE)  # noqa: F405
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("PORTAL_PROXY_COUNT", "1"))
# The worker hands the heads of the log out; it does not start without a place for them.
PORTAL_HEADS_FILE = os.environ["PORTAL_HEADS_FILE"] if _ROLE == "job" else ""
EMAIL_HOST = os.environ.get("PORTAL_MAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("PORTAL_MAIL_PORT", "25"))
EMAIL_USE_TLS = os.environ.get("PORTAL_MAIL_TLS", "1") == "1"
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 63072000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
WAGTAILADMIN_BASE_URL = f"https://{ALLOWED_HOSTS[0]}"
