"""Settings that hold everywhere. Security-relevant values are compared with a reviewed table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from stopext.access.backend.pool import forget_session
from stopext.launch import paths

ROOT = paths.ROOT

DEBUG = False
ROOT_URLCONF = "stopext.urls"
WSGI_APPLICATION = "stopext.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def own_apps(*packages: str) -> list[str]:
    """Every folder with an ``apps.py``: an app is installed by being there, and tells the rest of
    itself in its ``portal.py``. Their order means nothing."""
    found = [file.parent for package in packages for file in (ROOT / package).rglob("apps.py")]
    return sorted(".".join(folder.relative_to(ROOT).parts) for folder in found)


INSTALLED_APPS = [
    *own_apps(*paths.PACKAGES),
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "wagtail.contrib.redirects",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "procrastinate.contrib.django",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    # Only for its Danish words: the publishing tool says "for 2 minutter siden" with them.
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "stopext.web.traces.RequestNumberMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "stopext.web.headers.HeadersMiddleware",
    "stopext.web.static_files.StaticFilesMiddleware",
    "stopext.web.page_cache.PageCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "stopext.accounts.login.middleware.LoginMiddleware",
    "stopext.web.errors.RefusedMethodMiddleware",
    "stopext.access.middleware.AccessMiddleware",
    "knowledge.publishing.redirects.HubRedirectMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "stopext.web.frame.frame",
            ],
        },
    },
]
FORM_RENDERER = "stopext.web.forms.Renderer"

# -- Data -------------------------------------------------------------------------------------


#: By default the pool doubles its pause after each failed attempt, up to minutes: the server was
#: back and the portal was not. Here an attempt is given up after two seconds, and whoever asks next
#: begins anew, so a pool tries about once a second and only while somebody asks.
#: A web process has three of these (around the gate, behind it, the cache), so it opens at most
#: 24 connections: README, "Two walls", says what the server must allow.
POOL: dict[str, Any] = {
    "min_size": 1,
    "max_size": 8,
    "timeout": 3,
    "reconnect_timeout": 2,
    "reset": forget_session,
}
#: For a server that takes the call and says nothing, and one that vanished without hanging up.
_GIVE_UP = {"connect_timeout": 2, "tcp_user_timeout": 10_000}


def databases(address: Callable[[str], str], role: str) -> dict[str, Any]:
    """``settings.DATABASES`` of a process; ``address`` tells where a role logs in.

    The web server (``app``) has two logins: what stands around the gate and the log-in pages use
    "default", what runs behind the gate uses "app" (:mod:`stopext.access.context`). The cache has a
    connection of its own: it must count also when what it counts is rolled back.
    """
    outside = "login" if role == "app" else role
    behind = {"app": database(address("app"), "app")} if role == "app" else {}
    return {
        "default": database(address(outside), outside),
        "cache": database(address(outside), outside),
        **behind,
    }


def database(url: str, role: str = "app") -> dict[str, Any]:
    """A Django database entry for a ``postgresql://`` address; the web logins get a pool."""
    pool = {"pool": POOL, **_GIVE_UP} if role in {"app", "login"} else {}
    # The server binds the values, so that they stand in no statement anybody could read. The owner
    # runs scripts of many statements, which is what this also refuses.
    bound = {"server_side_binding": True} if role != "owner" else {}
    parts = conninfo_to_dict(url)
    return {
        "ENGINE": "stopext.access.backend",
        "NAME": parts.pop("dbname", ""),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "CONN_MAX_AGE": 0,
        # One round trip more, so that those who ask next do not pay for a restart of the server.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**pool, **bound, "options": "-c TimeZone=UTC", **parts},
    }


CACHES = {"default": {"BACKEND": "stopext.web.cache.SharedCache", "LOCATION": "cache"}}
DATABASE_ROUTERS: list[str] = []

# -- Language and time ------------------------------------------------------------------------
LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk")]
LOCALE_PATHS = [ROOT / "stopext" / "locale"]
TIME_ZONE = "Europe/Copenhagen"
USE_I18N = True
USE_TZ = True

# -- Static files -----------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "staticfiles"
STATICFILES_DIRS = [ROOT / "static" / "build"]
MEDIA_URL = "/media/"
MEDIA_ROOT = ROOT / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# -- Access: what the kernel asks of the apps above it ----------------------------------------
PORTAL_ACTOR_SOURCE = "stopext.accounts.login.actors.actor_of"
PORTAL_UNAUTHENTICATED = "stopext.accounts.login.actors.unauthenticated"
PORTAL_SESSION_OWNER = "stopext.accounts.login.sessions.owner_of"
PORTAL_FRESH_LOGIN = "stopext.accounts.login.actors.ask_for_fresh_login"

# -- Log-in (reviewed values: security design §4) ---------------------------------------------
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
_PASSWORD_RULES: dict[str, dict[str, Any]] = {
    "UserAttributeSimilarityValidator": {"user_attributes": ["email", "name"]},
    "MinimumLengthValidator": {"min_length": 12},
    "CommonPasswordValidator": {},
}
AUTH_PASSWORD_VALIDATORS = [
    *(
        {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
        for name, options in _PASSWORD_RULES.items()
    ),
    {"NAME": "stopext.accounts.login.passwords.DanishPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/start/"
ACCOUNT_ADAPTER = "stopext.accounts.login.adapters.AccountAdapter"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "StopEkstremisme: "
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGIN_TIMEOUT = 300
ACCOUNT_MAX_EMAIL_ADDRESSES = 1
ACCOUNT_FORMS = {
    "login": "stopext.accounts.login.forms.LoginForm",
    "reset_password": "stopext.accounts.login.forms.ResetPasswordForm",
    "reset_password_from_key": "stopext.accounts.login.forms.ResetPasswordKeyForm",
    "change_password": "stopext.accounts.login.forms.ChangePasswordForm",
    "set_password": "stopext.accounts.login.forms.SetPasswordForm",
    "reauthenticate": "stopext.accounts.login.forms.PasswordAgainForm",
}
PASSWORD_RESET_TIMEOUT = 15 * 60
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/15m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = 0
MFA_ADAPTER = "stopext.accounts.login.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TOTP_TOLERANCE = 0
MFA_TOTP_ISSUER = "StopEkstremisme"
# 112 bits: a copied code cannot be guessed from what the database holds either.
MFA_RECOVERY_CODE_DIGITS = 34
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "stopext.accounts.login.forms.CodeForm",
    "reauthenticate": "stopext.accounts.login.forms.CodeAgainForm",
    "activate_totp": "stopext.accounts.login.forms.FirstCodeForm",
    "add_webauthn": "stopext.accounts.login.forms.AddKeyForm",
    "edit_webauthn": "stopext.accounts.login.forms.RenameKeyForm",
}
MFA_TRUST_ENABLED = False
PORTAL_RP_ID = "localhost"

# -- Sessions and cookies ---------------------------------------------------------------------
SESSION_ENGINE = "stopext.accounts.login.sessions"
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
SESSION_COOKIE_AGE = 15 * 60
PORTAL_SESSION_LONGEST = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "__Host-sid"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "stopext.web.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# -- Browser ----------------------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 5
#: Bytes of a whole request with files; refused before anything is written to disk.
PORTAL_LARGEST_UPLOAD = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "stopext.web.uploads.SizeLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# -- Mail -------------------------------------------------------------------------------------
EMAIL_BACKEND = "stopext.accounts.mail.backends.OutboxBackend"
#: What the worker hands the outbox's mails to.
PORTAL_MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
DEFAULT_FROM_EMAIL = "StopEkstremisme <ingen-svar@stopekstremisme.example>"

# -- Publishing -------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "StopEkstremisme"
WAGTAILADMIN_BASE_URL = "http://localhost"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("da", "Dansk")]
WAGTAIL_CONTENT_LANGUAGES = [("da", "Dansk")]
WAGTAIL_FINISH_WORKFLOW_ACTION = "knowledge.publishing.approval.publish_approved"
# The tool would write redirects after the commit, where no role is entered; publishing writes them.
WAGTAILREDIRECTS_AUTO_CREATE = False
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "danish"}
}

#: How long a worker answers an anonymous reader from memory (``stopext.web.page_cache``); 0: never.
#: Browsers and proxies count their minute from the same moment.
PORTAL_PAGE_SECONDS = 10

# -- Phone numbers shown to the public; configuration, because they change --------------------
PORTAL_HOTLINE = "41 74 90 90"

SILENCED_SYSTEM_CHECKS = [
    # The e-mail of a user is unique in the database without regard to case (a constraint).
    "auth.W004",
    "auth.E003",
]

# -- Traces -----------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"trace": {"()": "stopext.web.traces.TraceFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "trace"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Django's own handlers are silent outside of DEBUG, and mail whole forms to administrators.
    "loggers": {
        "django": {"handlers": [], "level": "WARNING"},
        # Each attempt to reach a database that is away; the page or job that needed it says so.
        "psycopg.pool": {"level": "ERROR"},
    },
}

# -- Log --------------------------------------------------------------------------------------
#: Where the heads of the log's chain are added every hour, for another party; empty: nowhere.
PORTAL_HEADS_FILE = ""

# -- Jobs -------------------------------------------------------------------------------------
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
PROCRASTINATE_IMPORT_PATHS = ["stopext.jobs"]
