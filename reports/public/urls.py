"""The places a tipster can go. None of them ever has anything in its query, and no address names what it is about."""

from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from reports.public.about import about, get_help, topic
from reports.public.answer import answer
from reports.public.colours import colours, logo
from reports.public.kept import kept
from reports.public.leaving import closed, leaves_nothing, left
from reports.public.listen import listen
from reports.public.mailbox import mailbox
from reports.public.notices import notice, notice_picture, notices
from reports.public.numbers import month, month_file, month_paper, numbers
from reports.public.pay import pay
from reports.public.places import picture
from reports.public.robots import robots
from reports.public.tell import short, tell
from reports.public.times import times
from reports.public.wrong_way import says_wrong_way

app_name = "public"
urlpatterns = [
    path("", leaves_nothing(tell), name="tell"),
    path("anew", leaves_nothing(tell), name="tell_anew"),
    path("short", leaves_nothing(short), name="short"),
    path("island.svg", picture, name="island"),
    path("mailbox", leaves_nothing(mailbox), name="mailbox"),
    path("mailbox/anew", leaves_nothing(mailbox), name="mailbox_anew"),
    path("pay", leaves_nothing(pay), name="pay"),
    path("answer", leaves_nothing(answer), name="answer"),
    path("what-we-keep", require_safe(kept), name="kept"),
    path("about", require_safe(about), name="about"),
    path("about/identity", require_safe(topic), {"name": "identity"}, name="identity"),
    path("about/phones", require_safe(topic), {"name": "phones"}, name="phones"),
    path("about/after", require_safe(topic), {"name": "after"}, name="after"),
    path("about/times", require_safe(times), name="times"),
    path("about/numbers", require_safe(numbers), name="numbers"),
    path("about/numbers/<str:month>.csv", month_file, name="month_file"),
    path("about/numbers/<str:month>.pdf", month_paper, name="month_paper"),
    path("about/numbers/<str:month>", require_safe(month), name="month"),
    path("about/rewards", require_safe(topic), {"name": "rewards"}, name="rewards"),
    path("about/limits", require_safe(topic), {"name": "limits"}, name="limits"),
    path("notices", require_safe(notices), name="notices"),
    path("notices/<slug:number>", require_safe(notice), name="notice"),
    path("notices/<slug:number>/picture", notice_picture, name="notice_picture"),
    path("help", require_safe(get_help), name="help"),
    path("listen", require_safe(listen), name="listen"),
    path("closed", closed, name="closed"),
    path("left/<str:visit>", left, name="left"),
    path("colours.css", colours, name="colours"),
    path("logo", logo, name="logo"),
    path("robots.txt", robots, name="robots"),
]
# No page here has a cookie that a foreign site could make use of; the ticket marks our own forms. So a wrong method is
# told as such, on a page.
for page in urlpatterns:
    page.callback = csrf_exempt(says_wrong_way(page.callback))
