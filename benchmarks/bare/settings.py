"""Settings of the bare form: the same database options as Tipline, none of its work."""

from tipline import env

SECRET_KEY = "a benchmark keeps no secret"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "benchmarks.bare.form"
INSTALLED_APPS = ["benchmarks.bare"]
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
DATABASES = {"default": env.database("BARE_URL") | {"CONN_HEALTH_CHECKS": False}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
