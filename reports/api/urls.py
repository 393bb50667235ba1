"""The faces of tipsters' programs."""

from django.urls import path

from reports.api.adding import Add, AddWithFiles, WantAgain, Withdraw
from reports.api.check import Check
from reports.api.guides import GuideLanguages, Guides
from reports.api.mailbox import End, Look, OpenMailboxView
from reports.api.tickets import Tickets
from reports.api.tips import Tips, TipsWithFiles
from reports.programs.face import Nowhere

app_name = "api"
urlpatterns = [
    path("tickets", Tickets.as_view(), name="tickets"),
    path("tips", Tips.as_view(), name="tips"),
    path("tips/with-files", TipsWithFiles.as_view(), name="tips_with_files"),
    path("check", Check.as_view(), name="check"),
    path("guides", GuideLanguages.as_view(), name="guide_languages"),
    path("guides/<str:language>", Guides.as_view(), name="guides"),
    path("mailbox/open", OpenMailboxView.as_view(), name="open_mailbox"),
    path("mailbox/look", Look.as_view(), name="look_into_mailbox"),
    path("mailbox/add", Add.as_view(), name="add_to_tip"),
    path("mailbox/add-with-files", AddWithFiles.as_view(), name="add_files_to_tip"),
    path("mailbox/withdraw", Withdraw.as_view(), name="withdraw_tip"),
    path("mailbox/want-again", WantAgain.as_view(), name="want_tip_again"),
    path("mailbox/end", End.as_view(), name="end_talk"),
    path("", Nowhere.as_view()),
    path("<path:anything>", Nowhere.as_view()),
]
