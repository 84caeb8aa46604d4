"""The one settings file. Everything that differs between installations comes from environment variables."""

from __future__ import annotations

import sys
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from amends.config import env

PACKAGE = Path(__file__).resolve().parent.parent
VAR = Path(env.text("AMENDS_VAR", str(PACKAGE.parent / "var"))).resolve()
TESTING = "pytest" in sys.modules

DEBUG = env.flag("DEBUG")
SECRET_KEY_PATH = VAR / "secret_key"
SECRET_KEY = env.text("SECRET_KEY") or (
    SECRET_KEY_PATH.read_text(encoding="ascii").strip() if SECRET_KEY_PATH.exists() else ""
)
# Signs the daily anchors of the audit trail; without it a key that follows from the secret key does.
AMENDS_ANCHOR_KEY = env.text("AMENDS_ANCHOR_KEY")
# Django refuses to hand out an empty key, so the checks look at its length here.
SECRET_KEY_LENGTH = len(SECRET_KEY)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
ROOT_URLCONF = "amends.config.urls"
WSGI_APPLICATION = "amends.config.wsgi.application"

# An outside service that may refine readings; without an address and a model no text ever leaves the house.
PROVIDER_ADDRESS = env.text("AMENDS_PROVIDER_ADDRESS")
PROVIDER_KEY = env.text("AMENDS_PROVIDER_KEY")
PROVIDER_MODEL = env.text("AMENDS_PROVIDER_MODEL")
PROVIDER_SECONDS = env.number("AMENDS_PROVIDER_SECONDS", 20)
PROVIDER_PER_DAY = env.number("AMENDS_PROVIDER_PER_DAY", 500)
# Whether the service may also draft replies, which people read, change and send.
PROVIDER_DRAFTS = env.flag("AMENDS_PROVIDER_DRAFTS")

INSTALLED_APPS = [
    "amends.config",
    "amends.foundation.kernel",
    "amends.foundation.audit",
    "amends.foundation.organisation",
    "amends.foundation.calendars",
    "amends.foundation.notices",
    "amends.casework.readings",
    "amends.casework.knowledge",
    "amends.casework.customers",
    "amends.casework.cases",
    "amends.casework.clocks",
    "amends.practice.playbook",
    "amends.practice.replies",
    "amends.practice.replies.review",
    "amends.practice.remedies.budget",
    "amends.practice.remedies.gifts",
    "amends.practice.remedies.payments",
    "amends.practice.remedies",
    "amends.practice.surveys",
    "amends.oversight.improvement",
    "amends.oversight.insights",
    "amends.oversight.learning",
    "amends.doors.desk",
    "amends.doors.portal",
    "amends.doors.api",
    "amends.doors.channels.file_import",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    # Not the plain name: that would put a loader of its own in the place of ours.
    "django_cotton.apps.SimpleAppConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "amends.config.middleware.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "amends.config.middleware.Refusals",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "amends.config.templating.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "amends.config.context.interface",
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "amends.config.templatetags.interface",
            ],
        },
    }
]

DATABASES = {
    "default": env.database(
        env.text("TEST_DATABASE_URL") if TESTING else env.text("DATABASE_URL"), VAR / "amends.sqlite3"
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Sign-in attempts are counted here, so they must survive a restart and be shared by all web processes.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "config_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

AUTH_USER_MODEL = "organisation.Member"
AUTHENTICATION_BACKENDS = ["amends.foundation.organisation.sign_in.Members"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "amends.foundation.organisation.sign_in.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
CSRF_FAILURE_VIEW = "amends.config.errors.form_expired"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:start"
ACCOUNT_ADAPTER = "amends.foundation.organisation.sign_in.MembersOnly"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "20/m/ip,5/5m/key"}
ACCOUNT_SESSION_REMEMBER = False
# Behind a proxy the address it saw counts, or all people would share one allowance of tries.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.flag("BEHIND_PROXY") else 0
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Amends"
# An administrator enters the addresses; a person whose address nobody verified may still protect the sign-in.
MFA_ALLOW_UNVERIFIED_EMAIL = True

SESSION_ENGINE = "amends.config.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.flag("HTTPS")
SECURE_HSTS_SECONDS = 31536000 if env.flag("HTTPS") else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("BEHIND_PROXY") else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

USE_TZ = True
TIME_ZONE = env.text("TIME_ZONE", "Asia/Shanghai")
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [
    ("zh-hans", _("Simplified Chinese")),
    ("zh-hant", _("Traditional Chinese")),
    ("en", _("English")),
]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "static"]
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(VAR / "files")},
    },
    # Small pictures and drawn pages, made again when they are missing: not part of a backup.
    "previews": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(VAR / "previews")},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING or DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# With a bucket, evidence and previews lie in a store that speaks S3 (extra `s3`); never in the database.
if S3_BUCKET := env.text("AMENDS_S3_BUCKET"):
    STORAGES["default"] = env.s3(S3_BUCKET)
    STORAGES["previews"] = env.s3(S3_BUCKET, "previews")
FILE_UPLOAD_TEMP_DIR = env.text("UPLOAD_TEMP_DIR") or None
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 30

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

# The keys that vouchers are sealed with, the newest first; without one a key that follows from the secret key does.
VOUCHER_KEYS = env.text("AMENDS_VOUCHER_KEYS")
# Up to what a refund takes one person, by currency; above it, and in currencies not named, a second one confirms it.
PAYMENTS_SECOND_OVER = env.text("AMENDS_PAYMENTS_SECOND_OVER", "CNY 1000")
# Where refunds are sent to: an address with HTTPS, or one on this machine or network where that is allowed.
PAYMENTS_WEBHOOK = env.text("AMENDS_PAYMENTS_WEBHOOK")
PAYMENTS_WEBHOOK_SECRET = env.text("AMENDS_PAYMENTS_WEBHOOK_SECRET")
PAYMENTS_WEBHOOK_INSIDE = env.flag("AMENDS_PAYMENTS_WEBHOOK_INSIDE")
# What one point costs the house, and how many days points last (0: for ever).
POINT_VALUE = env.text("AMENDS_POINT_VALUE", "0.01 CNY")
POINTS_VALID_DAYS = env.number("AMENDS_POINTS_VALID_DAYS", 365)

# Where carriers show a parcel, such as sf=https://carrier.example/{number}, and after how many days one is late.
AMENDS_TRACKING_LINKS = env.pairs("AMENDS_TRACKING_LINKS")
AMENDS_DELIVERY_DAYS = env.numbers("AMENDS_DELIVERY_DAYS")

# How long a sent reply can be taken back, in seconds.
AMENDS_UNDO_SECONDS = env.number("AMENDS_UNDO_SECONDS", 15)
# How many days after its closing a case may still be reopened; after that a follow-up case begins.
AMENDS_REOPEN_DAYS = env.number("AMENDS_REOPEN_DAYS", 30)
AMENDS_ATTACHMENT_BYTES = 20 * 1024 * 1024
# A virus scanner: unix:/PATH or tcp:HOST:PORT of clamd, or command:PROGRAM, which reads the file on standard input.
# With one, nobody opens a file before it was scanned.
AMENDS_SCAN = env.text("AMENDS_SCAN")
# A letter of thirty pages.
AMENDS_TEXT_CHARACTERS = 60_000
AMENDS_PUBLIC_PHONE = env.text("AMENDS_PUBLIC_PHONE")
# The head of letters on paper; the English ones only where they differ. The logo is a picture file on this machine.
HOUSE_NAME = env.text("AMENDS_HOUSE_NAME")
HOUSE_NAME_EN = env.text("AMENDS_HOUSE_NAME_EN")
HOUSE_ADDRESS = env.text("AMENDS_HOUSE_ADDRESS")
HOUSE_ADDRESS_EN = env.text("AMENDS_HOUSE_ADDRESS_EN")
LETTER_LOGO = env.text("AMENDS_LETTER_LOGO")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "WARNING")},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
