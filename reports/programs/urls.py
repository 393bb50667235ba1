"""What describes the faces of programs."""

from django.urls import path, re_path

from reports.programs.face import Nowhere
from reports.programs.schema import docs, schema

app_name = "programs"
urlpatterns = [
    path("schema", schema, name="schema"),
    path("docs", docs, name="docs"),
    re_path(r"^(?!v1/)", Nowhere.as_view()),  # another version, too, is told as problem+json
]
