"""The app's one configuration."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Tipline's single Django app."""

    name = "reports"
    default_auto_field = "django.db.models.BigAutoField"
