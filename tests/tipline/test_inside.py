"""Health and numbers are there for who has the token; for anybody else the addresses do not exist."""

import json
import logging

import pytest
from django.test import Client
from pytest_django import Settings

from tests.conftest import House
from tipline.log_lines import JsonLines
from tipline.log_redaction import RedactionFilter

PATHS = ("/healthz", "/readyz", "/metrics")
TOKEN = {"Authorization": "Bearer a long token"}


@pytest.mark.parametrize("path", PATHS)
def test_a_visitor_learns_nothing(house: House, settings: Settings, path: str) -> None:
    unknown = Client().get("/nothing")
    assert unknown.status_code == 404
    for token in ("", "a long token"):
        settings.INSIDE_TOKEN = token
        for headers in ({}, {"Authorization": "Bearer "}, {"Authorization": "Bearer é"}):
            answer = Client().get(path, headers=headers)
            assert (answer.status_code, answer.text.replace(path, "/nothing")) == (404, unknown.text)


def test_who_has_the_token_is_told(house: House, settings: Settings) -> None:
    settings.INSIDE_TOKEN = "a long token"
    answers = [Client().get(path, headers=TOKEN) for path in PATHS]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert answers[1].json() == {"ready": True, "missing": []}
    assert "tipline_tips_open 0" in answers[2].text


def test_whether_it_lives_is_asked_of_no_database(settings: Settings) -> None:
    settings.INSIDE_TOKEN = "a long token"
    assert Client().get("/healthz", headers=TOKEN).text == "ok\n"


def test_a_line_in_json_went_through_the_filter_and_has_no_clock() -> None:
    record = logging.LogRecord("tipline", logging.ERROR, "f.py", 1, "No text to %s", ("+17584840001",), None)
    line = JsonLines().format(RedactionFilter().filter(record))
    assert json.loads(line) == {"level": "ERROR", "name": "tipline", "message": "No text to <number>"}
