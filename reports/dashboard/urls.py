"""The desk's table of contents."""

from django.urls import path

from reports.dashboard import acts, notices
from reports.dashboard.attachment import attachment
from reports.dashboard.correct import correct_tip
from reports.dashboard.enrol import enrol, recovery_codes
from reports.dashboard.hotline import hotline
from reports.dashboard.queue import queue
from reports.dashboard.second_factor import second_factor
from reports.dashboard.sign_in import sign_in, sign_out
from reports.dashboard.tip import tip
from reports.dashboard.trail import trail

app_name = "dashboard"
urlpatterns = [
    path("", queue, name="queue"),
    path("tips/<uuid:tip_id>", tip, name="tip"),
    path("tips/<uuid:tip_id>/claim", acts.claim, name="claim"),
    path("tips/<uuid:tip_id>/release", acts.release, name="release"),
    path("tips/<uuid:tip_id>/ask", acts.ask, name="ask"),
    path("tips/<uuid:tip_id>/texts/<uuid:record_id>", acts.text_again, name="text_again"),
    path("tips/<uuid:tip_id>/note", acts.note, name="note"),
    path("tips/<uuid:tip_id>/status", acts.move, name="move"),
    path("tips/<uuid:tip_id>/close", acts.close, name="close"),
    path("tips/<uuid:tip_id>/correct", correct_tip, name="correct"),
    path("tips/<uuid:tip_id>/trail", trail, name="trail"),
    path("tips/<uuid:tip_id>/files/<uuid:attachment_id>", attachment, name="attachment"),
    path("hotline", hotline, name="hotline"),
    path("notices", notices.notices, name="notices"),
    path("notices/new", notices.new_notice, name="new_notice"),
    path("notices/<uuid:notice_id>", notices.notice, name="notice"),
    path("notices/<uuid:notice_id>/publish", notices.publish_notice, name="publish_notice"),
    path("notices/<uuid:notice_id>/end", notices.end_notice, name="end_notice"),
    path("sign-in", sign_in, name="sign_in"),
    path("sign-in/code", second_factor, name="second_factor"),
    path("sign-in/phone", enrol, name="enrol"),
    path("sign-in/recovery-codes", recovery_codes, name="recovery_codes"),
    path("sign-out", sign_out, name="sign_out"),
]
