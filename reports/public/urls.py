"""The places a tipster can go. None of them ever has anything in its query, and no address names what it is about."""

from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from reports.public.about import about, get_help, topic
from reports.public.colours import colours
from reports.public.kept import kept
from reports.public.listen import listen
from reports.public.mailbox import mailbox
from reports.public.notices import notice, notice_picture, notices
from reports.public.places import picture
from reports.public.robots import robots
from reports.public.tell import short, tell

app_name = "public"
urlpatterns = [
    path("", tell, name="tell"),
    path("short", short, name="short"),
    path("island.svg", picture, name="island"),
    path("mailbox", mailbox, name="mailbox"),
    path("what-we-keep", kept, name="kept"),
    path("about", about, name="about"),
    path("about/identity", topic, {"name": "identity"}, name="identity"),
    path("about/phones", topic, {"name": "phones"}, name="phones"),
    path("about/after", topic, {"name": "after"}, name="after"),
    path("about/rewards", topic, {"name": "rewards"}, name="rewards"),
    path("about/limits", topic, {"name": "limits"}, name="limits"),
    path("notices", notices, name="notices"),
    path("notices/<slug:number>", notice, name="notice"),
    path("notices/<slug:number>/picture", notice_picture, name="notice_picture"),
    path("help", get_help, name="help"),
    path("listen", listen, name="listen"),
    path("colours.css", colours, name="colours"),
    path("robots.txt", robots, name="robots"),
]
# No page here has a cookie that a foreign site could make use of; the ticket marks our own forms. So a wrong method is
# told as such.
for page in urlpatterns:
    page.callback = csrf_exempt(page.callback)
