"""Settings that hold everywhere. Security-relevant values are compared with a reviewed table."""

from __future__ import annotations

from typing import Any

from stopext.launch import paths
from stopext.settings.data import *  # noqa: F403
from stopext.settings.login import *  # noqa: F403

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
    "stopext.web.errors.ProblemMiddleware",
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
