"""The table of contents: one line a face, and only the faces that this process serves."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

_FACES = {
    "phone": path("phone/", include("reports.phone.urls")),
    "api": path("api/v1/", include("reports.api.urls")),
    "dashboard": path("desk/", include("reports.dashboard.urls")),
    "public": path("", include("reports.public.urls")),
}

urlpatterns: list[URLPattern | URLResolver] = [route for face, route in _FACES.items() if face in settings.FACES]
