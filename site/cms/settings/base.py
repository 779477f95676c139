"""Settings that every way of running shares. Everything variable comes from the environment.

`.env` at the top of the checkout is read if it is there; real environment variables win.
`.env.example` lists every variable.
"""

import secrets
from pathlib import Path

import environ
from corsheaders.defaults import default_headers
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parents[3]
SITE_DIR = BASE_DIR / "site"

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

# Everything that is made at run time: database, media, cache, collected files, secret key.
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(mode=0o750, parents=True, exist_ok=True)


def _whole_number(name: str, default: int, largest: int) -> int:
    text = env.str(name, default="") or str(default)
    if not text.isdecimal() or not 1 <= int(text) <= largest:
        raise ImproperlyConfigured(f"{name} must be a number from 1 to {largest}, not {text}.")
    return int(text)


def _secret_key() -> str:
    """The key from the environment, else one made on first use and kept beside the database."""
    if key := env.str("SECRET_KEY", default=""):
        return key
    path = VAR_DIR / "secret_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


SECRET_KEY = _secret_key()
DEBUG = False
HOST = env.str("HOST", default="127.0.0.1")
PORT = _whole_number("PORT", 8000, 65535)
WORKERS = _whole_number("WORKERS", 2, 64)
DEMO = env.bool("QIANSHOU_DEMO", default=True)  # what a first start fills the branches with
# `.localhost` covers the sub-domains that browsers send to this machine: a branch's own host
# can be tried without DNS.
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[".localhost", "127.0.0.1", "[::1]"])

INSTALLED_APPS = [
    "cms.core",
    "home",
    "contacts",
    "news",
    "search",
    "cms.teams",
    "cms.content_api",
    "cms.legacy_import",
    "cms.demo",
    "cms.pattern_library",
    "cms.operations",
    "corsheaders",
    "ninja",  # its documentation page's scripts, which else come from a foreign host
    "django_tasks_db",
    "wagtail_localize",
    "wagtail_localize.locales",  # replaces wagtail.locales: adds "keep in step with" to a language
    "wagtail.contrib.redirects",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.table_block",
    "wagtail.api.v2",
    "wagtail.api.v3",
    "wagtail.sites",
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
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "cms.core.http.security.PoliciesMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "cms.core.http.maintenance.MaintenanceMiddleware",
    "cms.core.http.compression.CompressionMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.core.http.byte_ranges.ByteRangeMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cms.core.http.locale.LocaleMiddleware",
    "cms.core.http.cache_control.CacheControlMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms.core.http.password_throttling.PasswordThrottlingMiddleware",
    "cms.core.http.redirects.RedirectMiddleware",
    "cms.core.admin.refusals.RefusalMiddleware",
    "cms.core.admin.invalid_values.InvalidValueMiddleware",
    "cms.core.admin.explorable_pages.ExplorablePagesMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SITE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Data -----------------------------------------------------------------------------------

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # WAL: readers never wait for a writer. Immediate: a transaction that will write takes the
    # lock at its start, where the timeout applies, rather than failing half-way.
    DATABASES["default"]["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# To connect costs as much as to answer, with SQLite too, which Django teaches its functions first.
DATABASES["default"]["CONN_MAX_AGE"] = 60

# Files, not memory: commands run beside the server, and Wagtail caches site roots for an hour.
CACHES = {
    # Of more entries than that Django drops some at random, and with them counts of attempts.
    "default": env.cache_url(
        "CACHE_URL", default=f"filecache://{VAR_DIR / 'cache'}?max_entries=5000"
    ),
    # Each process's own: what strangers put here must not crowd out anything else.
    "persisted_queries": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "persisted_queries",
        "TIMEOUT": 60 * 60 * 24,
        "OPTIONS": {"MAX_ENTRIES": 1000},
    },
}

# What a request need not wait for; `manage.py work` works it off. Wagtail's own small tasks (search
# and reference index) stay in the request, so that a publish is found at once.
TASKS = {
    "default": {"BACKEND": "cms.core.task_backends.ImmediateBackend"},
    "background": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# `manage.py update_index` rebuilds beside the running site; in one transaction it would lock that.
WAGTAILSEARCH_BACKENDS: dict[str, dict] = {
    "default": {"BACKEND": "search.index.backends", "ATOMIC_REBUILD": False}
}

# One client's, on all ways together; many telephones share an address. 0: any number.
SEARCHES_A_MINUTE = env.int("SEARCHES_A_MINUTE", default=120)
# How many proxies add to X-Forwarded-For: what stands before those anybody may have written.
NINJA_NUM_PROXIES = env.int("PROXIES", default=int(env.bool("HTTPS", default=False)))
WAGTAILSEARCH_HITS_MAX_AGE = 365  # days that counts of what people look for are kept

# --- Languages and time ---------------------------------------------------------------------

USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LANGUAGE_CODE = "zh-hans"  # the source language of the content
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [
    ("zh-hans", _("Simplified Chinese")),
    ("zh-hant", _("Traditional Chinese")),
    ("en", _("English")),
]
# The second fills gaps in Wagtail's own Chinese: what editors and approvers meet.
LOCALE_PATHS = [SITE_DIR / "locale", SITE_DIR / "locale_wagtail"]

# --- Files ----------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [SITE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "cms.core.files.storage.MediaStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "cms.core.files.storage.UploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # long articles have many block fields

# --- Wagtail --------------------------------------------------------------------------------

BASE_URL = env.str("BASE_URL", default=f"http://localhost:{PORT}")
WAGTAIL_SITE_NAME = "牵手"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_I18N_ENABLED = True
# A page sent for translation is a draft until somebody has translated and published it.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
# The whole organisation works in one; and browsers do not know all that Python does.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_ALLOW_UNICODE_SLUGS = False  # slugs are pinyin: cms.core.pages.slugs
WAGTAIL_DATETIME_FORMAT = "%Y-%m-%d %H:%M:%S"  # articles are dated to the second
WAGTAILIMAGES_IMAGE_MODEL = "core.CustomImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.core.images.forms.ImageForm"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "avif", "heic"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000  # the largest telephones have 48; 150 MB when open
WAGTAILDOCS_EXTENSIONS = [
    "csv", "doc", "docx", "mp3", "mp4", "ofd", "pdf", "ppt", "pptx", "txt", "webm", "wps",
    "xls", "xlsx", "zip",
]  # fmt: skip
# Nothing is asked of a foreign host, neither by the server nor by an editor's browser.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_RESET_ENABLED = bool(env.str("EMAIL_URL", default=""))
TAGGIT_CASE_INSENSITIVE = True
TAGGIT_TAGS_FROM_STRING = "cms.core.tags.parse_tags"

# While this file is there, readers get the maintenance page: `manage.py maintenance on`.
MAINTENANCE_FILE = VAR_DIR / "maintenance"

LOGIN_REDIRECT_URL = "/"
SESSION_ENGINE = "cms.core.http.sessions"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# --- Content API ----------------------------------------------------------------------------

# The API is for everybody to read and knows of no cookies: frontends may ask it, and fetch the
# files that it names, from any host and with any headers, as clients and tracing add them. The
# names are for browsers older than the `*` (Safari 15.4), which also is never Authorization.
CORS_ALLOWED_ORIGINS = env.list("CORS_ALLOWED_ORIGINS", default=[])
CORS_ALLOW_ALL_ORIGINS = not CORS_ALLOWED_ORIGINS
CORS_URLS_REGEX = r"^/(api/v1|api/v2|graphql|documents|media/(avatar_)?images)(/|$)"
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS", "POST"]
CORS_ALLOW_HEADERS = [
    *default_headers, "apollo-require-preflight", "apollographql-client-name",
    "apollographql-client-version", "baggage", "cache-control", "if-none-match", "pragma", "range",
    "sentry-trace", "traceparent", "tracestate", "x-apollo-operation-id",
    "x-apollo-operation-name", "x-apollo-operation-type", "x-request-id", "*",
]  # fmt: skip
CORS_EXPOSE_HEADERS = [
    "Accept-Ranges", "Allow", "Content-Disposition", "Content-Length", "Content-Range", "ETag",
    "Location", "RateLimit", "RateLimit-Policy", "Retry-After", "*",
]  # fmt: skip
GRAPHQL_INTROSPECTION = env.bool("GRAPHQL_INTROSPECTION", default=True)

# --- Mail and logs --------------------------------------------------------------------------

vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="qianshou@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"django_tasks_db": {"level": "ERROR"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
