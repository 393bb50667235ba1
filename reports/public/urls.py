"""The three places a tipster can go. None of them ever has anything in its query."""

from django.urls import path

from reports.public.kept import kept
from reports.public.mailbox import mailbox
from reports.public.tell import tell

app_name = "public"
urlpatterns = [
    path("", tell, name="tell"),
    path("mailbox", mailbox, name="mailbox"),
    path("what-we-keep", kept, name="kept"),
]
