"""The WSGI entry point."""

import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.template.loader import get_template
from django.urls import reverse

from reports.triage.warning import what_identifies
from tipline.memory import loading

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tipline.settings")
with loading():
    application = get_wsgi_application()
    if "dashboard" in settings.FACES:
        # Every screen and its template, read once for all processes: none reads them while an officer waits.
        reverse("dashboard:queue")
        for screen in (settings.BASE_DIR / "templates" / "dashboard").glob("*.html"):
            get_template(f"dashboard/{screen.name}")
    if "public" in settings.FACES:
        # The rules, before gunicorn makes its processes. Otherwise each of the first visitors reads them all at once.
        what_identifies("I live next door")
    if "phone" in settings.FACES:
        import_module("reports.phone.twins")  # its memory is one for all processes
        import_module("reports.phone.lists").read_lists()  # before these are made, and not for the first text of each
