"""Settings: one file, values from the environment.

The environment is production unless SHAREDCARE_ENV says otherwise. In production
every value that has only a development default must be given, or nothing starts.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from sharedcare import embedded
from sharedcare.timetable import TIMETABLE

BASE_DIR = Path(__file__).resolve().parent.parent
ENVIRONMENT = os.environ.get("SHAREDCARE_ENV", "production")
PRODUCTION = ENVIRONMENT == "production"

# A process connects as one role and is given the address of no other.
DATABASE_URL_OF = {
    "web": "DATABASE_URL",
    "worker": "DATABASE_WORKER_URL",
    "report": "DATABASE_REPORT_URL",
    "owner": "DATABASE_OWNER_URL",
}
PROCESS = os.environ.get("SHAREDCARE_PROCESS", "web")
SOCKETS = embedded.sockets_of(BASE_DIR / "var")


def env(name, development):
    """A value from the environment; production refuses the development default."""
    value = os.environ.get(name)
    if value is not None:
        return value
    if PRODUCTION:
        raise ImproperlyConfigured(f"Set {name}: production starts with no default.")
    return development


DEBUG = False
SECRET_KEY = env("SECRET_KEY", "development-only-" + "x" * 50)
ALLOWED_HOSTS = env("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in env("TRUSTED_ORIGINS", "").split(",") if o]
DEMO = env("DEMO", "yes") == "yes"
if PRODUCTION and DEMO:
    raise ImproperlyConfigured("Set DEMO=no: production does not start in demo mode.")

INSTALLED_APPS = [
    "core",
    "audit",
    "accounts",
    "patients",
    "agreements",
    "referrals",
    "home",
    "django.contrib.auth",
    "django.contrib.postgres",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "crispy_forms",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "core.walls.RequestTransaction",
    "accounts.acting.ActingMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "core.middleware.RefusalPages",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"django.contrib.auth.password_validation.{name}",
        "OPTIONS": options,
    }
    for name, options in (
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
        ("UserAttributeSimilarityValidator", {"user_attributes": ["username", "name"]}),
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:choose_membership"
# Who signs in has a username, never an e-mail address, and is invited.
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {"login": "accounts.forms.SignInForm"}
# Guesses are counted in Postgres by accounts.guesses; the library's own limits live in
# a cache, where two at once are counted as one.
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
ALLAUTH_TRUSTED_PROXY_COUNT = int(env("TRUSTED_PROXIES", "0"))
MFA_ADAPTER = "accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "accounts.forms.CodeForm",
    "authenticate_webauthn": "accounts.forms.PasskeyForm",
    "login_webauthn": "accounts.forms.PasskeySignInForm",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Shared care"
MFA_TOTP_TOLERANCE = 1
# A passkey of http://localhost, for development alone.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
USERSESSIONS_ADAPTER = "accounts.adapter.SessionsAdapter"
# One provider of identities that speaks OpenID Connect, where there is one.
OPENID_SERVER = os.environ.get("OPENID_SERVER", "")
OPENID_NAME = os.environ.get("OPENID_NAME", "your organisation's sign-in")
OPENID_ORIGIN = ["{0.scheme}://{0.netloc}".format(urlsplit(OPENID_SERVER))]
OPENID_ORIGIN = OPENID_ORIGIN if OPENID_SERVER else []
SOCIALACCOUNT_ADAPTER = "accounts.adapter.ProviderAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "identity",
                "name": OPENID_NAME,
                "client_id": os.environ.get("OPENID_CLIENT_ID", ""),
                "secret": os.environ.get("OPENID_CLIENT_SECRET", ""),
                "settings": {"server_url": OPENID_SERVER},
            }
        ]
        if OPENID_SERVER
        else []
    }
}
ROOT_URLCONF = "sharedcare.urls"
WSGI_APPLICATION = "sharedcare.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "accounts.context.account",
            ],
            "builtins": ["core.templatetags.house"],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "nhsuk"
CRISPY_TEMPLATE_PACK = "nhsuk"
# The input that an error summary links to must keep focus visible; no client-side
# validation hides our own words.
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

DATABASES = {
    "default": dj_database_url.parse(
        env(DATABASE_URL_OF[PROCESS], embedded.address(PROCESS, SOCKETS)),
        conn_max_age=None,
        conn_health_checks=True,
    )
}
# What is prepared by name, and what a function of the database asks, is planned once
# for each connection, not each time that it is asked.
DATABASES["default"]["OPTIONS"] = {
    **DATABASES["default"].get("OPTIONS", {}),
    "connect_timeout": 3,
    "options": "-c plan_cache_mode=force_generic_plan",
}
REDIS_URL = env("REDIS_URL", embedded.Valkey(BASE_DIR / "var").address)
HOW_OFTEN = {task: when for task, when, _ in TIMETABLE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

# Where the frame of every page leads.
ADDRESSES = {
    "search": "/search/",
    "account": "/account/",
    "switch": "/account/switch/",
    "lock": "/account/lock/",
    "stay": "/account/stay/",
    "sign_out": "/account/sign-out/",
    "next_day": "/demo/next-day/",
    "reset_demo": "/demo/reset/",
    "help": "/help/",
    "accessibility": "/accessibility/",
}
IDLE_SECONDS = 15 * 60

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "static", BASE_DIR / "var" / "assets"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "core.static.HashedStorage"},
}

# An error leaves one entry on stderr, in development as in production.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"wordless": {"()": "core.log.Wordless"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "level": "ERROR",
            "formatter": "wordless",
        }
    },
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False}
    },
}

MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

SECURE = env("SECURE_COOKIES", "no") == "yes"
if PRODUCTION and not SECURE:
    raise ImproperlyConfigured("Set SECURE_COOKIES=yes: production is served by TLS.")
SECURE_SSL_REDIRECT = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
COOKIE_PREFIX = "__Host-" if SECURE else ""
SESSION_COOKIE_NAME = COOKIE_PREFIX + "session"
CSRF_COOKIE_NAME = COOKIE_PREFIX + "csrf"
ACTING_COOKIE_NAME = COOKIE_PREFIX + "acting"
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

NOTHING, OURS = ["'none'"], ["'self'"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": NOTHING,
        "script-src": OURS,
        "style-src": OURS,
        "img-src": OURS,
        "font-src": OURS,
        "connect-src": OURS,
        # A form that leads to the identity provider ends on its pages.
        "form-action": OURS + OPENID_ORIGIN,
        "manifest-src": OURS,
        "base-uri": NOTHING,
        "frame-ancestors": NOTHING,
        "object-src": NOTHING,
    }
}
