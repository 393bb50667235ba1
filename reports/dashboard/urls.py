"""The desk's table of contents."""

from django.urls import path

from reports.dashboard.enrol import enrol, recovery_codes
from reports.dashboard.queue import queue
from reports.dashboard.second_factor import second_factor
from reports.dashboard.sign_in import sign_in, sign_out

app_name = "dashboard"
urlpatterns = [
    path("", queue, name="queue"),
    path("sign-in", sign_in, name="sign_in"),
    path("sign-in/code", second_factor, name="second_factor"),
    path("sign-in/phone", enrol, name="enrol"),
    path("sign-in/recovery-codes", recovery_codes, name="recovery_codes"),
    path("sign-out", sign_out, name="sign_out"),
]
