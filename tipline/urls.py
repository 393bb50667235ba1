"""The table of contents: one line a face, and only the faces that this process serves."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

_FACES = {
    "phone": "phone/",
    "desk_api": "api/v1/desk/",
    "api": "api/v1/",
    "dashboard": "desk/",
    "counter": "counter/",
    "public": "",
}
_OF_PROGRAMS = {"api", "desk_api"}

# A face that is not served is not even imported, but for the page of faults: a public host does not hold the desk's
# code in memory.
urlpatterns: list[URLPattern | URLResolver] = [
    path(route, include(f"reports.{face}.urls")) for face, route in _FACES.items() if face in settings.FACES
]
if _OF_PROGRAMS & set(settings.FACES):  # before the public face, which answers whatever nobody else does
    urlpatterns.insert(0, path("api/", include("reports.programs.urls")))
if {"public", "dashboard"} & set(settings.FACES):
    handler500 = "reports.public.broken.broken"
if "dashboard" in settings.FACES:
    handler400 = "reports.dashboard.form_refused.bad_request"
