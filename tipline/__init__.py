"""The Django project around the `reports` app."""

from tipline.celery import app as celery_app

__all__ = ["celery_app"]
