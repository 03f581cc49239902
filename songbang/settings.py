"""All settings, from the environment (see `.env.sample`); a wrong value is loud at start.

`SETTINGS` is the table: name, default, one sentence. Everything else here follows from it.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

SETTINGS: dict[str, tuple[str, str]] = {
    "SONGBANG_HOME": ("~/.songbang", "Folder of the database, kept files and keys."),
    "SONGBANG_DATABASE_URL": ("", "postgresql://… for PostgreSQL; SQLite in SONGBANG_HOME without it."),
    "SONGBANG_SECRET_KEY": ("", "Secret of sessions and tokens; made and kept in SONGBANG_HOME without it."),
    "SONGBANG_HOSTS": ("127.0.0.1,localhost", "Host names under which the site is reached, by commas."),
    "SONGBANG_HTTPS": ("", "1 where the site is reached by https (behind a proxy): cookies and redirects follow."),
    "SONGBANG_DEMO": ("", "1 for the demo: accounts are shown on the log-in page and nothing is ever sent."),
    "SONGBANG_SESSION_HOURS": ("8", "Hours after log-in after which a session ends, used or not."),
    "SONGBANG_IDLE_MINUTES": ("30", "Minutes without use after which a session ends."),
    "SONGBANG_NOTIFY": (
        "",
        "Where notices go: Apprise addresses by blanks ({unit}: the unit's code), or an Apprise file tagged by codes.",
    ),
    "SONGBANG_OIDC_ISSUER": ("", "Address of the OpenID Connect provider; empty: no single sign-on."),
    "SONGBANG_OIDC_CLIENT_ID": ("", "Client id at the provider."),
    "SONGBANG_OIDC_CLIENT_SECRET": ("", "Client secret at the provider."),
    "SONGBANG_OIDC_AUTHORIZATION": ("", "The provider's authorization endpoint; empty: issuer + /authorize."),
    "SONGBANG_OIDC_TOKEN": ("", "The provider's token endpoint; empty: issuer + /token."),
    "SONGBANG_OIDC_USERINFO": ("", "The provider's userinfo endpoint; empty: issuer + /userinfo."),
    "SONGBANG_OIDC_JWKS": ("", "The address of the provider's keys (jwks_uri); empty: issuer + /jwks."),
    "SONGBANG_BACKUPS": ("", "Folder into which backups are written; `songbang doctor` tries the newest one there."),
    "SONGBANG_METRICS_TOKEN": (
        "",
        "Token of whoever may read /metrics; empty: only this machine itself, past no proxy.",
    ),
    "SONGBANG_LOG": ("text", "text, or json: a line of JSON for each thing that is logged (to standard error)."),
    "SONGBANG_SLOW_QUERY_MS": ("", "Log questions to the database that take so many milliseconds; empty: none."),
    "SONGBANG_CIPHERS": ("default", "default (AES), or sm: personal data are sealed by SM4 with keys by SM3."),
    "SONGBANG_MOST_UPLOAD_MB": ("200", "Largest upload in megabytes."),
}


def _set(name: str) -> str:
    return os.environ.get(name, SETTINGS[name][0])


def _whole(name: str) -> int:
    value = _set(name)
    if not value.isdigit() or int(value) == 0:
        raise ImproperlyConfigured(f"{name} must be a whole number above 0, not {value!r}")
    return int(value)


def _yes(name: str) -> bool:
    value = _set(name)
    if value not in ("", "0", "1"):
        raise ImproperlyConfigured(f"{name} must be 1, 0 or empty, not {value!r}")
    return value == "1"


HOME = Path(_set("SONGBANG_HOME")).expanduser()
DEMO = _yes("SONGBANG_DEMO")
HTTPS = _yes("SONGBANG_HTTPS")
NOTIFY = _set("SONGBANG_NOTIFY").strip()


def _kept_key() -> str:
    """The secret key: from the environment, else from SONGBANG_HOME, where it is made once."""
    if _set("SONGBANG_SECRET_KEY"):
        return _set("SONGBANG_SECRET_KEY")
    path = HOME / "secret.key"
    if not path.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64), "utf-8")
    return path.read_text("utf-8").strip()


def _walled(told: dict[str, Any]) -> dict[str, Any]:
    """PostgreSQL by the engine that tells it which territory is asked about."""
    if told["ENGINE"] == "django.db.backends.postgresql":
        told["ENGINE"] = "songbang.ui.postgresql"
    return told


def _database() -> dict[str, Any]:
    url = _set("SONGBANG_DATABASE_URL")
    if url:
        return _walled(dict(dj_database_url.parse(url, conn_max_age=None, conn_health_checks=True)))
    # Without WAL and IMMEDIATE two workers lock each other out (reference/stack.md).
    options = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": HOME / "songbang.sqlite3",
        "OPTIONS": options,
        "CONN_MAX_AGE": None,
    }


SECRET_KEY = _kept_key()
DEBUG = False
ALLOWED_HOSTS = [host.strip() for host in _set("SONGBANG_HOSTS").split(",") if host.strip()]
DATABASES = {"default": _database()}
KEPT_FILES = HOME / "files"

INSTALLED_APPS = [
    "songbang.ui",
    "songbang.apps.journal",
    "songbang.apps.units",
    "songbang.apps.intake",
    "songbang.apps.demands",
    "songbang.apps.agenda",
    "songbang.apps.evidence",
    "songbang.apps.helpline",
    "songbang.apps.oversight",
    "songbang.apps.forms",
    "songbang.apps.insight",
    "songbang.apps.upkeep",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "axes",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "ninja",
]

MIDDLEWARE = [
    "songbang.ui.metrics.MetricsMiddleware",
    "songbang.ui.timing.ServerTimingMiddleware",
    "songbang.ui.wall.WallMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "songbang.ui.middleware.LanguageMiddleware",
    "songbang.apps.units.middleware.HoldingMiddleware",
    "songbang.ui.table_files.TableFilesMiddleware",
    "songbang.ui.problems.ProblemMiddleware",
    "songbang.ui.middleware.TroubleMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "songbang.apps.units.context.page",
                "songbang.apps.insight.tour.page",
            ],
        },
    }
]

ROOT_URLCONF = "songbang.urls"
WSGI_APPLICATION = "songbang.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "units.Account"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "songbang.apps.units.backends.AccountBackend"]
PASSWORD_HASHERS = ["songbang.ui.passwords.Argon2Hasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "songbang.ui.passwords.LongestValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "units:log-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "units:log-in"

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "songbang.apps.units.views.locked_out"
AXES_WHITELIST_CALLABLE = "songbang.apps.units.backends.has_no_password"
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False

OTP_TOTP_ISSUER = "Songbang"

SESSION_COOKIE_AGE = _whole("SONGBANG_SESSION_HOURS") * 3600
SESSION_SAVE_EVERY_REQUEST = False
IDLE_SECONDS = _whole("SONGBANG_IDLE_MINUTES") * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# Behind https by names that a browser takes from this host alone, for all its paths.
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = ("__Host-songbang", "__Host-csrf") if HTTPS else ("songbang", "csrftoken")
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "songbang.ui.views.csrf_failed"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = ["^health/(live|ready)$", "^metrics$"]  # asked on the machine itself, where no https is
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": KEPT_FILES}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_NUMBER_FILES = 2_000
MOST_UPLOAD = _whole("SONGBANG_MOST_UPLOAD_MB") * 2**20

CIPHERS = _set("SONGBANG_CIPHERS")
if CIPHERS not in ("default", "sm"):
    raise ImproperlyConfigured(f"SONGBANG_CIPHERS must be default or sm, not {CIPHERS!r}")
BACKUPS = Path(_set("SONGBANG_BACKUPS")).expanduser() if _set("SONGBANG_BACKUPS") else None
METRICS_TOKEN = _set("SONGBANG_METRICS_TOKEN")

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "long"]}}

OIDC_ISSUER = _set("SONGBANG_OIDC_ISSUER").rstrip("/")
if OIDC_ISSUER:
    INSTALLED_APPS.append("mozilla_django_oidc")
    AUTHENTICATION_BACKENDS.append("songbang.apps.units.single_sign_on.SingleSignOnBackend")
    OIDC_RP_CLIENT_ID = _set("SONGBANG_OIDC_CLIENT_ID")
    OIDC_RP_CLIENT_SECRET = _set("SONGBANG_OIDC_CLIENT_SECRET")
    OIDC_RP_SIGN_ALGO = "RS256"
    OIDC_RP_SCOPES = "openid profile"
    OIDC_USE_PKCE = True
    OIDC_TIMEOUT = 10  # seconds
    OIDC_CREATE_USER = False  # an account is made by an administrator, never by a log-in
    OIDC_CALLBACK_CLASS = "songbang.apps.units.single_sign_on.Callback"
    OIDC_OP_AUTHORIZATION_ENDPOINT = _set("SONGBANG_OIDC_AUTHORIZATION") or f"{OIDC_ISSUER}/authorize"
    OIDC_OP_TOKEN_ENDPOINT = _set("SONGBANG_OIDC_TOKEN") or f"{OIDC_ISSUER}/token"
    OIDC_OP_USER_ENDPOINT = _set("SONGBANG_OIDC_USERINFO") or f"{OIDC_ISSUER}/userinfo"
    OIDC_OP_JWKS_ENDPOINT = _set("SONGBANG_OIDC_JWKS") or f"{OIDC_ISSUER}/jwks"

SLOW_QUERY_MS = _whole("SONGBANG_SLOW_QUERY_MS") if _set("SONGBANG_SLOW_QUERY_MS") else 0
if SLOW_QUERY_MS:
    MIDDLEWARE.insert(0, "songbang.ui.logs.SlowQueriesMiddleware")
LOG = _set("SONGBANG_LOG")
if LOG not in ("text", "json"):
    raise ImproperlyConfigured(f"SONGBANG_LOG must be text or json, not {LOG!r}")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"text": {}, "json": {"()": "songbang.ui.logs.JsonFormatter"}},
    "filters": {"secret": {"()": "songbang.ui.logs.NoSecretAddresses"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG, "filters": ["secret"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS = [] if HTTPS else ["security.W004", "security.W008", "security.W012", "security.W016"]
