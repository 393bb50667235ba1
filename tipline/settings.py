"""All settings of Tipline, read from the environment; `.env.example` explains each."""

from pathlib import Path
from urllib.parse import urlsplit

from django.conf.locale import LANG_INFO
from django.utils.csp import CSP

from tipline import env, helping, own_look
from tipline.described import SPECTACULAR_SETTINGS  # noqa: F401 - read by drf-spectacular
from tipline.embedded import embedded_programs
from tipline.log_lines import logging_of
from tipline.queues import CELERY_TASK_QUEUES, CELERY_TASK_ROUTES  # noqa: F401 - read by Celery
from tipline.schedule import CELERY_BEAT_SCHEDULE  # noqa: F401 - read by Celery

BASE_DIR = Path(__file__).resolve().parent.parent

# Who this process is ------------------------------------------------------------------------------------------
STANDALONE = env.flag("TIPLINE_STANDALONE")  # the demo and the tests: the only mode with defaults
DEBUG = env.flag("TIPLINE_DEBUG")
FACES = env.words("TIPLINE_FACES", "public,phone,api,desk_api,dashboard" if STANDALONE else "")
DATA_DIR = env.folder("TIPLINE_DATA", BASE_DIR / "data")
SECRETS_DIR = env.folder("TIPLINE_SECRETS", DATA_DIR / "secrets")
BLOB_BUCKET = env.text("TIPLINE_BLOB_BUCKET", "")  # sealed files of several hosts; empty: TIPLINE_DATA/blobs

PUBLIC_URL = env.text("PUBLIC_URL", "http://localhost:8000" if STANDALONE else None).rstrip("/")
DESK_URL = env.text("DESK_URL", PUBLIC_URL if STANDALONE else None).rstrip("/")
ALLOWED_HOSTS = env.words("TIPLINE_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1],testserver" if STANDALONE else "")

# Each language named in itself. The desk, the API and the phone's simulator speak the first one.
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("acf", "Kwéyòl"),
    ("fr", "Français"),
    ("es", "Español"),
    ("ht", "Kreyòl ayisyen"),
]
LANG_INFO["acf"] = {"bidi": False, "code": "acf", "name": "Saint Lucian Creole", "name_local": "Kwéyòl"}

FORCE_NAME = env.text("FORCE_NAME", "Royal Saint Lucia Police Force" if STANDALONE else None)
EMERGENCY_NUMBER = env.telephone("EMERGENCY_NUMBER", "911" if STANDALONE else None)
HOTLINE_NUMBER = env.telephone("HOTLINE_NUMBER", "555" if STANDALONE else None)
QUICK_EXIT_URL = env.another_site("QUICK_EXIT_URL", "https://www.google.com/", ours=PUBLIC_URL)
BRAND = env.text("TIPLINE_BRAND", "")  # what the bar calls the line; empty: "Tip line", in the reader's language
COLOURS, LOGO = own_look.own_look(demo=STANDALONE, is_public="public" in FACES)
RIPENING = env.number("TIPLINE_RIPENING", 3, most=60)  # seconds before a form is taken; up to 60 in a flood
MAILBOX_DAYS = env.number("TIPLINE_MAILBOX_DAYS", 7, least=1)  # after reading; on the Monday after, a message is erased
_PAID_AT = (
    "any post office; acf=nenpòt biwo lapòs; fr=dans tout bureau de poste; es=cualquier oficina de correos; "
    "ht=nenpòt biwo lapòs"
)
REWARD_PLACES = env.in_languages(  # empty: no rewards
    "TIPLINE_REWARD_PLACES", _PAID_AT if STANDALONE else "", languages=dict(LANGUAGES)
)
REWARD_DAYS = env.number(
    "TIPLINE_REWARD_DAYS", 120, least=1
)  # at least; the month in which they end, a voucher is over
HELP_CONTACTS = helping.contacts(demo=STANDALONE, languages=dict(LANGUAGES))
SILENT_CALLS, HELP_WITHOUT_PAPERS = env.answer("TIPLINE_SILENT_CALLS"), env.answer("TIPLINE_HELP_WITHOUT_PAPERS")
# Outside agencies that may be given a release copy: a short word for the trail, and the name.
AGENCIES = dict(
    env.pairs(
        "TIPLINE_AGENCIES",
        "customs=Customs; immigration=Immigration; child_protection=Child protection; coast_guard=Coast guard",
    )
)
FEEDBACK_DAYS = env.number("TIPLINE_FEEDBACK_DAYS", 60, least=1)  # in which an agency can answer by its one-time number
ONION_URL = env.onion("TIPLINE_ONION")  # the same pages as an onion service, where there is one
if ONION_URL:
    ALLOWED_HOSTS.append(urlsplit(ONION_URL).netloc)

TWILIO_ACCOUNT_SID, TWILIO_NUMBER = env.text("TWILIO_ACCOUNT_SID", ""), env.text("TWILIO_NUMBER", "")
TWILIO_AUTH_TOKEN = env.words("TWILIO_AUTH_TOKEN")  # several while a token is being rotated, newest first
TWILIO_API_URL = env.text("TWILIO_API_URL", "https://api.twilio.com").rstrip("/")
TWILIO_SHARED_KEYS = dict(env.pairs("TWILIO_SHARED_KEYS"))  # webhook keys of the newer header, by their names
WHATSAPP = env.flag("TIPLINE_WHATSAPP")  # off: Meta would learn who writes to the line
STOP_PASSES = env.flag("TIPLINE_STOP_PASSES")  # the provider's own handling of STOP is switched off: it blocks no phone
QUIET_SECONDS = env.number("TIPLINE_QUIET_SECONDS", 90)  # texts of one phone that come within are judged together
DECIDE_SECONDS = env.number("TIPLINE_DECIDE_SECONDS", 75)  # for a caller to send or delete; then it is sent
DANGER_NUMBER = env.text("TIPLINE_DANGER_NUMBER", "")  # whom "danger now" is connected to; empty: nobody
SPOKEN_MENUS = env.flag("TIPLINE_SPOKEN_MENUS")  # off: what callers say at a menu would go to the provider's machine
# Immediate danger: seconds until triage must have judged, from text to call, to the next person, between two callings
# of all, and of texts and calls that tell of many; rounds before all; alerts an hour, those of senders' word apart.
DUTY_UNIT = env.text("TIPLINE_DUTY_UNIT", "reception")  # steps in for units of which nobody is on duty
ALERT_GRACE = env.number("TIPLINE_ALERT_GRACE", 30)
ALERT_CALL_AFTER = env.number("TIPLINE_ALERT_CALL_AFTER", 60)
ALERT_NEXT_AFTER = env.number("TIPLINE_ALERT_NEXT_AFTER", 120)
ALERT_AGAIN_AFTER = env.number("TIPLINE_ALERT_AGAIN_AFTER", 900)
ALERT_SUMMARY_TEXT_EVERY = env.number("TIPLINE_ALERT_SUMMARY_TEXT_EVERY", 60)
ALERT_SUMMARY_CALL_EVERY = env.number("TIPLINE_ALERT_SUMMARY_CALL_EVERY", 600)
ALERT_ROUNDS = env.number("TIPLINE_ALERT_ROUNDS", 2, least=1)
ALERT_CAP = env.number("TIPLINE_ALERT_CAP", 8, least=1)
ALERT_LOW_CAP = env.number("TIPLINE_ALERT_LOW_CAP", 3, least=1)
DRAFT_DAYS = env.number("TIPLINE_DRAFT_DAYS", 7, least=1)  # after which words that nobody went on with are forgotten
CLAIM_DAYS = env.number("TIPLINE_CLAIM_DAYS", 14, least=1)  # away, after which what an officer holds goes back
LINE_DAYS = env.number("TIPLINE_LINE_DAYS", 60, least=1)  # of silence, after which a phone is forgotten
TEXTS_EVERY = env.number("TIPLINE_TEXTS_EVERY", 0 if STANDALONE else 15, most=60)  # minutes; at their end texts leave

# Where each set of backups goes: three places that never meet. The programs of Postgres: empty, those on the path.
BACKUP_FOLDERS = {
    "tips": env.text("TIPLINE_BACKUP_TIPS", ""),
    "keys": env.text("TIPLINE_BACKUP_KEYS", ""),
    "secrets": env.text("TIPLINE_BACKUP_SECRETS", ""),
}
PG_BIN = env.text("TIPLINE_PG_BIN", "") or (embedded_programs() if STANDALONE else "")

# The line's daily test of itself: the hour from which it is sent (-1: never), the hour by which somebody at the desk
# must have read it, the phone of ours that texts and calls the hotline for it, and who outside hears of us.
SELF_TEST_HOUR = env.number("TIPLINE_SELF_TEST_HOUR", -1 if STANDALONE else 6, least=-1, most=23)
SELF_TEST_READ_BY = env.number("TIPLINE_SELF_TEST_READ_BY", 10, most=23)
SELF_TEST_NUMBER = env.text("TIPLINE_SELF_TEST_NUMBER", "")
WATCHER_URL = env.text("TIPLINE_WATCHER_URL", "")
DATABASE_DISK_GB = env.number("TIPLINE_DATABASE_DISK_GB", 0)  # of the disk of both databases; 0: not known here
COUNTER_URL = env.text("TIPLINE_COUNTER_URL", "")  # where the desk hands in calls that officers took; empty: itself
INSIDE_TOKEN = env.text("TIPLINE_INSIDE_TOKEN", "")  # who shows it may ask for /healthz, /readyz and /metrics
LOG_JSON = env.flag("TIPLINE_LOG_JSON")
HOOK_HOSTS = env.words("TIPLINE_HOOK_HOSTS")  # hosts (with their ports) that may be told of changes; empty: none
OIDC = env.provider(prefix="TIPLINE_OIDC")  # the force's directory, before the password; empty: none
MAIL = env.mail(prefix="TIPLINE_MAIL")  # officers' daily mail, always the same; empty: none
CLAMAV = env.text("TIPLINE_CLAMAV", "")  # host:port or a socket's path; empty: no virus scanner
SPEECH_MODEL = env.text("TIPLINE_SPEECH_MODEL", "")  # a folder with a whisper model; empty: no machine transcripts
SPEECH_PYTHON = env.text("TIPLINE_SPEECH_PYTHON", "")  # an interpreter with faster-whisper; empty: Tipline's own

# Django -------------------------------------------------------------------------------------------------------
SECRET_KEY = env.signing_key(SECRETS_DIR, FACES, demo=STANDALONE)
ROOT_URLCONF = "tipline.urls"
WSGI_APPLICATION = "tipline.wsgi.application"
AUTH_USER_MODEL = "reports.Officer"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",  # a tip names the units that read it in an array
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rest_framework",
    "drf_spectacular",
    "reports",
]

_AT_THE_DESK = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "reports.dashboard.key_cookie.KeyCookieMiddleware",
]
MIDDLEWARE = [
    "tipline.inside.inside",
    "django.middleware.security.SecurityMiddleware",
    "reports.public.headers.headers",
    "reports.public.packed.packed",
    *(["tipline.packed_styles.packed_styles"] if STANDALONE else []),
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "reports.public.language.language",
    *(_AT_THE_DESK if "dashboard" in FACES else []),
    "allauth.account.middleware.AccountMiddleware",  # allauth refuses to start without it on any host; it sets nothing
]
SILENCED_SYSTEM_CHECKS = ["security.W027", "templates.W003"]  # docs/judges.md says why

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "reports.public.house.house",
            ],
            "libraries": {"i18n": "tipline.said", "days": "reports.public.days"},
        },
    }
]

# Two databases that never meet: tips, and the keys that erase them ----------------------------------------------
DATABASES = {"default": env.database("DATABASE_URL"), "keystore": env.database("KEYSTORE_URL")}
DATABASE_ROUTERS = ["reports.models.routing.KeyStoreRouter"]

# Celery: ids only, no results, static schedule ------------------------------------------------------------------
CELERY_BROKER_URL = env.text("REDIS_URL")
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_connect_timeout": 1,
    "socket_timeout": 3,  # a broker that hangs holds up one tipster for so long, then outbox pauses; BRPOP waits 1
    "visibility_timeout": 600,
    "retry_policy": {"max_retries": 0},
}
CELERY_TASK_PUBLISH_RETRY = False  # a broker that is down must not hold up a tipster: the sweep enqueues later
CELERY_BEAT_SCHEDULER = "tipline.beat:Scheduler"
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "state" / "beat")

# Officers: password and TOTP through allauth, nothing by mail ---------------------------------------------------
AUTHENTICATION_BACKENDS = ["reports.dashboard.password_backend.PasswordOpensKey"]
PASSWORD_HASHERS = ["reports.dashboard.password_backend.NoOtherHash"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "reports.dashboard.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = False  # they would store addresses: reports.dashboard.throttle counts by user name instead
ACCOUNT_LOGIN_TIMEOUT = 300  # seconds between password and second factor
MFA_ADAPTER = "reports.dashboard.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Tipline"
MFA_TOTP_TOLERANCE = 1  # half minutes that a phone's clock may be off
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOGIN_URL = "dashboard:sign_in"
LOGIN_REDIRECT_URL = "dashboard:queue"
LOGOUT_REDIRECT_URL = "dashboard:sign_in"

_SECURE = DESK_URL.startswith("https://")  # only the desk sets cookies
SESSION_COOKIE_NAME = "__Host-desk" if _SECURE else "desk"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_ENGINE = "tipline.database.sessions"
IDLE_MINUTES = max(2, env.number("TIPLINE_IDLE_MINUTES", 20))  # nobody at the desk, after which a session ends
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "__Host-desk-form" if _SECURE else "desk-form"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "reports.dashboard.form_refused.form_refused"
CSRF_TRUSTED_ORIGINS = [DESK_URL, PUBLIC_URL] if STANDALONE else [DESK_URL]

# Headers ------------------------------------------------------------------------------------------------------
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.SELF, CSP.NONCE],  # the one line that tells us of "Leave" in Firefox
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "media-src": [CSP.SELF],
    "connect-src": [CSP.SELF],  # of use to no page, for none has a script; what checks robots.txt asks through the page
    "script-src": [CSP.NONE],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 0 if STANDALONE else 63072000
SECURE_SSL_REDIRECT = False  # the proxy speaks TLS; nobody reaches this process from outside
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 1000  # beyond it nothing is read; up to it each file too many gets its sentence
# Django's own handlers would put files on a disk in plain. Faces that take files use reports.intake.receiving.
FILE_UPLOAD_HANDLERS = ["reports.intake.receiving.NoFiles"]

STATIC_URL = "/static/"
STATIC_ROOT = env.folder("TIPLINE_STATIC", DATA_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if STANDALONE
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = STANDALONE
WHITENOISE_ALLOW_ALL_ORIGINS = False  # no other site has a use for our style sheets and sounds

LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = env.time_zone("TIPLINE_TIME_ZONE", "America/St_Lucia")

REST_FRAMEWORK = {
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
}

# Logs say that something went wrong, never about whom: no access log, and a filter over every line ---------------
LOGGING = logging_of(as_json=LOG_JSON)
