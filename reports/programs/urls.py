"""What describes the faces of programs."""

from django.urls import path

from reports.programs.schema import docs, schema

app_name = "programs"
urlpatterns = [path("schema", schema, name="schema"), path("docs", docs, name="docs")]
