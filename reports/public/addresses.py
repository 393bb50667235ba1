"""The addresses behind a language, such as /acf/mailbox: tipsters' pages alone, no desk and no webhook."""

from django.urls import include, path

urlpatterns = [path("", include("reports.public.urls"))]
