"""The log-in's settings are those that were reviewed (A27)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from allauth.account import app_settings as account
from allauth.mfa import app_settings as mfa
from django.conf import settings
from django.core.cache import caches

from stopext.web.cache import SharedCache

ROOT = Path(__file__).resolve().parents[2]

REVIEWED_ACCOUNT = {
    "PREVENT_ENUMERATION": "strict",
    "EMAIL_VERIFICATION": "mandatory",
    "EMAIL_UNKNOWN_ACCOUNTS": False,
    "EMAIL_NOTIFICATIONS": True,
    "REAUTHENTICATION_REQUIRED": True,
    "REAUTHENTICATION_TIMEOUT": 300,
    "LOGOUT_ON_PASSWORD_CHANGE": True,
    "LOGIN_BY_CODE_ENABLED": False,
    "LOGIN_BY_CODE_TRUST_ENABLED": False,
    "LOGIN_ON_PASSWORD_RESET": False,
    "LOGIN_ON_EMAIL_CONFIRMATION": False,
    "SESSION_REMEMBER": False,
    "LOGIN_TIMEOUT": 300,
    "MAX_EMAIL_ADDRESSES": 1,
    "PASSWORD_RESET_BY_CODE_ENABLED": False,
}
REVIEWED_MFA = {
    "SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
    "PASSKEY_LOGIN_ENABLED": True,
    "PASSKEY_SIGNUP_ENABLED": False,
    "WEBAUTHN_ALLOW_INSECURE_ORIGIN": False,
    "TOTP_INSECURE_BYPASS_CODE": None,
    "TOTP_TOLERANCE": 0,
    "TRUST_ENABLED": False,
    "RECOVERY_CODES_SHOW_ONCE": True,
    "RECOVERY_CODE_DIGITS": 34,
}
REVIEWED_DJANGO = {
    "SESSION_COOKIE_AGE": 900,
    "PORTAL_SESSION_LONGEST": 43200,
    "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "CSRF_COOKIE_HTTPONLY": True,
    "PASSWORD_RESET_TIMEOUT": 900,
    "MFA_WEBAUTHN_USER_VERIFICATION": "required",
    "ALLAUTH_TRUSTED_PROXY_COUNT": 0,
    "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
}


@pytest.mark.parametrize(("name", "value"), REVIEWED_ACCOUNT.items())
def test_accounts(name: str, value: object) -> None:
    assert getattr(account, name) == value


@pytest.mark.parametrize(("name", "value"), REVIEWED_MFA.items())
def test_second_factor(name: str, value: object) -> None:
    assert getattr(mfa, name) == value


@pytest.mark.parametrize(("name", "value"), REVIEWED_DJANGO.items())
def test_sessions_and_cookies(name: str, value: object) -> None:
    assert getattr(settings, name) == value


def test_guessing_is_limited_in_a_cache_all_workers_share() -> None:
    assert account.RATE_LIMITS["login_failed"] == "10/m/ip,5/15m/key"
    assert isinstance(caches["default"], SharedCache)


def in_production(code: str, **extra: str) -> str:
    """Run ``code`` in a process with production settings, as the entry point pins them."""
    key = ROOT / "pyproject.toml"
    environment = {
        **os.environ,
        "PORTAL_SECRET_KEY_FILE": str(key),
        "PORTAL_KEY_FILE": str(key),
        "PORTAL_HOSTS": "portal.example",
        "PORTAL_APP_URL": "postgresql://portal_app@127.0.0.1/none",
        "PORTAL_LOGIN_URL": "postgresql://portal_login@127.0.0.1/none",
        **extra,
    }
    pinned = "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'stopext.settings.production'\n"
    result = subprocess.run(
        [sys.executable, "-c", f"{pinned}import django; django.setup()\n{code}"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return result.stdout.strip()


PROBE = """
import sys
from django.conf import settings
from stopext.access.urlwalk import addresses
names = {entry.name for entry in addresses()}
print(getattr(settings, "PORTAL_IS_DEMO", False), settings.ROOT_URLCONF,
      "demo:enter" in names, "account_login" in names, "stopext.accounts.demo.views" in sys.modules)
"""


@pytest.mark.parametrize("name", ["PORTAL_IS_DEMO", "PORTAL_DEMO", "DJANGO_SETTINGS_MODULE"])
def test_no_variable_brings_the_demo_into_production(name: str) -> None:
    value = "stopext.settings.demo" if name == "DJANGO_SETTINGS_MODULE" else "1"

    assert in_production(PROBE, **{name: value}) == "False stopext.urls False True False"


def test_the_entry_point_names_its_settings_itself() -> None:
    first = (ROOT / "stopext" / "wsgi.py").read_text(encoding="utf-8").partition("from django")[0]

    assert 'os.environ["DJANGO_SETTINGS_MODULE"] = "stopext.settings.production"' in first


def test_cookies_are_bound_to_the_host_in_production() -> None:
    code = (
        "from django.conf import settings as s\n"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE,"
        " s.PORTAL_RP_ID, s.PORTAL_MAIL_TRANSPORT, s.PASSWORD_HASHERS[0])"
    )

    assert in_production(code).split() == [
        "__Host-sid",
        "__Host-csrf",
        "True",
        "portal.example",
        "django.core.mail.backends.smtp.EmailBackend",
        "django.contrib.auth.hashers.Argon2PasswordHasher",
    ]


def test_djangos_own_check_before_going_live_finds_nothing() -> None:
    key = "import secrets; settings.SECRET_KEY = secrets.token_urlsafe(64)"
    code = (
        f"from django.conf import settings; {key}\n"
        "from django.core.management import call_command\n"
        "call_command('check', deploy=True, fail_level='WARNING')"
    )

    assert in_production(code).startswith("System check identified no issues (")


def test_the_production_worker_has_somewhere_to_hand_the_heads() -> None:
    """The web servers need no such place."""
    code = "from django.conf import settings; print(repr(settings.PORTAL_HEADS_FILE))"
    job = {
        "PORTAL_DATABASE_ROLE": "job",
        "PORTAL_JOB_URL": "postgresql://portal_job@127.0.0.1/none",
    }

    assert in_production(code) == "''"
    assert in_production(code, **job, PORTAL_HEADS_FILE="/elsewhere/heads") == "'/elsewhere/heads'"
    with pytest.raises(subprocess.CalledProcessError, match="returned non-zero"):
        in_production(code, **job)
