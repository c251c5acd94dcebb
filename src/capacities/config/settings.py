"""Django settings. Every value that a deployment may change comes from the environment, checked at start."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from capacities.config.accounts import account_settings
from capacities.config.apps import OWN_APPS
from capacities.config.database import data_dir, database_settings
from capacities.config.environment import env, envbool
from capacities.config.logs import logging_settings

PACKAGE = Path(__file__).resolve().parents[1]
DOCS = PACKAGE.parents[1] / "docs"


def _secret_key() -> str:
    """Return SECRET_KEY, or one that is made once and kept in the data folder."""
    given = env("SECRET_KEY")
    if given:
        return given
    path = data_dir() / "secret-key"
    if not path.exists():
        draft = path.with_name(f"secret-key-{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        with suppress(FileExistsError):  # another process was quicker: its key counts
            os.link(draft, path)
        draft.unlink()
    return path.read_text()


# Who needs it: developers. Shows tracebacks in the browser; never on a public server.
DEBUG = envbool("DEBUG", False)
SECRET_KEY = _secret_key()
# Who needs it: every public server. The address people type, with scheme.
SITE_ROOT = env("SITE_ROOT", "http://localhost:8000")
# Who needs it: every public server. Whom people write to about accessibility and their data.
CONTACT_EMAIL = env("CONTACT_EMAIL")
ALLOWED_HOSTS = env("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [SITE_ROOT]

INSTALLED_APPS = [
    *OWN_APPS,
    "capacities.core.people.allauth_words",
    "capacities.core.people.apps.StewardAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "capacities.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "capacities.core.people.middleware.TimeZoneMiddleware",
    "capacities.core.people.middleware.PagesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "capacities.web.middleware.ContentPolicyMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "pghistory.middleware.HistoryMiddleware",
]

ROOT_URLCONF = "capacities.config.urls"
CSRF_FAILURE_VIEW = "capacities.web.errors.csrf_failure"
FORM_RENDERER = "capacities.web.forms.FormRenderer"
WSGI_APPLICATION = "capacities.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "capacities.web.context.site",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.l10n", "django.templatetags.static"],
        },
    },
]

# Who needs it: `./run bench`, which compares our pages with a plain one under `/bare-page/`.
BARE_PAGE = envbool("BARE_PAGE", False)

# Who needs it: every server but a laptop; without it the embedded PostgreSQL starts in the data folder.
DATABASES = {"default": database_settings() | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ro", "Română")]
# The words of core/permissions.py, which belongs to no app.
LOCALE_PATHS = [PACKAGE / "core" / "locale"]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = data_dir() / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_HANDLERS = [
    "capacities.web.uploads.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
MEDIA_ROOT = data_dir() / "files"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_ROOT.startswith("https://")
if SITE_ROOT.startswith("https://"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_SSL_REDIRECT = True
    # Balancers ask for health from inside, without TLS.
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]

LOGGING = logging_settings()

# People, signing in, sessions and mail: see config/accounts.py and docs/accounts.md.
SIGN_IN_ORIGINS: list[str] = []
globals().update(account_settings(SITE_ROOT))
# Attempts to sign in are counted here, across all processes and servers.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
