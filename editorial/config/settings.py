"""Settings. What differs between machines comes from the environment, see environment.py."""

from __future__ import annotations

import os
from email.utils import parseaddr
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF

from editorial.config.desk import unfold
from editorial.config.environment import read_environment

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = BASE_DIR / "var"

env = environ.Env()
ENVIRONMENT = read_environment(os.environ, BASE_DIR)

DEBUG = ENVIRONMENT.debug
DEMO = ENVIRONMENT.demo
SECRET_KEY = ENVIRONMENT.secret_key
SIGNING_KEY_FILE = ENVIRONMENT.signing_key_file
#: What encrypts second factors at rest: outside the database, as the signing key is.
FACTOR_KEY_FILE = ENVIRONMENT.factor_key_file
CHECKPOINT_FILE = ENVIRONMENT.checkpoint_file
#: Authors' pictures, by digest. Only the application reads it: most of them are not public.
MEDIA_DIR = ENVIRONMENT.media_dir
#: A production that lost its key must stop, not sign with a new one that nobody knows.
SIGNING_KEY_MAY_BE_MADE = not ENVIRONMENT.production
ALLOWED_HOSTS = ENVIRONMENT.allowed_hosts
SITE_URL = ENVIRONMENT.site_url
SITE_NAME = "Imprimatur"

INSTALLED_APPS = [
    "unfold",
    "unfold.contrib.simple_history",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "simple_history",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "accounts",
    "articles",
    "editorial",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Ahead of WhiteNoise, so that static files carry these headers as well.
    "accounts.desk.headers.DeskCSPMiddleware",
    "editorial.headers.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.IdleSessionMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "editorial.config.urls"
WSGI_APPLICATION = "editorial.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Database -----------------------------------------------------------------------------------

SQLITE_OPTIONS = {
    # Deferred transactions fail with "database is locked" when a reader turns writer.
    "transaction_mode": "IMMEDIATE",
    "timeout": 5,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
        "PRAGMA mmap_size=134217728;PRAGMA cache_size=-20000;"
    ),
}


def _database() -> dict[str, Any]:
    VAR_DIR.mkdir(exist_ok=True)
    database: dict[str, Any] = env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")
    if database["ENGINE"].endswith("sqlite3"):
        database |= {"OPTIONS": SQLITE_OPTIONS, "CONN_MAX_AGE": None}
        # Processes under test share a file; memory would be one thread's alone.
        database["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
    elif ENVIRONMENT.production:
        database |= {"OPTIONS": {"pool": True}, "CONN_MAX_AGE": 0}
    return database


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_redis_url = env.str("REDIS_URL", default="")
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": _redis_url}
        if _redis_url
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    ),
}

# --- Mail ---------------------------------------------------------------------------------------

EMAIL_FILE_PATH = str(VAR_DIR / "mail")
if os.environ.get("EMAIL_URL"):
    vars().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_TIMEOUT = 10  # seconds: the outbox tries again
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Imprimatur <desk@localhost>")
SERVER_EMAIL = parseaddr(DEFAULT_FROM_EMAIL)[1]

# --- People -------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.CountingBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
if DEMO:
    # The demo's password is printed in the README: a slow hash would protect nothing.
    PASSWORD_HASHERS = [
        "accounts.hashers.DemoHasher",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ]
ACCOUNT_ADAPTER = "accounts.adapter.ClosedSignUpAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.sign_in_forms.SignInForm",
    "reauthenticate": "accounts.sign_in_forms.AgainForm",
    "reset_password": "accounts.sign_in_forms.ForgottenForm",
    "reset_password_from_key": "accounts.sign_in_forms.NewPasswordForm",
    "change_password": "accounts.password_forms.CountingPasswordForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
#: How many proxies stand in front, or which: what they say of whence a request comes is believed.
#: None unless it is set, or anybody could pass for somebody else (accounts.network).
TRUSTED_PROXIES = ENVIRONMENT.trusted_proxies
#: Wrong attempts on one account are counted in the database (accounts.services.attempts); what is
#: left for allauth is a limit on one address, whatever the accounts.
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "20/m/ip"}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
#: Fifteen idle minutes end the session of who may enter the desk (STANDARDS, sign-off 10).
IDLE_SECONDS = 15 * 60
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

# --- Second factors -----------------------------------------------------------------------------

MFA_ADAPTER = "accounts.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "activate_totp": "accounts.factor_forms.ActivateForm",
    "authenticate": "accounts.factor_forms.CodeForm",
    "reauthenticate": "accounts.factor_forms.CodeAgainForm",
    "authenticate_webauthn": "accounts.factor_forms.PasskeyForm",
    "reauthenticate_webauthn": "accounts.factor_forms.PasskeyAgainForm",
}
MFA_TOTP_ISSUER = SITE_NAME
#: One step either way, for clocks that differ. No code is taken twice.
MFA_TOTP_TOLERANCE = 1
MFA_PASSKEY_LOGIN_ENABLED = False
#: Addresses are set by administrators; there is nothing to verify.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RECOVERY_CODES_SHOW_ONCE = True

# --- Time, words --------------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

# --- Files --------------------------------------------------------------------------------------

STATIC_URL = "/static/"
# What the demo collects has other names than a deploy's, and must not lie among it.
STATIC_ROOT = BASE_DIR / ("static-root" if ENVIRONMENT.production else "var/static")
STATICFILES_DIRS = [BASE_DIR / "static"]
if not ENVIRONMENT.production:
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns when it is missing
WHITENOISE_ALLOW_ALL_ORIGINS = False  # no other site needs our files
WHITENOISE_USE_FINDERS = not ENVIRONMENT.collected
if ENVIRONMENT.production:
    STATIC_STORAGE = "whitenoise.storage.CompressedManifestStaticFilesStorage"
elif ENVIRONMENT.collected:
    STATIC_STORAGE = "whitenoise.storage.CompressedStaticFilesStorage"
else:
    STATIC_STORAGE = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": STATIC_STORAGE},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # 500 references, each with a row of the form

# --- Headers ------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
        "img-src": [SELF, "data:"],
    }
}
#: What no page of ours uses. Passkeys (publickey-credentials-*) stay with us alone by default.
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
#: It ends with the browser's session: who opens a form has not chosen to be remembered.
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "editorial.authoring.sending_again.csrf_failure"
if ENVIRONMENT.production:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    CSRF_TRUSTED_ORIGINS = [SITE_URL]

# --- The API ------------------------------------------------------------------------------------

#: Of one token, a minute.
API_REQUESTS_A_MINUTE = 120
#: For tests alone: never a private address otherwise, and not by the environment.
WEBHOOKS_MAY_REACH_LOOPBACK = False

# --- simple-history -----------------------------------------------------------------------------

SIMPLE_HISTORY_REVERT_DISABLED = True  # the desk refuses it as well: see editorial/admin

# --- The desk: see desk.py ------------------------------------------------------------------------

UNFOLD = unfold(SITE_NAME)
