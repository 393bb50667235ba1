"""The face of the desk's own process for calls that officers took: one address."""

from django.urls import path

from reports.counter.taken_call import taken_call

app_name = "counter"
urlpatterns = [path("", taken_call, name="taken_call")]
