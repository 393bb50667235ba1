"""Problem details keep a code that does not change with the sentence."""

from django.http import Http404
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from reports.programs.problems import Conflict, TooSoon, as_problem


def test_each_problem_has_its_code_and_what_was_wrong_stands_beside() -> None:
    told = as_problem(Response({"detail": "No."}, status=409), Conflict("No.", "sent_before"), {"stored": False})
    assert told.data == {
        "type": "urn:tipline:problem:sent_before",
        "title": "Conflict",
        "status": 409,
        "detail": "No.",
        "stored": False,
    }
    assert told.content_type == "application/problem+json"
    wrong = as_problem(Response(["Bad."], status=400), ValidationError(["Bad."]), {})
    assert wrong.data["errors"] == {"non_field_errors": ["Bad."]}
    assert as_problem(Response({"detail": ""}, status=404), Http404(), {}).data["type"].endswith(":not_found")
    assert TooSoon(5, "Later.").wait == 5
