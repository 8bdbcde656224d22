"""Django's settings, all read from the environment that the launcher prepares."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

BASE = Path(__file__).resolve().parents[3]
DATA = Path(os.environ.get("HUOLANG_DATA", BASE / "data"))
DEBUG = os.environ.get("HUOLANG_DEBUG") == "1"
HTTPS = os.environ.get("HUOLANG_HTTPS") == "1"


def _secret_key() -> str:
    given = os.environ.get("HUOLANG_SECRET_KEY")
    if given:
        return given
    kept = DATA / "secret_key"
    return kept.read_text().strip() if kept.exists() else os.urandom(32).hex()


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = os.environ.get("HUOLANG_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("HUOLANG_ORIGINS", "").split(",") if o]
STATIC = Path(os.environ.get("HUOLANG_STATIC", BASE / "web" / "dist"))
HUOLANG_FONTS = os.environ.get(
    "HUOLANG_FONTS", BASE / "web" / "node_modules" / "@expo-google-fonts" / "noto-sans-sc"
)
"""The letters of PDFs; they come with the packages of the screen."""
STATIC_URL = "/static/"

APP_ROLE = os.environ.get("HUOLANG_APP_ROLE", "huolang_app")
REPORT_ROLE = os.environ.get("HUOLANG_REPORT_ROLE", "huolang_report")


NO_SLEEPERS = "-c idle_in_transaction_session_timeout=10min"
"""Whoever holds locks and asks for nothing; `kernel.patience` says what holds for requests."""


def _database(url: str) -> dict[str, Any]:
    """Django's form of `postgresql://user:password@host:port/name?host=/socket`."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "huolang.kernel.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or query.pop("port", "") or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"prepare_threshold": None, "options": NO_SLEEPERS, **query},
    }


DATABASES = {"default": _database(os.environ.get("HUOLANG_DATABASE_URL", "postgresql:///huolang"))}
if "HUOLANG_OWNER_DATABASE_URL" in os.environ:
    DATABASES["owner"] = _database(os.environ["HUOLANG_OWNER_DATABASE_URL"])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.headless",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "ninja",
    "procrastinate.contrib.django",
    "huolang.kernel",
    "huolang.forms",
    "huolang.ledger",
    "huolang.documents",
    "huolang.masters",
    "huolang.inventory",
    "huolang.finance",
    "huolang.purchasing",
    "huolang.sales",
    "huolang.reports",
    "huolang.planning",
    "huolang.samples",
    "huolang.integrations",
    "huolang.api",
]
# Whoever brings a token skips sessions, people and lock-out; see `api.front`.
MIDDLEWARE = [
    "huolang.api.front.Front",
    "huolang.api.pages.Problems",
    "huolang.api.front.Sessions",
    "django.middleware.csrf.CsrfViewMiddleware",
    "huolang.api.front.People",
    "allauth.account.middleware.AccountMiddleware",
    "huolang.api.front.LockOut",
]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
AUTH_USER_MODEL = "kernel.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "huolang.site.urls"
WSGI_APPLICATION = "huolang.site.wsgi.application"
APPEND_SLASH = False
SILENCED_SYSTEM_CHECKS = [
    "axes.W002",  # our LockOut middleware is theirs, for visitors without a token
    "fields.W342",  # a company has one BookHead, and its key is the company
]

# Log-in: a session for people (allauth headless), locked out after failures (axes).
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["huolang.kernel.passwords.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_ADAPTER = "huolang.api.login.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_USER_DISPLAY = "huolang.api.login.display"
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "60/m/ip,10/300s/key"}
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"  # nothing is mailed yet
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ("browser",)
MFA_ADAPTER = "huolang.api.two_factors.Adapter"
MFA_TOTP_ISSUER = "货郎 Huolang"
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("HUOLANG_PROXIES", "0"))
AXES_IPWARE_PROXY_COUNT = ALLAUTH_TRUSTED_PROXY_COUNT or None
AXES_CLIENT_IP_CALLABLE = "huolang.api.login.address"
AXES_FAILURE_LIMIT = 5
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "huolang.api.login.username"
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "huolang.api.login.locked"
AXES_VERBOSE = False

SESSION_COOKIE_AGE = 7 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "huolang.api.login.csrf_failed"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None

# Limits are shared by all processes, hence in the database.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kernel_cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "files", "file_permissions_mode": 0o600},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
"""Attachments lie in the data folder, which is part of every backup."""
LARGEST_BODY = 8 * 1024 * 1024
LARGEST_FILE = DATA_UPLOAD_MAX_MEMORY_SIZE = 32 * 1024 * 1024

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = None
PROCRASTINATE_WORKER_DEFAULTS = {"delete_jobs": "successful"}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [BASE / "src" / "huolang" / "locale"]
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "huolang.kernel.logs.Lines"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["out"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.request": {"handlers": [], "level": "ERROR", "propagate": True},
        "axes": {"handlers": [], "level": "WARNING", "propagate": True},
        "procrastinate": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
    },
}
