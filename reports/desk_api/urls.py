"""The face of officers' programs."""

from django.urls import path

from reports.desk_api import acts, passing
from reports.desk_api.numbers import Numbers
from reports.desk_api.queue import Queue
from reports.desk_api.releases import ReleaseRecord
from reports.desk_api.search import Search
from reports.desk_api.tip import OneTip, TipsCalled
from reports.programs.face import Nowhere

app_name = "desk_api"
urlpatterns = [
    path("queue", Queue.as_view(), name="queue"),
    path("search", Search.as_view(), name="search"),
    path("statistics", Numbers.as_view(), name="statistics"),
    path("tips", TipsCalled.as_view(), name="tips"),
    path("tips/<uuid:tip_id>", OneTip.as_view(), name="tip"),
    path("tips/<uuid:tip_id>/claim", acts.Claim.as_view(), name="claim"),
    path("tips/<uuid:tip_id>/release", acts.GiveBack.as_view(), name="release"),
    path("tips/<uuid:tip_id>/move", acts.Move.as_view(), name="move"),
    path("tips/<uuid:tip_id>/close", acts.Close.as_view(), name="close"),
    path("tips/<uuid:tip_id>/ask", acts.Ask.as_view(), name="ask"),
    path("tips/<uuid:tip_id>/note", acts.Note.as_view(), name="note"),
    path("tips/<uuid:tip_id>/refer", passing.Refer.as_view(), name="refer"),
    path("tips/<uuid:tip_id>/inform", passing.Inform.as_view(), name="inform"),
    path("tips/<uuid:tip_id>/step-back", acts.StepBack.as_view(), name="step_back"),
    path("tips/<uuid:tip_id>/outcomes", acts.OutcomeView.as_view(), name="outcomes"),
    path("tips/<uuid:tip_id>/outcomes/strike", acts.StrikeOutcome.as_view(), name="strike_outcome"),
    path("tips/<uuid:tip_id>/releases/<uuid:release_id>/record", ReleaseRecord.as_view(), name="record"),
    path("", Nowhere.as_view()),
    path("<path:anything>", Nowhere.as_view()),
]
