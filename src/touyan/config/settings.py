"""All settings, each from a typed environment variable.

Development (the default) makes its own keys and runs its own database under var/;
TOUYAN_ENV=production has no default for anything secret. Business parameters
(time limits, holidays, quotas) are dated data in the database, never settings.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from touyan.config import environment, production
from touyan.config.local_keys import found_keys, local_keys
from touyan.kernel.crypto import Keyring

PACKAGE = Path(__file__).resolve().parent.parent
DATA_DIR = environment.path("TOUYAN_DATA", Path.cwd() / "var")
PRODUCTION = environment.text("TOUYAN_ENV", "development") == "production"
DEBUG = environment.flag("TOUYAN_DEBUG")

_local: dict[str, str] = {} if PRODUCTION else local_keys(DATA_DIR)
SECRET_KEY = environment.text(
    "TOUYAN_SECRET_KEY", _local.get("TOUYAN_SECRET_KEY"), cure="Create one with: touyan new-key 32"
)
KEYRING = Keyring(
    field_key=environment.key("TOUYAN_FIELD_KEY", 16, _local.get("TOUYAN_FIELD_KEY")),
    index_key=environment.key("TOUYAN_INDEX_KEY", 32, _local.get("TOUYAN_INDEX_KEY")),
    audit_key=environment.key("TOUYAN_AUDIT_KEY", 32, _local.get("TOUYAN_AUDIT_KEY")),
)
HTTPS = environment.flag("TOUYAN_HTTPS", default=PRODUCTION)
ALLOWED_HOSTS = environment.words(
    "TOUYAN_HOSTS", "" if PRODUCTION else "localhost,127.0.0.1,[::1],testserver"
)
if PRODUCTION:
    production.check(
        production.Chosen(
            debug=DEBUG,
            https=HTTPS,
            hosts=ALLOWED_HOSTS,
            keys={
                "TOUYAN_SECRET_KEY": SECRET_KEY,
                "TOUYAN_FIELD_KEY": KEYRING.field_key.hex(),
                "TOUYAN_INDEX_KEY": KEYRING.index_key.hex(),
                "TOUYAN_AUDIT_KEY": KEYRING.audit_key.hex(),
            },
            local=found_keys(DATA_DIR),
        )
    )

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "django_filters",
    "django_htmx",
    "template_partials",
    "procrastinate.contrib.django",
    "touyan.ui",
    "touyan.audit",
    "touyan.organs",
    "touyan.deadlines",
    "touyan.attachments",
    "touyan.intake",
    "touyan.linkage",
    "touyan.matters",
    "touyan.leadership",
    "touyan.campaigns",
    "touyan.inspections",
    "touyan.exemplars",
    "touyan.statistics",
    "touyan.desk",
    "touyan.portal",
    "touyan.jobs",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "touyan.config.middleware.headers",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "touyan.config.away.database_away",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "touyan.config.middleware.gate",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "touyan.config.urls"
WSGI_APPLICATION = "touyan.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "touyan.desk.shell.shell",
            ],
        },
    }
]


def _database(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or (unquote(parts.hostname) if parts.hostname else "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or options.pop("port", "")),
        "OPTIONS": options,
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }


DATABASES = {
    "default": _database(
        environment.text(
            "DATABASE_URL",
            None if PRODUCTION else "postgresql://touyan_app@/touyan?host=/nonexistent",
            cure="Set DATABASE_URL to the application's role on a PostgreSQL 15 or newer, "
            "and DATABASE_OWNER_URL to the owner for migrations.",
        )
    )
}

# What is kept of pages of figures, in each process: nothing personal, and never in a file.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
    "figures": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 60},
    },
}

AUTH_USER_MODEL = "organs.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"touyan.organs.passwords.{name}", "OPTIONS": options}
    for name, options in [
        ("LongEnough", {"min_length": 10}),
        ("NotCommon", {}),
        ("NotOnlyDigits", {}),
        ("Mixed", {}),
        ("NotTheName", {}),
    ]
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "touyan.config.middleware.peer_of"
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "touyan.desk.sign_in.views.locked_out"
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "files"},
    },
    "attachments": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "files", "file_permissions_mode": 0o600},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_HANDLERS = ["touyan.attachments.upload.CappedUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
TOUYAN_CLAMD = environment.text("TOUYAN_CLAMD", "")
FONT_DIR = environment.text("FONT_DIR", "")
TOUYAN_PROXIES = environment.number("TOUYAN_PROXIES", 0)
ANCHOR_DIR = environment.path("TOUYAN_ANCHORS", DATA_DIR / "anchors")

SESSION_COOKIE_AGE = 60 * environment.number("TOUYAN_IDLE_MINUTES", 30, least=1)
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "touyan.desk.errors.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS
# Behind our own proxies TLS ends there; without this every page would be redirected to itself.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TOUYAN_PROXIES else None
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"plain": {"()": "touyan.config.log.WithoutPersonalData"}},
    "formatters": {"line": {"format": "%(levelname)-7s %(name)s: %(message)s"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["plain"]}
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "procrastinate": {"level": "WARNING"},
        "axes": {"level": "ERROR"},
        "django.request": {"level": "ERROR"},
    },
}
