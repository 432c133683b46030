"""Django's settings: production by default, every choice of an installation from the environment.

The variables are described in docs/reference/settings.md; a test fails where one is missing there.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import global_settings
from django.utils.csp import CSP
from whitenoise.compress import Compressor

from . import environment as env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var"))).resolve()

DEBUG = env.flag("DEBUG")
SECRET_KEY = env.secret_key(VAR_DIR)

# Where readers reach the site. Its scheme decides whether cookies and HSTS ask for TLS.
HOST = env.ip_address("HOST", "127.0.0.1")
PORT = env.number("PORT", 8000, least=1, most=65_535)
SITE_URL = env.address("SITE_URL", f"http://127.0.0.1:{PORT}", "https://wiki.example.org")
SITE_NAME = env.text("SITE_NAME", "Chancery")
_site = urlsplit(SITE_URL)
ALLOWED_HOSTS = [_site.hostname, "127.0.0.1", "localhost", "[::1]", *env.listed("ALLOWED_HOSTS")]

INSTALLED_APPS = [
    "articles.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "simple_history",
    "django_prose_editor",
    "articles.apps.ArticlesConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "wiki.urls"
WSGI_APPLICATION = "wiki.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Data ------------------------------------------------------------------------------------------------------

_SQLITE = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-32000;"
        " PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;"
    ),
}
DATABASES: dict[str, Any] = {
    "default": env.database("DATABASE_URL", f"sqlite:///{VAR_DIR / 'chancery.sqlite3'}"),
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"].update(OPTIONS=_SQLITE, CONN_HEALTH_CHECKS=False)

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SIMPLE_HISTORY_DATE_INDEX = False
# An article with 50 sections and 300 references posts some 6,000 fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 50

# Files -----------------------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_ROOT = VAR_DIR / "uploads"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MANIFEST_STRICT = True
# A source map is asked for by a developer's tools alone, and the editor's takes as long to pack as all other files.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")
FILE_UPLOAD_PERMISSIONS = 0o644
# The largest picture that may be uploaded: bytes, and pixels once decoded.
MAX_IMAGE_BYTES = env.number("MAX_IMAGE_MB", 20) * 1024 * 1024
MAX_IMAGE_PIXELS = 60_000_000

# Sources ---------------------------------------------------------------------------------------------------

# Whether others are asked what they know of a source, and who: nobody unless an installation says so.
FETCH_METADATA = env.flag("FETCH_METADATA")
FETCH_CONTACT = env.text("FETCH_CONTACT")
CROSSREF_URL = env.address("CROSSREF_URL", "https://api.crossref.org")
DATACITE_URL = env.address("DATACITE_URL", "https://api.datacite.org")
OPENLIBRARY_URL = env.address("OPENLIBRARY_URL", "https://openlibrary.org")

# Sign-off --------------------------------------------------------------------------------------------------

# The policy: whether somebody may publish what they wrote, and what keeps a draft from being published.
OWN_WORK = env.one_of("OWN_WORK", "alone", ("never", "alone", "always"), "never, alone or always")
BLOCKING_CHECKS = frozenset(env.listed("BLOCKING_CHECKS", "deleted-reference")) - {"none"}

# Mails ----------------------------------------------------------------------------------------------------

# How mails are sent: not at all unless an installation says so.
MAILERS = env.mailers("EMAIL_URL")
SEND_MAILS = bool(MAILERS)
# To have no mailer is a choice.
SILENCED_SYSTEM_CHECKS = [] if SEND_MAILS else ["mail.W001"]
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.mail_address("MAIL_FROM", f"wiki@{_site.hostname}")

# Words -----------------------------------------------------------------------------------------------------

LANGUAGE_CODE = env.one_of(
    "LANGUAGE_CODE", "en", {"en-us", *dict(global_settings.LANGUAGES)}, "a code that Django knows, such as de or pt-br"
)
TIME_ZONE = env.time_zone("TIME_ZONE", "UTC")
USE_I18N = True
USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "articles" / "locale"]
FORMAT_MODULE_PATH = ["wiki.formats"]

# Safety ----------------------------------------------------------------------------------------------------

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "object-src": [CSP.NONE],
    "manifest-src": [CSP.SELF],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
if _site.scheme == "https":
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
if env.flag("BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGIN_URL = "admin:login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

_LEVEL = env.one_of(
    "LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"), "DEBUG, INFO, WARNING, ERROR or CRITICAL"
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": _LEVEL},
    "loggers": {"django.server": {"propagate": True, "handlers": []}},
}
