"""What goes wrong in the face of programs is told in JSON, and leaves no trace in the log if the sender caused it."""

import pytest
from django.test import Client, RequestFactory
from rest_framework.request import Request
from rest_framework.response import Response

from reports.models import Tip
from reports.programs.face import Face
from tests.api.programs import JSON, KEY, TIPS
from tests.api.test_tips import send_bytes
from tests.conftest import House

PROBLEM = "application/problem+json"


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"\xff\x00{", JSON, 400),
        (b"", JSON, 400),
        (b"[]", JSON, 400),
        (b"null", JSON, 400),
        (b'{"text": NaN}', JSON, 400),
        (b'{"text": "\\ud800"}', JSON, 400),
        (b"[" * 200_000, JSON, 400),
        (b'{"text":' * 100_000, JSON, 400),
        (b'{"text": "x", "category": ' + b"[" * 900 + b"]" * 900 + b"}", JSON, 400),
        (b'{"text": "x", "category": ' + b"[" * 9000 + b"]" * 9000 + b"}", JSON, 400),
        (b'{"text": "x"}', JSON + "; charset=bz2_codec", 400),
        (b'{"text": "x"}', JSON + "; charset=utf-16", 400),
        (b'{"text": "' + b"x" * 2_000_000 + b'"}', JSON, 413),
        (b"text=x", "application/x-www-form-urlencoded", 415),
        (b"--x", "multipart/form-data; boundary=x", 415),
        (b"x", "", 415),
    ],
    ids=lambda part: repr(part)[:30],
)
def test_a_body_that_is_no_tip_is_refused_in_json_and_leaves_no_trace_in_the_log(
    client: Client, house: House, caplog: pytest.LogCaptureFixture, body: bytes, kind: str, status: int
) -> None:
    answer = send_bytes(client, body, kind)
    assert (answer.status_code, answer["Content-Type"]) == (status, PROBLEM)
    assert answer.json()["stored"] is False  # type: ignore[attr-defined]
    assert not Tip.objects.exists()
    assert not [line for line in caplog.records if line.exc_info or line.levelname == "ERROR"]


@pytest.mark.parametrize("path", ["/api/v1/", "/api/v1/tips/", "/api/v1/x/y", "/api/v2/tips", "/api/"])
def test_an_address_that_is_not_there_is_told_in_json(client: Client, path: str) -> None:
    answer = client.post(path, {"text": "Stolen engine"}, content_type=JSON, headers=KEY)
    assert (answer.status_code, answer.json()["stored"]) == (404, False)


def test_another_method_is_told_in_json(client: Client) -> None:
    answer = client.put(TIPS, {"text": "Stolen engine"}, content_type=JSON, headers=KEY)
    assert (answer.status_code, answer.json()["stored"]) == (405, False)


class Broken(Face):
    stores = True

    def post(self, request: Request) -> Response:
        return Response({"receipt": {}["nothing"]})


def test_a_fault_of_ours_is_told_in_json_claims_nothing_and_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    answer = Broken.as_view()(RequestFactory().post(TIPS)).render()
    assert (answer.status_code, answer["Content-Type"], answer.data["stored"]) == (500, PROBLEM, None)
    assert caplog.records[0].exc_info
