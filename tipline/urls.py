"""The table of contents: one line a face, and only the faces that this process serves."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

_FACES = {"phone": "phone/", "api": "api/v1/", "dashboard": "desk/", "public": ""}

# A face that is not served is not even imported: a public host does not hold the desk's code in memory.
urlpatterns: list[URLPattern | URLResolver] = [
    path(route, include(f"reports.{face}.urls")) for face, route in _FACES.items() if face in settings.FACES
]
