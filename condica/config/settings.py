"""Django's settings (setări), made of the environment; every value a person may change stands in `env.py`."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from condica.config.database import django_database, embedded_url
from condica.config.env import ROOT, read_env

ENV = read_env()
DATA: Path = ENV.data.resolve()


def _secret_key() -> str:
    """The given key, or one made once and kept in the data folder, readable by its owner only."""
    if ENV.secret_key:
        return ENV.secret_key
    path = DATA / "secret_key"
    if not path.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(64))
    return path.read_text()


SECRET_KEY = _secret_key()
DEBUG = ENV.debug
PUBLIC_URL = ENV.public_url.rstrip("/") or f"http://{ENV.host}:{ENV.port}"
ALLOWED_HOSTS = [
    "localhost",
    "127.0.0.1",
    "[::1]",
    *filter(None, {urlsplit(PUBLIC_URL).hostname, *ENV.allowed_hosts.split(",")}),
]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

INSTALLED_APPS = [
    "condica.desk",
    "condica.statistics",
    "condica.portal",
    "condica.petitions",
    "condica.court_papers",
    "condica.queue",
    "condica.casework",
    "condica.correspondence",
    "condica.mailroom",
    "condica.registry",
    "condica.documents",
    "condica.organisation",
    "condica.contacts",
    "condica.accounts",
    "condica.journal",
    "condica.foundation",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "template_partials",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "procrastinate.contrib.django",
]
INSTALLED_APPS = [
    app
    for app in INSTALLED_APPS
    if not app.startswith("condica.") or (ROOT / app.replace(".", "/") / "apps.py").exists()
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "condica.foundation.middleware.PlainAddress",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "condica.foundation.compress.PackedPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "condica.foundation.memo.Memo",
    "condica.accounts.access.Duties",
    "condica.foundation.middleware.ContentSecurityPolicy",
    "condica.foundation.middleware.Refusals",
    "condica.foundation.drafts.Drafts",
]

ROOT_URLCONF = "condica.config.urls"
WSGI_APPLICATION = "condica.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "condica.foundation.context.frame",
            ],
        },
    },
]

# A tool that only reads the code (types, import contracts) must not start a server.
DATABASE_URL = (
    "postgresql://nobody@127.0.0.1:1/none"
    if os.environ.get("CONDICA_NO_DATABASE")
    else ENV.database_url or embedded_url(DATA)
)
DATABASES = {"default": django_database(DATABASE_URL)}
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["TEST"] = {"NAME": os.environ.get("CONDICA_TEST_DB") or None}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"  # the house's label for what the clock calls

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/cont/intrare/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_ADAPTER = "condica.accounts.adapter.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login_failed": "5/15m/key,30/15m/ip"}
ACCOUNT_FORMS = {
    "login": "condica.accounts.forms.LoginForm",
    "reauthenticate": "condica.accounts.forms.ReauthenticateForm",
    "change_password": "condica.accounts.forms.ChangePasswordForm",
}
ACCOUNT_SESSION_REMEMBER = True  # as long as SESSION_COOKIE_AGE says, for everybody
MFA_ADAPTER = "condica.accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "condica.accounts.forms.CodeForm",
    "reauthenticate": "condica.accounts.forms.CodeAgainForm",
    "activate_totp": "condica.accounts.forms.ActivateAppForm",
    "add_webauthn": "condica.accounts.forms.AddKeyForm",
    "edit_webauthn": "condica.accounts.forms.EditKeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_TOTP_ISSUER = "Condica"
MFA_PASSKEY_LOGIN_ENABLED = True
USERSESSIONS_TRACK_ACTIVITY = False  # a look must not write
SESSION_COOKIE_AGE = ACCOUNT_SESSION_COOKIE_AGE = 10 * 3600  # a working day and its overtime
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENV.https
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31_536_000 if ENV.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.https else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # previews of papers stand in our own pages
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",  # one place for all processes: lockout counts
        "LOCATION": "condica_cache",
    }
}

LANGUAGE_CODE = "ro"
LANGUAGES = [("ro", "Română"), ("en", "English"), ("hu", "Magyar")]
LOCALE_PATHS = [ROOT / "condica" / "config" / "locale"]
TIME_ZONE = "Europe/Bucharest"
USE_I18N = USE_TZ = True
USE_THOUSAND_SEPARATOR = False
FORMAT_MODULE_PATH: list[str] = []

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA / "uploads"}},
    "staticfiles": {"BACKEND": "condica.foundation.compress.PageFiles"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_TEMP_DIR = None
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FILES = 50
UPLOAD_LIMIT = ENV.upload_limit_mb * 1_000_000  # bytes, one file
DOCUMENT_ROOT = DATA / "documents"
# Where scanners may write: our own folder first, then mounts of the network.
SCAN_ROOTS = [DATA / "scanari", *(Path(one.strip()) for one in ENV.scan_folders.split(",") if one.strip())]
CLAMD = ENV.clamd  # where files from the portal are scanned; empty: nowhere
PKCS11_LIBRARY = ENV.pkcs11_library  # the signing device's library, in this machine's reader
SEAL_FILE, SEAL_PASSPHRASE_FILE = ENV.seal_file, ENV.seal_passphrase_file  # the authority's electronic seal
HEADS_ROOT = (ENV.heads or DATA / "heads").resolve()  # the chains' heads, kept apart from the database
HEADS_EMAIL = ENV.heads_email  # who gets them each night; empty: nobody
TIMESTAMP_URL = ENV.timestamp_url  # a time-stamp service (RFC 3161)
REVOCATION_FETCH = ENV.revocation_fetch  # ask the issuers of our own signatories whether a certificate still holds

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if ENV.smtp_host
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = DATA / "outbox"  # without an SMTP server what leaves is kept here, readable
EMAIL_HOST, EMAIL_PORT = ENV.smtp_host, ENV.smtp_port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = ENV.smtp_user, ENV.smtp_password
EMAIL_USE_TLS, EMAIL_USE_SSL = ENV.smtp_security == "starttls", ENV.smtp_security == "tls"
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENV.mail_from

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": ENV.log_level},
    "loggers": {
        "django.server": {"level": "WARNING"},
        "procrastinate": {"level": "WARNING"},
        "pikepdf": {"level": "WARNING"},
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []
