"""The faces of programs."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView

from reports.api.errors import Nowhere
from reports.api.tips import Tips

app_name = "api"
urlpatterns = [
    path("tips", Tips.as_view(), name="tips"),
    path("schema", SpectacularAPIView.as_view(), name="schema"),
    path("", Nowhere.as_view()),
    path("<path:anything>", Nowhere.as_view()),
]
