"""The addresses behind a language, such as /acf/mailbox: tipsters' pages alone, no desk and no webhook."""

from django.urls import include, path

from reports.public.broken import broken

urlpatterns = [path("", include("reports.public.urls"))]
handler500 = broken
